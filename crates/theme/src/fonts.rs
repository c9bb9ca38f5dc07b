//! Fonts: files that are checked and measured, the bundled ones, and the local fonts that stand in until they arrive.

mod bundled;
mod choice;
mod fallback;
mod family;
mod file;
mod subset;
mod woff2;

pub use bundled::{bundled_font, bundled_fonts};
pub(crate) use choice::families;
pub use choice::{MAX_FONT_FILES, OwnFonts};
pub(crate) use family::Family;
pub use file::{FontError, FontFile, MAX_FONT_BYTES};
pub use woff2::Woff2Error;
