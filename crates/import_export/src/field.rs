use std::fmt;

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// Into an object's field.
    Field(String),
    /// Into a list's element, counted from 0.
    Index(usize),
}

/// The path of a value in a document: `products[3].name.ar`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FieldPath(pub(crate) Vec<Step>);

/// A [`FieldPath`] under construction. It lives on the stack of the function that walks the document, so that a document
/// without a fault needs no allocation.
#[derive(Clone, Copy)]
pub(crate) struct PathCursor<'a> {
    parent: Option<&'a PathCursor<'a>>,
    step: StepRef<'a>,
}

#[derive(Clone, Copy)]
enum StepRef<'a> {
    Field(&'a str),
    Index(usize),
}

impl<'a> PathCursor<'a> {
    /// Returns the path of the document's field `name`.
    pub(crate) const fn top(name: &'a str) -> Self {
        Self { parent: None, step: StepRef::Field(name) }
    }

    /// Returns the path of the field `name` of this value.
    pub(crate) const fn field<'b>(&'b self, name: &'b str) -> PathCursor<'b> {
        PathCursor { parent: Some(self), step: StepRef::Field(name) }
    }

    /// Returns the path of the element `index` of this list.
    pub(crate) const fn index(&self, index: usize) -> PathCursor<'_> {
        PathCursor { parent: Some(self), step: StepRef::Index(index) }
    }

    /// Returns an owned copy of the path.
    pub(crate) fn path(&self) -> FieldPath {
        let mut steps = self.parent.map(Self::path).unwrap_or_default().0;
        steps.push(match self.step {
            StepRef::Field(name) => Step::Field(name.to_owned()),
            StepRef::Index(index) => Step::Index(index),
        });
        FieldPath(steps)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if place == 0 => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
