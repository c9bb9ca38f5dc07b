use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    sync::{LazyLock, Mutex},
};

use crate::{
    Conversion, Country, Currency, DeliveryTimes, MarketCode, Translated,
    interned::{Interned, Interner},
};

static MARKETS: Interner<MarketFacts> = LazyLock::new(|| Mutex::new(HashSet::new()));

/// A region that the shop sells to, with one currency, one way of showing tax, and one time zone for business dates.
///
/// It is a handle: copies cost nothing, and two markets are equal if all their facts are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Market(Interned<MarketFacts>);

/// The facts of a market, from the shop's setup.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MarketFacts {
    /// The name in documents and the database.
    pub code: MarketCode,
    /// The name shoppers read, in every language of the market.
    pub name: Translated,
    /// The countries that it delivers to; the first is its home.
    pub countries: Vec<Country>,
    /// The currency of its prices.
    pub currency: Currency,
    /// The IANA time zone of its business dates.
    pub time_zone: String,
    /// The tax on its prices.
    pub tax: TaxRule,
    /// The rule by which prices of another currency become prices of this market, where it has none of its own.
    pub conversion: Option<Conversion>,
    /// The days that orders leave and travel; `None` if the shop promises no day.
    pub delivery: Option<DeliveryTimes>,
    /// The days after delivery in which a return is free; `None` if the shop promises none.
    pub returns_days: Option<u32>,
    /// The units that pages show.
    pub units: Units,
    /// The decimals of amounts on pages.
    pub decimals: Decimals,
    /// False if it has no pages.
    pub is_open: bool,
}

/// The kind of tax on a market's prices. Kinds are law, so they are code; rates are data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TaxRule {
    /// No tax, and no word about it.
    None,
    /// Value-added tax, or a goods and services tax of one stage.
    Vat {
        /// True if prices include it.
        included: bool,
        /// Percent by class, as decimal numbers: `standard` is shown.
        rates: BTreeMap<String, String>,
    },
    /// Prices are maximum retail prices, GST included (India: Legal Metrology Rules 2011, rule 2(m)).
    GstIndia,
    /// Sales tax is added at checkout, by destination.
    SalesTaxUs,
}

/// The units of weights and lengths on pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Units {
    /// Kilograms and centimetres.
    Metric,
    /// Pounds, ounces and inches.
    Us,
}

/// The decimals of an amount on pages, where it is a whole number of the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decimals {
    /// As many as CLDR shows: `29,00 €`.
    Always,
    /// None: `29 €`.
    UnlessWhole,
}

impl Market {
    /// Returns the market with these facts.
    pub fn new(facts: MarketFacts) -> Self {
        Self(Interned::new(&MARKETS, facts))
    }

    /// Returns all facts.
    pub const fn facts(self) -> &'static MarketFacts {
        self.0.get()
    }

    /// Returns the name in documents and the database.
    pub const fn code(self) -> MarketCode {
        self.facts().code
    }

    /// Returns the currency of its prices.
    pub const fn currency(self) -> Currency {
        self.facts().currency
    }

    /// Returns the tax on its prices.
    pub const fn tax(self) -> &'static TaxRule {
        &self.facts().tax
    }

    /// Returns the IANA time zone of its business dates.
    pub fn time_zone(self) -> &'static str {
        &self.facts().time_zone
    }

    /// Returns the country that it is named for.
    pub fn home_country(self) -> Option<Country> {
        self.facts().countries.first().copied()
    }
}

impl fmt::Debug for Market {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Market({})", self.code())
    }
}

impl TaxRule {
    /// The class of all goods that state no other.
    pub const STANDARD: &str = "standard";

    /// Returns the percentage that is shown beside prices: the standard rate of value-added tax.
    pub fn shown_rate(&self) -> Option<&str> {
        self.rate(Self::STANDARD)
    }

    /// Returns the classes of goods that it has rates for.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        let rates = match self {
            Self::Vat { rates, .. } => Some(rates),
            Self::None | Self::GstIndia | Self::SalesTaxUs => None,
        };
        rates.into_iter().flat_map(|rates| rates.keys().map(String::as_str))
    }

    /// Returns the percentage of a class of goods. Where a market has no such class, the standard rate holds.
    pub fn rate(&self, class: &str) -> Option<&str> {
        match self {
            Self::Vat { rates, .. } => rates.get(class).or_else(|| rates.get(Self::STANDARD)).map(String::as_str),
            Self::None | Self::GstIndia | Self::SalesTaxUs => None,
        }
    }
}
