use serde::{Deserialize, Serialize};

use crate::Currency;

/// Where we sell: one currency, one way of showing tax, one clock for business dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Market {
    /// United Arab Emirates.
    Ae,
    /// India.
    In,
    /// United States.
    Us,
}

/// How a market wants prices shown to consumers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxDisplay {
    /// The price includes VAT at this many percent (UAE: Federal Decree-Law 8 of 2017, article 38).
    VatIncluded {
        /// Percent.
        percent: u8,
    },
    /// The price is a maximum retail price with GST included (India: Legal Metrology Rules 2011, rule 2(m)).
    GstIncluded,
    /// Sales tax is added at checkout, by destination.
    Added,
}

impl Market {
    /// Every market.
    pub const ALL: [Self; 3] = [Self::Ae, Self::In, Self::Us];

    /// The ISO 3166-1 code in lower case, as the database and URLs write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ae => "ae",
            Self::In => "in",
            Self::Us => "us",
        }
    }

    /// The market with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|market| market.code() == code)
    }

    /// What its prices are in.
    pub const fn currency(self) -> Currency {
        match self {
            Self::Ae => Currency::Aed,
            Self::In => Currency::Inr,
            Self::Us => Currency::Usd,
        }
    }

    /// The market that sells in `currency`.
    pub const fn of_currency(currency: Currency) -> Self {
        match currency {
            Currency::Aed => Self::Ae,
            Currency::Inr => Self::In,
            Currency::Usd => Self::Us,
        }
    }

    /// How its prices are shown.
    pub const fn tax_display(self) -> TaxDisplay {
        match self {
            Self::Ae => TaxDisplay::VatIncluded { percent: 5 },
            Self::In => TaxDisplay::GstIncluded,
            Self::Us => TaxDisplay::Added,
        }
    }

    /// The IANA zone in which its business dates are computed.
    pub const fn time_zone(self) -> &'static str {
        match self {
            Self::Ae => "Asia/Dubai",
            Self::In => "Asia/Kolkata",
            Self::Us => "America/New_York",
        }
    }
}
