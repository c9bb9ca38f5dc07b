//! Rows in memory.

/// A number of uses as it was loaded, if it was there, and as it shall be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Uses {
    pub(crate) was: Option<i64>,
    pub(crate) is: i64,
}
