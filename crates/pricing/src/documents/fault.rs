use std::fmt;

/// A fault of a document: its place, and a sentence that says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFault {
    /// The way to the field, from the checked list.
    pub path: Vec<FaultStep>,
    /// The sentence.
    pub message: String,
}

/// A step of the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultStep {
    /// Into a field of an object.
    Field(&'static str),
    /// Into an entry of an object with free keys.
    Key(String),
    /// Into an item of a list, counted from 0.
    Item(usize),
}

impl DocumentFault {
    /// Returns the way to the field as text: `[2].effect.percent`.
    pub fn path_text(&self) -> String {
        let mut text = String::new();
        for step in &self.path {
            match step {
                FaultStep::Field(name) if text.is_empty() => text.push_str(name),
                FaultStep::Field(name) => text.extend([".", name]),
                FaultStep::Key(key) => text.extend([".", key]),
                FaultStep::Item(place) => text.push_str(&format!("[{place}]")),
            }
        }
        text
    }
}

impl fmt::Display for DocumentFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path_text(), self.message)
    }
}

/// The faults so far, with the place that is being checked.
#[derive(Default)]
pub(crate) struct FaultList {
    path: Vec<FaultStep>,
    pub(crate) faults: Vec<DocumentFault>,
}

impl FaultList {
    /// Checks what is below a field.
    pub(crate) fn field(&mut self, name: &'static str, check: impl FnOnce(&mut Self)) {
        self.step(FaultStep::Field(name), check);
    }

    /// Checks what is below an entry.
    pub(crate) fn key(&mut self, key: &str, check: impl FnOnce(&mut Self)) {
        self.step(FaultStep::Key(key.to_owned()), check);
    }

    /// Checks each item of a list.
    pub(crate) fn items<'a, T>(&mut self, items: &'a [T], mut check: impl FnMut(&mut Self, &'a T)) {
        for (place, item) in items.iter().enumerate() {
            self.step(FaultStep::Item(place), |faults| check(faults, item));
        }
    }

    fn step(&mut self, step: FaultStep, check: impl FnOnce(&mut Self)) {
        self.path.push(step);
        check(self);
        self.path.pop();
    }

    /// Adds a fault at a field of the present place.
    pub(crate) fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.field(field, |faults| faults.here(message));
    }

    /// Adds a fault at the present place.
    pub(crate) fn here(&mut self, message: impl Into<String>) {
        self.faults.push(DocumentFault { path: self.path.clone(), message: message.into() });
    }

    /// Adds a fault at a field unless something holds.
    pub(crate) fn require(&mut self, holds: bool, field: &'static str, message: impl Into<String>) {
        if !holds {
            self.add(field, message);
        }
    }
}
