use std::{collections::BTreeSet, fmt};

use crate::field::{FieldPath, PathCursor};

/// Maximum number of diagnostics of one kind that are listed, so that the first ones stay on the screen.
const MAX_LISTED: usize = 20;

/// The kinds of diagnostics, in the order in which they are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DiagnosticKind {
    /// A required value is missing.
    Missing,
    /// The format does not have this name.
    Unknown,
    /// A value can't be read.
    Form,
    /// Values don't fit each other or the shop.
    Rule,
    /// The file of a picture can't be imported.
    Picture,
    /// The import would remove something from the shop.
    Loss,
    /// The import removes something from the shop, which is allowed.
    Removal,
    /// Pages leave something out for now.
    Hidden,
}

/// A fault of a file, with its place and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the file.
    pub file: String,
    /// The line, counted from 1; `None` if the fault is in the file as a whole.
    pub line: Option<usize>,
    /// The field's path in JSON, `column` and its name in CSV; empty if the fault is in the line as a whole.
    pub field: String,
    /// The fault, and what to write instead.
    pub message: String,
}

/// Diagnostics of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiagnosticGroup {
    /// Their kind.
    pub kind: DiagnosticKind,
    /// The first twenty, in the order of their lines.
    pub diagnostics: Vec<Diagnostic>,
    /// The number of further ones, which are not listed.
    pub more: usize,
}

/// The diagnostics of a file that was rejected: at least one, grouped by kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Diagnostics {
    /// A group for each kind that occurs.
    pub groups: Vec<DiagnosticGroup>,
}

/// A fault of a document whose line is not known yet.
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
    /// A field at this byte of the text. Another field has the same path.
    Byte(FieldPath, usize),
    /// A line of a table, and the name of a column; empty for the whole line.
    Cell(usize, String),
}

/// The violations found so far.
#[derive(Debug, Default)]
pub(crate) struct Violations {
    groups: Vec<(DiagnosticKind, Vec<Violation>, usize)>,
    /// Fields that can't be read. They hold a placeholder, which is not checked.
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
            Self::Hidden => "Menus leave these out for now:",
        }
    }
}

impl Diagnostics {
    /// Returns a diagnostic of a file as a whole.
    pub(crate) fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self::one(Diagnostic { file: file.to_owned(), line: None, field: String::new(), message: message.into() })
    }

    /// Returns a single diagnostic.
    pub(crate) fn one(diagnostic: Diagnostic) -> Self {
        Self { groups: vec![DiagnosticGroup { kind: DiagnosticKind::Form, diagnostics: vec![diagnostic], more: 0 }] }
    }

    /// Returns every diagnostic that is listed.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.groups.iter().flat_map(|group| &group.diagnostics)
    }
}

impl Violations {
    /// Records that a field can't be read. Later violations of the field are ignored.
    pub(crate) fn add_unreadable(&mut self, kind: DiagnosticKind, at: PathCursor<'_>, message: impl Into<String>) {
        self.add(kind, at, || message.into());
        self.mark(at);
    }

    /// Records that the value at `at` breaks a rule, unless a part of it can't be read. `message` is called only if the
    /// violation will be listed.
    pub(crate) fn add(&mut self, kind: DiagnosticKind, at: PathCursor<'_>, message: impl FnOnce() -> String) {
        let path = at.path();
        if !self.is_unreadable(&path) {
            self.push_with(kind, Place::Field(path), message);
        }
    }

    /// Records a violation, whether or not its field can be read.
    pub(crate) fn push(&mut self, kind: DiagnosticKind, place: Place, message: impl Into<String>) {
        self.push_with(kind, place, || message.into());
    }

    fn push_with(&mut self, kind: DiagnosticKind, place: Place, message: impl FnOnce() -> String) {
        let index = self.groups.iter().position(|(of, ..)| *of == kind).unwrap_or_else(|| {
            self.groups.push((kind, Vec::new(), 0));
            self.groups.len() - 1
        });
        let (_, listed, more) = &mut self.groups[index];
        if listed.len() < MAX_LISTED {
            listed.push(Violation { place, message: message() });
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

    /// Moves all violations of one kind to another.
    pub(crate) fn rename(&mut self, kind: DiagnosticKind, new: DiagnosticKind) {
        for (of, ..) in self.groups.iter_mut().filter(|(of, ..)| *of == kind) {
            *of = new;
        }
    }

    /// Marks the value at `at` as a placeholder.
    pub(crate) fn mark(&mut self, at: PathCursor<'_>) {
        self.mark_path(at.path());
    }

    /// Marks the value at `path` as a placeholder.
    pub(crate) fn mark_path(&mut self, path: FieldPath) {
        self.unreadable.insert(path);
    }

    /// Returns true if the field, a value around it or a value in it can't be read.
    pub(crate) fn is_unreadable(&self, path: &FieldPath) -> bool {
        let is_inside = self.unreadable.range(path..).next().is_some_and(|other| other.0.starts_with(&path.0));
        is_inside || (1..path.0.len()).any(|steps| self.unreadable.contains(&FieldPath(path.0[..steps].to_vec())))
    }

    /// Returns an error if there is a violation. `locate` finds the line of each.
    pub(crate) fn into_result(self, mut locate: impl FnMut(&Violation) -> Diagnostic) -> Result<(), Diagnostics> {
        if self.groups.is_empty() {
            return Ok(());
        }
        let mut groups: Vec<DiagnosticGroup> = Vec::new();
        for (kind, found, more) in self.groups {
            let mut diagnostics: Vec<Diagnostic> = found.iter().map(&mut locate).collect();
            diagnostics.sort_by_key(|diagnostic| diagnostic.line);
            groups.push(DiagnosticGroup { kind, diagnostics, more });
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
    /// Writes a heading for each group. A single group has one only if the heading says what to do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        for group in &self.groups {
            let has_advice =
                matches!(group.kind, DiagnosticKind::Loss | DiagnosticKind::Removal | DiagnosticKind::Hidden);
            if self.groups.len() > 1 || has_advice {
                lines.push(group.kind.heading().to_owned());
            }
            lines.extend(group.diagnostics.iter().map(Diagnostic::to_string));
            lines.extend((group.more > 0).then(|| format!("and {} more", group.more)));
        }
        f.write_str(&lines.join("\n"))
    }
}
