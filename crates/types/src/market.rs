use serde::{Deserialize, Serialize};

use crate::Currency;

/// A region that the shop sells to, with one currency, one way of showing tax, and one time zone for business dates.
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

/// The way a market's law has tax shown with prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxDisplay {
    /// Prices include VAT at this many percent (UAE: Federal Decree-Law 8 of 2017, article 38).
    VatIncluded {
        /// Percent.
        percent: u8,
    },
    /// Prices are maximum retail prices, GST included (India: Legal Metrology Rules 2011, rule 2(m)).
    GstIncluded,
    /// Sales tax is added at checkout, by destination.
    Added,
}

const DIRHAM: Currency = Currency::from_code("AED").expect("ISO 4217 has the code");
const RUPEE: Currency = Currency::from_code("INR").expect("ISO 4217 has the code");
const DOLLAR: Currency = Currency::from_code("USD").expect("ISO 4217 has the code");

impl Market {
    /// Every market.
    pub const ALL: [Self; 3] = [Self::Ae, Self::In, Self::Us];

    /// Returns the ISO 3166-1 code in lower case, which the database and URLs use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ae => "ae",
            Self::In => "in",
            Self::Us => "us",
        }
    }

    /// Returns the market with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|market| market.code() == code)
    }

    /// Returns the currency of its prices.
    pub const fn currency(self) -> Currency {
        match self {
            Self::Ae => DIRHAM,
            Self::In => RUPEE,
            Self::Us => DOLLAR,
        }
    }

    /// Returns the market that sells in `currency`.
    pub fn of_currency(currency: Currency) -> Option<Self> {
        Self::ALL.into_iter().find(|market| market.currency() == currency)
    }

    /// Returns the way its prices show tax.
    pub const fn tax_display(self) -> TaxDisplay {
        match self {
            Self::Ae => TaxDisplay::VatIncluded { percent: 5 },
            Self::In => TaxDisplay::GstIncluded,
            Self::Us => TaxDisplay::Added,
        }
    }

    /// Returns the IANA time zone of its business dates.
    pub const fn time_zone(self) -> &'static str {
        match self {
            Self::Ae => "Asia/Dubai",
            Self::In => "Asia/Kolkata",
            Self::Us => "America/New_York",
        }
    }
}
