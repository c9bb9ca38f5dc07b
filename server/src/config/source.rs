use std::fmt;

/// The place where a setting was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// In a file, on a line counted from 1.
    File { name: String, line: usize },
    /// In this variable.
    Variable(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { name, line } => write!(f, "{name}:{line}: "),
            Self::Variable(_) => Ok(()),
        }
    }
}
