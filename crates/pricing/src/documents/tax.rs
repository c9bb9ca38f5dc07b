use std::fmt;

use serde::{Deserialize, Serialize};
use types::{Country, TaxRule, Timestamp, Window};

use super::{PostcodeRange, fold_postcode};
use crate::{ChargeTax, Percent, TaxComponent, TaxMode};

/// The tax rates of a shop. Its markets say which kind of tax holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxRatesDocument {
    /// Rates of value-added tax by country. Those of the market hold where a country has none and, in the market's own
    /// countries, for each class that the market states and the country does not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vat: Vec<VatRateDocument>,
    /// Rates of India's goods and services tax by HSN code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gst_india: Vec<GstRateDocument>,
    /// The states of the United States in which the shop collects sales tax.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sales_tax_us: Vec<SalesTaxStateDocument>,
}

/// A rate of value-added tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VatRateDocument {
    /// The country of the delivery address.
    pub country: Country,
    /// The ISO 3166-2 code of a subdivision with a rate of its own, such as `ES-CN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The tax class of the goods.
    #[serde(default = "standard", skip_serializing_if = "is_standard")]
    pub class: String,
    /// The rate.
    pub percent: Percent,
    /// The time in which it holds; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// A rate of India's goods and services tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GstRateDocument {
    /// The first digits of HSN codes. The longest of several holds; an empty one is for all others.
    pub hsn: String,
    /// The rate, CGST and SGST together.
    pub percent: Percent,
    /// The time in which it holds; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// A state of the United States in which the shop collects sales tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalesTaxStateDocument {
    /// The ISO 3166-2 code, such as `US-NY`.
    pub state: String,
    /// The tax classes that are exempt there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exempt: Vec<String>,
    /// True if deliveries and fees are taxed there.
    #[serde(default)]
    pub taxes_delivery: bool,
    /// The rates by ZIP code. The first area that has it holds.
    pub areas: Vec<SalesTaxAreaDocument>,
}

/// The rates of some ZIP codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalesTaxAreaDocument {
    /// The ZIP codes.
    pub zip: PostcodeRange,
    /// The rates of state, county, city and districts.
    pub components: Vec<SalesTaxComponentDocument>,
    /// The time in which they hold; without it, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// A component of sales tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalesTaxComponentDocument {
    /// The name on papers.
    pub name: String,
    /// The rate.
    pub percent: Percent,
}

/// The tax on a delivery or a fee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeTaxDocument {
    /// No tax.
    None,
    /// The standard rate. Sales tax of the United States holds where the state taxes deliveries.
    Standard,
    /// The rates of the goods, by their amounts.
    #[default]
    Goods,
    /// The highest rate of the goods.
    HighestOfGoods,
}

/// The address that taxes and deliveries depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The country.
    pub country: Country,
    /// The ISO 3166-2 code of the subdivision, such as `IN-MH`.
    #[serde(default)]
    pub region: Option<String>,
    /// The postcode.
    #[serde(default)]
    pub postcode: Option<String>,
}

/// The tax of a market.
#[derive(Clone, Copy, Debug)]
pub struct MarketTax<'a> {
    /// The kind, with the market's own rates.
    pub rule: &'a TaxRule,
    /// The countries that the market delivers to.
    pub countries: &'a [Country],
}

/// The facts of an item that its tax depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxedItem<'a> {
    /// The tax class; empty for the standard one.
    pub class: &'a str,
    /// The HSN code; empty if it is unknown.
    pub hsn: &'a str,
}

/// The reason why an item has no tax rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaxRateError {
    /// No rate is written for this HSN code.
    NoGstRate(String),
    /// No rate is written for this ZIP code of a state that has rates.
    NoSalesTaxRate(Destination),
    /// A rate of the market is not a percentage.
    MalformedRate(String),
}

/// The rates of a market, at one moment, for one destination.
struct Rates<'a> {
    market: MarketTax<'a>,
    document: &'a TaxRatesDocument,
    home_region: Option<&'a str>,
    destination: &'a Destination,
    at: Timestamp,
}

