use std::fmt;

use crate::field::{At, FieldPath};

/// So many refusals are told at once; more would scroll the first ones away.
const TOLD: usize = 20;

/// One thing that is wrong with a file, where it is, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file as it was named.
    pub file: String,
    /// The line, counted from 1; `None` if it is about the file as a whole.
    pub line: Option<usize>,
    /// The field's path in JSON, `column` and its name in CSV; empty if it is about the line as a whole.
    pub field: String,
    /// What is wrong and what to write.
    pub message: String,
}

/// Why a file was refused: at least one reason, in the order of the file where that is known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Refusals {
    /// The first twenty.
    pub told: Vec<Refusal>,
    /// How many more there are.
    pub more: usize,
}

/// A rule that a parsed document breaks, before its line is known.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) path: FieldPath,
    pub(crate) message: String,
}

/// What was found so far; beyond the first twenty it only counts.
#[derive(Debug)]
pub(crate) struct Collected<T> {
    told: Vec<T>,
    more: usize,
}

/// The rules a document breaks.
pub(crate) type Findings = Collected<Finding>;

impl Refusals {
    /// The refusal of a file as a whole.
    pub(crate) fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self::one(Refusal { file: file.to_owned(), line: None, field: String::new(), message: message.into() })
    }

    /// A single refusal.
    pub(crate) fn one(refusal: Refusal) -> Self {
        Self { told: vec![refusal], more: 0 }
    }
}

impl<T> Default for Collected<T> {
    fn default() -> Self {
        Self { told: Vec::new(), more: 0 }
    }
}

impl<T> Collected<T> {
    /// One more; `make` is asked only while there is room.
    pub(crate) fn push_with(&mut self, make: impl FnOnce() -> T) {
        if self.told.len() < TOLD {
            self.told.push(make());
        } else {
            self.more += 1;
        }
    }

    /// Whether there is none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.told.is_empty()
    }
}

impl Findings {
    /// Records that what is at `at` breaks a rule.
    pub(crate) fn add(&mut self, at: At<'_>, message: impl Into<String>) {
        self.push_with(|| Finding { path: at.path(), message: message.into() });
    }

    /// Refuses the file unless nothing was found.
    pub(crate) fn refused(self, locate: impl FnMut(Finding) -> Refusal) -> Result<(), Refusals> {
        let told = self.told.into_iter().map(locate).collect();
        Collected { told, more: self.more }.none_or_refused()
    }
}

impl Collected<Refusal> {
    /// Refuses the file unless nothing was collected; refusals come in the order of their lines.
    pub(crate) fn none_or_refused(mut self) -> Result<(), Refusals> {
        if self.is_empty() {
            return Ok(());
        }
        self.told.sort_by_key(|refusal| refusal.line);
        Err(Refusals { told: self.told, more: self.more })
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file)?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        if !self.field.is_empty() {
            write!(f, " {}:", self.field)?;
        }
        write!(f, " {}", self.message)
    }
}

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, refusal) in self.told.iter().enumerate() {
            let end_of_last = if place == 0 { "" } else { "\n" };
            write!(f, "{end_of_last}{refusal}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}
