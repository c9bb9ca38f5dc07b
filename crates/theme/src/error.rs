//! The refusals of a theme.

use crate::rgb::Rgb;
use std::fmt;

/// A part of a theme that the shop does not accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// The path of the field, such as `light.ink` or `title_font.files[1]`.
    pub field: String,
    /// A sentence for the merchant: the value, the reason and the remedy.
    pub message: String,
    /// The nearest colour that passes, where contrast is too weak.
    pub suggestion: Option<Rgb>,
}

impl ThemeError {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into(), suggestion: None }
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.field, self.message)
    }
}

impl std::error::Error for ThemeError {}
