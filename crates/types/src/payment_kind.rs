use std::fmt;

use serde::{Deserialize, Serialize};

/// The way in which the money for an order comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentKind {
    /// Cash, when the parcel is handed over.
    CashOnDelivery,
    /// A transfer to the shop's bank account, which staff record.
    BankTransfer,
    /// The test provider, at which shoppers pay without money.
    Test,
}

impl PaymentKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::CashOnDelivery, Self::BankTransfer, Self::Test];

    /// Returns the name in documents, addresses and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CashOnDelivery => "cash_on_delivery",
            Self::BankTransfer => "bank_transfer",
            Self::Test => "test",
        }
    }

    /// Returns the kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

impl fmt::Display for PaymentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
