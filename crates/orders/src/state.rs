use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of an order. It only rises; a cancelled order stays cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Its payment is under way. It has no number yet.
    Placing,
    /// The buyer has it confirmed: it has a number, and its units are held until they are dispatched.
    Placed,
    /// Its goods have left.
    Dispatched,
    /// Its goods have arrived.
    Delivered,
    /// It was cancelled before its goods left, or its payment failed.
    Cancelled,
}

impl OrderState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Placing, Self::Placed, Self::Dispatched, Self::Delivered, Self::Cancelled];

    /// Returns the name in the database and in the staff API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Placing => "placing",
            Self::Placed => "placed",
            Self::Dispatched => "dispatched",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
        }
    }

    /// Returns the state with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Returns true if an order in this state can come into `next`.
    pub const fn can_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Placing, Self::Placed | Self::Cancelled)
                | (Self::Placed, Self::Dispatched | Self::Cancelled)
                | (Self::Dispatched, Self::Delivered)
        )
    }
}

impl fmt::Display for OrderState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_only_rises_and_ends_when_cancelled() {
        for state in OrderState::ALL {
            for next in OrderState::ALL {
                assert!(!state.can_become(next) || state < next, "{state} → {next}");
            }
            assert!(!OrderState::Cancelled.can_become(state));
            assert_eq!(OrderState::from_name(state.as_str()), Some(state));
        }
        assert!(!OrderState::Dispatched.can_become(OrderState::Cancelled));
    }
}
