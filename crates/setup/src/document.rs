//! The setup's part of the import and export format.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use theme::ThemeDocument;
use types::{Language, MarketCode, Translated};

/// A shop's setup: its name, languages, markets and interface texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetupDocument {
    /// The name shoppers read: one, or one per language.
    pub name: NameDocument,
    /// The company behind the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<LegalDocument>,
    /// The ways to reach the shop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<ContactDocument>,
    /// The languages, the primary one first.
    pub languages: Vec<LanguageDocument>,
    /// The markets. The first language of the first one is for visitors whose browser names no language of the shop.
    pub markets: Vec<MarketDocument>,
    /// The look of the shop; without it, the default look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeDocument>,
    /// The words about stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<StockDocument>,
}

impl SetupDocument {
    /// Returns the languages whose texts are shown in `language`, best first. The last one is the primary language, also where
    /// a language names no fallback: a missing text is never an error. Fallbacks in a circle end where it closes.
    pub(crate) fn chain_of(&self, language: Language) -> Vec<Language> {
        let mut chain = vec![language];
        let fallback_of = |tag: Language| self.languages.iter().find(|of| of.tag == tag).and_then(|of| of.fallback);
        while let Some(next) = chain.last().copied().and_then(fallback_of) {
            if chain.contains(&next) {
                break;
            }
            chain.push(next);
        }
        let primary = self.languages.first().map(|primary| primary.tag);
        chain.extend(primary.filter(|primary| !chain.contains(primary)));
        chain
    }

    /// Returns the shop's name in the first of these languages that has one, and that language. A name that is the same everywhere
    /// is in the primary language.
    pub(crate) fn shop_name_in(&self, languages: &[Language]) -> Option<(Language, &str)> {
        match &self.name {
            NameDocument::Plain(name) => Some((self.languages.first()?.tag, name)),
            NameDocument::Translated(names) => {
                names.first_of(languages).map(|(language, name)| (language, name.as_str()))
            }
        }
    }
}

/// A name, the same in every language or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum NameDocument {
    /// The same in every language.
    Plain(String),
    /// One per language.
    Translated(Translated),
}

/// The company behind the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalDocument {
    /// The registered name.
    pub name: String,
    /// The ISO 3166-1 code of its country.
    pub country: String,
    /// The lines of its address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// The VAT identification number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<String>,
    /// The number in the register of companies, with the register's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<String>,
}

/// The ways to reach the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactDocument {
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The telephone number, with its country code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A language of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageDocument {
    /// The BCP 47 tag.
    pub tag: Language,
    /// The language whose texts are shown where this one has none. Without it, every text is required in this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Language>,
    /// The language's name in the language itself; known for the world's larger languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Interface texts in place of those that Vitrine brings, by key, in Fluent's syntax.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
}

/// A market.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarketDocument {
    /// The name in documents: up to twelve lower-case letters, digits and hyphens.
    pub code: MarketCode,
    /// The name shoppers read; without it, the first country's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Translated>,
    /// The ISO 3166-1 codes of its countries.
    pub countries: Vec<String>,
    /// The ISO 4217 code of the currency of its prices.
    pub currency: String,
    /// The IANA time zone of its business dates.
    pub zone: String,
    /// The first segment of its URLs by language. One locale of the shop may have an empty one.
    pub locales: BTreeMap<Language, String>,
    /// The BCP 47 tags by which numbers, amounts and dates are written, by language: `ar-SA-u-nu-latn`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub format: BTreeMap<Language, String>,
    /// The tax on its prices.
    pub tax: TaxDocument,
    /// The conversion of prices of another currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<ConversionDocument>,
    /// The days that orders leave and travel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryDocument>,
    /// The days after delivery in which a return is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns_days: Option<u32>,
    /// The units that pages show.
    #[serde(default, skip_serializing_if = "is_metric")]
    pub units: UnitsDocument,
    /// The decimals of whole amounts on pages.
    #[serde(default, skip_serializing_if = "is_unless_whole")]
    pub decimals: DecimalsDocument,
    /// False while it has no pages.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub open: bool,
}

/// The words about stock on product pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StockDocument {
    /// The number of units from which a page no longer says how many are left.
    pub few: u32,
}

/// The tax on a market's prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum TaxDocument {
    /// No tax.
    None {},
    /// Value-added tax.
    Vat {
        /// True if prices include it.
        #[serde(default = "yes")]
        included: bool,
        /// Percent by class: `{"standard": "19", "reduced": "7"}`.
        rates: BTreeMap<String, String>,
    },
    /// Maximum retail prices of India, GST included.
    GstIndia {},
    /// Sales tax of the United States.
    SalesTaxUs {},
}

/// The conversion of prices of another currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConversionDocument {
    /// The ISO 4217 code of the currency to convert from.
    pub from: String,
    /// The market's currency per unit of `from`, as a decimal number.
    pub rate: String,
    /// Percent that is added, as a decimal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjust: Option<String>,
    /// The rounding of the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundingDocument>,
}

/// The rounding of converted prices, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundingDocument {
    /// Prices go up to a multiple of this.
    pub to: i64,
    /// This is taken off afterwards.
    #[serde(default)]
    pub less: i64,
}

/// The days that orders leave and travel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryDocument {
    /// The days and the hour of leaving.
    pub leaves: LeavesDocument,
    /// The fewest and the most working days on the way.
    pub takes: [u32; 2],
    /// Dates on which nothing leaves or travels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<Date>,
}

/// The days and the hour at which orders leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeavesDocument {
    /// The days of the week: `mon` to `sun`.
    pub days: Vec<DayDocument>,
    /// The time of day, `14:00`, from which an order leaves on the next of these days.
    pub until: String,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the days'")]
pub enum DayDocument {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

/// The units that pages show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitsDocument {
    /// Kilograms and centimetres.
    #[default]
    Metric,
    /// Pounds, ounces and inches.
    Us,
}

/// The decimals of amounts on pages, where they are whole numbers of the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecimalsDocument {
    /// None: `29 €`.
    #[default]
    UnlessWhole,
    /// Those of the currency: `29,00 €`.
    Always,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_yes(value: &bool) -> bool {
    *value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_unless_whole(decimals: &DecimalsDocument) -> bool {
    matches!(decimals, DecimalsDocument::UnlessWhole)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_metric(units: &UnitsDocument) -> bool {
    matches!(units, UnitsDocument::Metric)
}
