use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// From a moment to a moment, or for ever; documents write moments as RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// From when.
    pub from: jiff::Timestamp,
    /// To when; at that very moment it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<jiff::Timestamp>,
}

impl Window {
    /// Both bounds as the database keeps them: neither for a draft, which has no window.
    pub fn bounds(window: Option<&Self>) -> [Option<Timestamp>; 2] {
        let moment = |at: jiff::Timestamp| Timestamp(at.as_millisecond());
        [window.map(|window| moment(window.from)), window.and_then(|window| window.to).map(moment)]
    }

    /// The window between bounds that [`Self::bounds`] gave.
    pub fn from_bounds([from, to]: [Option<Timestamp>; 2]) -> Option<Self> {
        let moment = |at: Timestamp| jiff::Timestamp::from_millisecond(at.0).ok();
        Some(Self { from: from.and_then(moment)?, to: to.and_then(moment) })
    }
}
