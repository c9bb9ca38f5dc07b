use std::{collections::BTreeSet, fmt};

use crate::field::{FieldPath, PathCursor};

/// So many refusals of one kind are told; more would scroll the first ones away.
const TOLD: usize = 20;

/// The kinds of refusal, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiagnosticKind {
    /// Something that must be there is not.
    Missing,
    /// A name that the format does not have.
    Unknown,
    /// A value that can't be read.
    Form,
    /// Values that don't fit each other or the shop.
    Rule,
    /// The file of a picture.
    Picture,
    /// Something that the shop has and would lose.
    Loss,
    /// Something that the shop has and loses, because that is allowed.
    Removal,
}

/// One thing that is wrong with a file, its place, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file as it was named.
    pub file: String,
    /// The line, counted from 1; `None` if it is about the file as a whole.
    pub line: Option<usize>,
    /// The field's path in JSON, `column` and its name in CSV; empty if it is about the line as a whole.
    pub field: String,
    /// What is wrong and what to write.
    pub message: String,
}

/// Diagnostics of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticGroup {
    /// Their kind.
    pub kind: DiagnosticKind,
    /// The first twenty, in the order of their lines.
    pub told: Vec<Diagnostic>,
    /// How many more there are.
    pub more: usize,
}

/// The reasons why a file was refused: at least one, by kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Diagnostics {
    /// A group for each kind that there is.
    pub groups: Vec<DiagnosticGroup>,
}

/// A fault of a document, before its line is known.
#[derive(Debug)]
pub(crate) struct Violation {
    pub(crate) place: Place,
    pub(crate) message: String,
}

/// The place of a violation.
#[derive(Debug)]
pub(crate) enum Place {
    /// A field of the document.
    Field(FieldPath),
    /// A field that stands at this byte of the text, though another one has its path.
    Byte(FieldPath, usize),
    /// A line of a table, and the name of a column or nothing.
    Cell(usize, String),
}

/// The faults that were found so far.
#[derive(Debug, Default)]
pub(crate) struct Violations {
    groups: Vec<(DiagnosticKind, Vec<Violation>, usize)>,
    /// Fields that can't be read. They hold something else meanwhile, which is no fault of the file's.
    unreadable: BTreeSet<FieldPath>,
}

impl DiagnosticKind {
    const fn heading(self) -> &'static str {
        match self {
            Self::Missing => "Missing:",
            Self::Unknown => "Not known:",
            Self::Form => "Not readable:",
            Self::Rule => "Not fitting:",
            Self::Picture => "Pictures:",
            Self::Loss => "These would be removed; import with --replace if that is meant:",
            Self::Removal => "Removed:",
        }
    }
}

impl Diagnostics {
    /// The refusal of a file as a whole.
    pub(crate) fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self::one(Diagnostic { file: file.to_owned(), line: None, field: String::new(), message: message.into() })
    }

    /// A single refusal.
    pub(crate) fn one(refusal: Diagnostic) -> Self {
        Self { groups: vec![DiagnosticGroup { kind: DiagnosticKind::Form, told: vec![refusal], more: 0 }] }
    }

    /// Every refusal that is told.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.groups.iter().flat_map(|group| &group.told)
    }
}

impl Violations {
    /// Records that a field can't be read. Of a field that is unreadable already nothing more is told.
    pub(crate) fn fault(&mut self, kind: DiagnosticKind, at: PathCursor<'_>, message: impl Into<String>) {
        self.add(kind, at, || message.into());
        self.mark(at);
    }

    /// Records that what is at `at` breaks a rule, unless it can't be read, or not all of it. `message` is asked for only
    /// while there is room.
    pub(crate) fn add(&mut self, kind: DiagnosticKind, at: PathCursor<'_>, message: impl FnOnce() -> String) {
        let path = at.path();
        if !self.is_unreadable(&path) {
            self.push_with(kind, Place::Field(path), message);
        }
    }

    /// Records a violation wherever it is.
    pub(crate) fn push(&mut self, kind: DiagnosticKind, place: Place, message: impl Into<String>) {
        self.push_with(kind, place, || message.into());
    }

    fn push_with(&mut self, kind: DiagnosticKind, place: Place, message: impl FnOnce() -> String) {
        let index = self.groups.iter().position(|(of, ..)| *of == kind).unwrap_or_else(|| {
            self.groups.push((kind, Vec::new(), 0));
            self.groups.len() - 1
        });
        let (_, told, more) = &mut self.groups[index];
        if told.len() < TOLD {
            told.push(Violation { place, message: message() });
        } else {
            *more += 1;
        }
    }

    /// Adds the violations of `other`.
    pub(crate) fn append(&mut self, other: Self) {
        for (kind, found, more) in other.groups {
            for violation in found {
                self.push(kind, violation.place, violation.message);
            }
            if let Some((.., counted)) = self.groups.iter_mut().find(|(of, ..)| *of == kind) {
                *counted += more;
            }
        }
    }

    /// Makes violations of one kind those of another.
    pub(crate) fn rename(&mut self, kind: DiagnosticKind, new: DiagnosticKind) {
        for (of, ..) in self.groups.iter_mut().filter(|(of, ..)| *of == kind) {
            *of = new;
        }
    }

    /// Says that what is at `at` is not what the file says.
    pub(crate) fn mark(&mut self, at: PathCursor<'_>) {
        self.mark_path(at.path());
    }

    /// As [`Self::mark`].
    pub(crate) fn mark_path(&mut self, path: FieldPath) {
        self.unreadable.insert(path);
    }

    /// Whether the field, something around it or something in it can't be read.
    pub(crate) fn is_unreadable(&self, path: &FieldPath) -> bool {
        let is_inside = self.unreadable.range(path..).next().is_some_and(|other| other.0.starts_with(&path.0));
        is_inside || (1..path.0.len()).any(|steps| self.unreadable.contains(&FieldPath(path.0[..steps].to_vec())))
    }

    /// Refuses the file unless nothing was found.
    pub(crate) fn refused(self, mut locate: impl FnMut(&Violation) -> Diagnostic) -> Result<(), Diagnostics> {
        if self.groups.is_empty() {
            return Ok(());
        }
        let mut groups: Vec<DiagnosticGroup> = Vec::new();
        for (kind, found, more) in self.groups {
            let mut told: Vec<Diagnostic> = found.iter().map(&mut locate).collect();
            told.sort_by_key(|refusal| refusal.line);
            groups.push(DiagnosticGroup { kind, told, more });
        }
        groups.sort_by_key(|group| group.kind);
        Err(Diagnostics { groups })
    }
}

impl fmt::Display for Diagnostic {
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

impl fmt::Display for Diagnostics {
    /// A single group needs no heading, unless the heading says what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        for group in &self.groups {
            if self.groups.len() > 1 || matches!(group.kind, DiagnosticKind::Loss | DiagnosticKind::Removal) {
                lines.push(group.kind.heading().to_owned());
            }
            lines.extend(group.told.iter().map(Diagnostic::to_string));
            lines.extend((group.more > 0).then(|| format!("and {} more", group.more)));
        }
        f.write_str(&lines.join("\n"))
    }
}