/// Returns the calculation of the tax, and the components of each item. `home_region` is the subdivision that the shop
/// sends from: India's tax is split in halves for deliveries within it.
pub fn resolve_tax(
    market: MarketTax,
    document: &TaxRatesDocument,
    home_region: Option<&str>,
    destination: &Destination,
    at: Timestamp,
    items: &[TaxedItem],
) -> Result<(TaxMode, Vec<Vec<TaxComponent>>), TaxRateError> {
    let rates = Rates { market, document, home_region, destination, at };
    let items = items.iter().map(|item| rates.components(item)).collect::<Result<_, _>>()?;
    Ok((rates.mode(), items))
}

/// Returns the tax of a delivery or a fee.
pub fn resolve_charge_tax(
    charge: ChargeTaxDocument,
    market: MarketTax,
    document: &TaxRatesDocument,
    destination: &Destination,
    at: Timestamp,
) -> Result<ChargeTax, TaxRateError> {
    let rates = Rates { market, document, home_region: None, destination, at };
    let state_taxes_it = rates.state().is_some_and(|state| state.taxes_delivery);
    Ok(match (charge, market.rule) {
        (ChargeTaxDocument::None, _) | (_, TaxRule::None) => ChargeTax::None,
        (_, TaxRule::SalesTaxUs) if !state_taxes_it => ChargeTax::None,
        // India has no standard rate: a delivery is part of the supply of the goods.
        (ChargeTaxDocument::Goods, _) | (ChargeTaxDocument::Standard, TaxRule::GstIndia) => ChargeTax::Goods,
        (ChargeTaxDocument::HighestOfGoods, _) => ChargeTax::HighestOfGoods,
        (ChargeTaxDocument::Standard, TaxRule::Vat { .. } | TaxRule::SalesTaxUs) => {
            ChargeTax::Rate(rates.components(&TaxedItem { class: TaxRule::STANDARD, hsn: "" })?)
        }
    })
}

