use serde::{Deserialize, Serialize};
use types::{Money, Timestamp};
use uuid::Uuid;

use crate::{PaymentId, payment::uuid_texts};

/// The name of the job that gives money back at providers.
pub const REFUND_JOB: &str = "payment-refunds";

/// The id of a refund, chosen by whoever requests it. Providers get it as the idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RefundId(pub Uuid);

uuid_texts!(RefundId);

/// A refund to request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRefund {
    /// Its id. The same refund requested again is one refund.
    pub id: RefundId,
    /// The payment.
    pub payment: PaymentId,
    /// The amount, in minor units.
    pub amount: i64,
    /// The reason, for staff.
    pub reason: String,
}

/// Money of a payment that goes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRefund {
    /// Its id.
    pub id: RefundId,
    /// The payment.
    pub payment: PaymentId,
    /// The amount.
    pub amount: Money,
    /// The state.
    pub state: RefundState,
    /// The reason, for staff.
    pub reason: String,
    /// The moment of the request.
    pub requested_at: Timestamp,
    /// The moment at which it was done or failed.
    pub ended_at: Option<Timestamp>,
}

/// The state of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefundState {
    /// The money is to go back.
    Requested,
    /// The money went back.
    Done,
    /// The provider refused; the money can be given back in another way.
    Failed,
}

/// The end of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money went back.
    Done,
    /// The provider refused.
    Failed,
}

/// The reason why money can't be given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// There is no such payment.
    #[error("there is no such payment")]
    NoSuchPayment,
    /// More than came in would go back, or nothing.
    #[error("a refund is at least 1 and at most {left} minor units of what came in")]
    TooMuch {
        /// The money that can be given back, in minor units.
        left: i64,
    },
}

/// The refund that a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundTask {
    /// The refund.
    pub refund: RefundId,
}

impl RefundState {
    /// Returns the name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    pub(crate) fn stored(name: &str) -> Option<Self> {
        [Self::Requested, Self::Done, Self::Failed].into_iter().find(|state| state.as_str() == name)
    }
}
