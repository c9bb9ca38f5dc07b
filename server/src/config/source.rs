use std::fmt;

/// The place where a setting was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// A line of a file, counted from 1.
    File { name: String, line: usize },
    /// An environment variable.
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