impl Rates<'_> {
    fn is_within_state(&self) -> bool {
        self.home_region.is_some() && self.home_region == self.destination.region.as_deref()
    }

    fn mode(&self) -> TaxMode {
        match self.market.rule {
            TaxRule::None => TaxMode::None,
            TaxRule::GstIndia if self.is_within_state() => TaxMode::IncludedEach,
            TaxRule::Vat { included: true, .. } | TaxRule::GstIndia => TaxMode::Included,
            TaxRule::Vat { included: false, .. } | TaxRule::SalesTaxUs => TaxMode::Added,
        }
    }

    fn components(&self, item: &TaxedItem) -> Result<Vec<TaxComponent>, TaxRateError> {
        match self.market.rule {
            TaxRule::None => Ok(Vec::new()),
            TaxRule::Vat { .. } => self.vat(item.class),
            TaxRule::GstIndia => self.gst(item.hsn),
            TaxRule::SalesTaxUs => self.sales_tax(item.class),
        }
    }

    /// Returns the rate of the class, or the standard one, from the first that has either: the region, the country or, for its
    /// own countries, the market. A class that the market states comes before the standard rate of a country.
    fn vat(&self, class: &str) -> Result<Vec<TaxComponent>, TaxRateError> {
        let class = if class.is_empty() { TaxRule::STANDARD } else { class };
        let of_region = || {
            self.destination.region.as_ref()?;
            self.vat_row(class, true).or_else(|| self.vat_row(TaxRule::STANDARD, true))
        };
        let standard = || self.vat_row(TaxRule::STANDARD, false).filter(|_| !self.market_states(class));
        let row = of_region().or_else(|| self.vat_row(class, false)).or_else(standard);
        let rate = match row {
            Some(percent) => Some(percent),
            None => self.market.rule.rate(class).map(market_rate).transpose()?,
        };
        Ok(rate.map(|rate| TaxComponent { name: "VAT".to_owned(), rate }).into_iter().collect())
    }

    /// Returns true if the destination is in a country of the market, and the market has a rate for exactly this class
    /// beside its standard one.
    fn market_states(&self, class: &str) -> bool {
        class != TaxRule::STANDARD
            && self.market.countries.contains(&self.destination.country)
            && self.market.rule.classes().any(|other| other == class)
    }

    fn vat_row(&self, class: &str, in_region: bool) -> Option<Percent> {
        let region = self.destination.region.as_ref().filter(|_| in_region);
        let is_it = |row: &&VatRateDocument| {
            row.country == self.destination.country
                && row.region.as_ref() == region
                && row.class == class
                && holds(row.window.as_ref(), self.at)
        };
        self.document.vat.iter().find(is_it).map(|row| row.percent)
    }

    /// Returns the rate of the longest prefix, as one component or as two halves.
    fn gst(&self, hsn: &str) -> Result<Vec<TaxComponent>, TaxRateError> {
        let rows = self.document.gst_india.iter();
        let fitting = rows.filter(|row| hsn.starts_with(&row.hsn) && holds(row.window.as_ref(), self.at));
        let row = fitting.max_by_key(|row| row.hsn.len()).ok_or_else(|| TaxRateError::NoGstRate(hsn.to_owned()))?;
        let named = |name: &str, rate| TaxComponent { name: name.to_owned(), rate };
        match self.is_within_state() {
            true => {
                let half = Percent::from_ppm(row.percent.ppm() / 2);
                Ok(vec![named("CGST", half), named("SGST", half)])
            }
            false => Ok(vec![named("IGST", row.percent)]),
        }
    }

    fn state(&self) -> Option<&SalesTaxStateDocument> {
        let region = self.destination.region.as_ref()?;
        self.document.sales_tax_us.iter().find(|state| state.state == *region)
    }

    /// Returns the components of the ZIP code. A state in which the shop doesn't collect tax has none.
    fn sales_tax(&self, class: &str) -> Result<Vec<TaxComponent>, TaxRateError> {
        let Some(state) = self.state() else { return Ok(Vec::new()) };
        let class = if class.is_empty() { TaxRule::STANDARD } else { class };
        if state.exempt.iter().any(|exempt| exempt == class) {
            return Ok(Vec::new());
        }
        let zip = fold_postcode(self.destination.postcode.as_deref().unwrap_or_default());
        let is_it = |area: &&SalesTaxAreaDocument| area.zip.contains(&zip) && holds(area.window.as_ref(), self.at);
        let area = state.areas.iter().find(is_it);
        let area = area.ok_or_else(|| TaxRateError::NoSalesTaxRate(self.destination.clone()))?;
        let component = |of: &SalesTaxComponentDocument| TaxComponent { name: of.name.clone(), rate: of.percent };
        Ok(area.components.iter().map(component).collect())
    }
}

fn market_rate(percent: &str) -> Result<Percent, TaxRateError> {
    percent.parse().map_err(|_| TaxRateError::MalformedRate(percent.to_owned()))
}

fn holds(window: Option<&Window>, at: Timestamp) -> bool {
    let [from, to] = Window::bounds(window);
    from.is_none_or(|from| from <= at) && to.is_none_or(|to| at < to)
}

fn standard() -> String {
    TaxRule::STANDARD.to_owned()
}

fn is_standard(class: &String) -> bool {
    class == TaxRule::STANDARD
}

impl fmt::Display for TaxRateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGstRate(hsn) => write!(f, "no rate of GST is written for the HSN code {hsn:?}"),
            Self::NoSalesTaxRate(to) => write!(
                f,
                "no rate of sales tax is written for the ZIP code {:?} in {}",
                to.postcode.as_deref().unwrap_or_default(),
                to.region.as_deref().unwrap_or_default()
            ),
            Self::MalformedRate(rate) => write!(f, "the market's rate {rate:?} is not a percentage"),
        }
    }
}

impl std::error::Error for TaxRateError {}
