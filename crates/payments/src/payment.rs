use types::{Money, OrderId, PaymentKind, Timestamp};
use uuid::Uuid;

use crate::{PaymentState, PaymentStatus};

/// The id of a payment, chosen by whoever begins it. Providers get it as the idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PaymentId(pub Uuid);

/// A payment to begin, as plain data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayment {
    /// Its id.
    pub id: PaymentId,
    /// The order.
    pub order: OrderId,
    /// The number of the attempt at paying the order, from 1. An order has one payment per attempt.
    pub attempt: u32,
    /// The id of the method in the shop's rules.
    pub method: String,
    /// The kind of the method.
    pub kind: PaymentKind,
    /// The amount to pay.
    pub amount: Money,
    /// The moment at which it is withdrawn, if there is one: some minutes before the hold of its stock ends, or when a
    /// transfer is no longer waited for.
    pub lapses_at: Option<Timestamp>,
}

/// A payment of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// The order.
    pub order: OrderId,
    /// The number of the attempt at paying the order, from 1.
    pub attempt: u32,
    /// The id of the method in the shop's rules.
    pub method: String,
    /// The kind of the method.
    pub kind: PaymentKind,
    /// The amount to pay.
    pub amount: Money,
    /// The state, with the money that came in and went back.
    pub status: PaymentStatus,
    /// The provider's name for it, once there is one.
    pub handle: Option<String>,
    /// The address at the provider where the shopper pays, once there is one.
    pub url: Option<String>,
    /// The amount that the provider told, if it is another than the payment's.
    pub reported: Option<Money>,
    /// The moment at which it is withdrawn.
    pub lapses_at: Option<Timestamp>,
    /// The number of looks at it by the timer.
    pub looks: u32,
    /// The moment at which it was begun.
    pub created_at: Timestamp,
}

impl Payment {
    /// Returns the provider's name for it: providers that take ours know it before they have answered.
    pub fn provider_handle(&self) -> String {
        self.handle.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// Returns true if its time has run out.
    pub fn has_lapsed(&self, now: Timestamp) -> bool {
        self.lapses_at.is_some_and(|end| end <= now)
    }

    /// Returns the money that can be given back, in minor units.
    pub const fn refundable(&self) -> i64 {
        self.status.captured - self.status.refunded
    }
}

impl NewPayment {
    /// Returns the state in which it begins.
    pub(crate) const fn first_state(&self) -> PaymentState {
        match self.kind {
            PaymentKind::CashOnDelivery => PaymentState::Due,
            PaymentKind::BankTransfer => PaymentState::Awaited,
            PaymentKind::Test => PaymentState::Begun,
        }
    }
}

macro_rules! uuid_texts {
    ($($name:ident),*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                uuid::Uuid::try_parse(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(crate) use uuid_texts;

uuid_texts!(PaymentId);
