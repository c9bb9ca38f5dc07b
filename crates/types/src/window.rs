use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A time span with a beginning and perhaps an end. Documents write its moments as RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// The beginning.
    pub from: jiff::Timestamp,
    /// The end, which is not part of the window. A window without one never ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<jiff::Timestamp>,
}

impl Window {
    /// Returns both bounds for the database. A draft has no window, and so neither bound.
    pub fn bounds(window: Option<&Self>) -> [Option<Timestamp>; 2] {
        let moment = |at: jiff::Timestamp| Timestamp(at.as_millisecond());
        [window.map(|window| moment(window.from)), window.and_then(|window| window.to).map(moment)]
    }

    /// Returns the window between bounds that [`Self::bounds`] returned.
    pub fn from_bounds([from, to]: [Option<Timestamp>; 2]) -> Option<Self> {
        let moment = |at: Timestamp| jiff::Timestamp::from_millisecond(at.0).ok();
        Some(Self { from: from.and_then(moment)?, to: to.and_then(moment) })
    }
}
