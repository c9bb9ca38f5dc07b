use std::fmt;

use serde::{Deserialize, Serialize};
use types::{Currency, MarketCode, Translated};

use super::{AmountsDocument, AreaDocument, ChargeTaxDocument, Destination, Parcel};

/// A way in which orders reach their buyers, in the import and export format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryMethodDocument {
    /// The name in documents: letters, digits and hyphens.
    pub id: String,
    /// The name shoppers read.
    pub name: Translated,
    /// The kind.
    #[serde(default)]
    pub kind: DeliveryKind,
    /// The markets that have it; without it, every market that its rates are written for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub markets: Vec<MarketCode>,
    /// The measure that rates go by.
    #[serde(default)]
    pub rates_by: RateMeasure,
    /// The cubic centimetres that count as a kilogram, where bulky parcels are billed by volumetric weight: often 5000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volumetric_divisor: Option<u32>,
    /// The highest weight in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_weight_g: Option<u64>,
    /// The longest side in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length_mm: Option<u64>,
    /// The longest side and twice the sum of the others, in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length_and_girth_mm: Option<u64>,
    /// The tax on its price.
    #[serde(default)]
    pub tax: ChargeTaxDocument,
    /// The zones. The first one that has the address holds.
    pub zones: Vec<DeliveryZoneDocument>,
}

/// The kind of a delivery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryKind {
    /// To the buyer's address.
    #[default]
    Shipping,
    /// To a place where the buyer fetches it.
    PickUp,
}

/// The measure of a parcel that rates go by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateMeasure {
    /// Grams, actual or volumetric.
    #[default]
    Weight,
    /// The value before discounts.
    Value,
    /// Units.
    Quantity,
    /// Length plus girth of the largest unit, in millimetres.
    LengthAndGirth,
}

/// The rates of an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryZoneDocument {
    /// The area; without it, everywhere.
    #[serde(default)]
    pub area: AreaDocument,
    /// The rates in rising order. The first one that covers the parcel holds.
    pub rates: Vec<DeliveryRateDocument>,
    /// The value before discounts from which it is free, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_from: Option<AmountsDocument>,
    /// The fewest and the most working days on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<[u32; 2]>,
}

/// A rate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryRateDocument {
    /// The most grams, units or millimetres that it covers; without it, any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<u64>,
    /// The highest value that it covers, in minor units, where rates go by value: an amount for each list of its price.
    /// Without it, any; only the last rate has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to_value: Option<AmountsDocument>,
    /// The price, in minor units; 0 is free.
    pub price: AmountsDocument,
}

/// A method with its price for one parcel and address, or the reason why it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryOption {
    /// The method's id.
    pub method: String,
    /// The kind.
    pub kind: DeliveryKind,
    /// The tax on the price.
    pub tax: ChargeTaxDocument,
    /// The fewest and the most working days on the way.
    pub days: Option<[u32; 2]>,
    /// The value from which it is free, if the zone has one.
    pub free_from: Option<i64>,
    /// The price.
    pub price: Result<i64, DeliveryRefusal>,
}

/// The reason why a method does not deliver a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryRefusal {
    /// It is for other markets.
    OtherMarkets,
    /// None of its zones has the address.
    OutsideZones,
    /// The parcel is too heavy.
    TooHeavy {
        /// The highest weight in grams.
        most: u64,
        /// The parcel's billable weight in grams.
        has: u64,
    },
    /// A side is too long.
    TooLong {
        /// The longest side in millimetres.
        most: u64,
        /// The parcel's longest side in millimetres.
        has: u64,
    },
    /// Length plus girth is too large.
    TooLarge {
        /// The largest length plus girth in millimetres.
        most: u64,
        /// The parcel's length plus girth in millimetres.
        has: u64,
    },
    /// No rate covers the parcel.
    NoRate,
}

/// Returns every method of a shop, in the order of the document, with its price for a parcel.
pub fn delivery_options(
    methods: &[DeliveryMethodDocument],
    market: MarketCode,
    currency: Currency,
    destination: &Destination,
    parcel: &Parcel,
) -> Vec<DeliveryOption> {
    let option = |method: &DeliveryMethodDocument| {
        let zone = method.zones.iter().find(|zone| zone.area.contains(destination));
        let free_from = zone.and_then(|zone| zone.free_from.as_ref()?.amount(market, currency));
        let price = method.refusal(market, currency, parcel).map_or_else(
            || {
                let zone = zone.ok_or(DeliveryRefusal::OutsideZones)?;
                if !zone.has_price(market, currency) {
                    return Err(DeliveryRefusal::OtherMarkets);
                }
                let price = zone.price(method, market, currency, parcel).ok_or(DeliveryRefusal::NoRate)?;
                Ok(if free_from.is_some_and(|from| parcel.value >= from) { 0 } else { price })
            },
            Err,
        );
        let (kind, tax) = (method.kind, method.tax);
        DeliveryOption { method: method.id.clone(), kind, tax, days: zone.and_then(|zone| zone.days), free_from, price }
    };
    methods.iter().map(option).collect()
}

impl DeliveryMethodDocument {
    /// Returns the least and the most value of the goods between which the method has one price for every parcel to an
    /// address; `None` if the price depends on anything else. `value` is that of the present parcel.
    pub fn values_of_one_price(
        &self,
        market: MarketCode,
        currency: Currency,
        destination: &Destination,
        value: i64,
    ) -> Option<[i64; 2]> {
        let has_limits = self.max_weight_g.or(self.max_length_mm).or(self.max_length_and_girth_mm).is_some();
        let zone = self.zones.iter().find(|zone| zone.area.contains(destination)).filter(|_| !has_limits)?;
        let [rate] = zone.rates.as_slice() else { return None };
        if rate.up_to.is_some() || rate.up_to_value.is_some() {
            return None;
        }
        let free_from = zone.free_from.as_ref().and_then(|amounts| amounts.amount(market, currency));
        Some(match free_from {
            None => [0, i64::MAX],
            Some(from) if value < from => [0, from - 1],
            Some(from) => [from, i64::MAX],
        })
    }

    /// Returns the reason why a method does not take a parcel in a market, whatever the address.
    fn refusal(&self, market: MarketCode, currency: Currency, parcel: &Parcel) -> Option<DeliveryRefusal> {
        let is_here = self.markets.is_empty() || self.markets.contains(&market);
        if !is_here || !self.zones.iter().any(|zone| zone.has_price(market, currency)) {
            return Some(DeliveryRefusal::OtherMarkets);
        }
        let above = |most: Option<u64>, has: u64| most.filter(|most| has > *most).map(|most| (most, has));
        let weight = above(self.max_weight_g, parcel.billable_weight_g(self.volumetric_divisor));
        let length = above(self.max_length_mm, parcel.length_mm);
        let girth = above(self.max_length_and_girth_mm, parcel.length_and_girth_mm);
        weight
            .map(|(most, has)| DeliveryRefusal::TooHeavy { most, has })
            .or_else(|| length.map(|(most, has)| DeliveryRefusal::TooLong { most, has }))
            .or_else(|| girth.map(|(most, has)| DeliveryRefusal::TooLarge { most, has }))
    }
}

impl DeliveryZoneDocument {
    /// Returns true if a rate is written for the market.
    fn has_price(&self, market: MarketCode, currency: Currency) -> bool {
        self.rates.iter().any(|rate| rate.price.amount(market, currency).is_some())
    }

    /// Returns the price of the first rate that covers the parcel.
    fn price(
        &self,
        method: &DeliveryMethodDocument,
        market: MarketCode,
        currency: Currency,
        parcel: &Parcel,
    ) -> Option<i64> {
        let covers = |rate: &&DeliveryRateDocument| match method.rates_by {
            RateMeasure::Weight => covers(rate.up_to, parcel.billable_weight_g(method.volumetric_divisor)),
            RateMeasure::Quantity => covers(rate.up_to, parcel.quantity),
            RateMeasure::LengthAndGirth => covers(rate.up_to, parcel.length_and_girth_mm),
            RateMeasure::Value => rate
                .up_to_value
                .as_ref()
                .is_none_or(|most| most.amount(market, currency).is_some_and(|most| parcel.value <= most)),
        };
        self.rates.iter().find(covers)?.price.amount(market, currency)
    }
}

fn covers(most: Option<u64>, has: u64) -> bool {
    most.is_none_or(|most| has <= most)
}

impl fmt::Display for DeliveryRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherMarkets => f.write_str("it is for other markets"),
            Self::OutsideZones => f.write_str("it does not go to this address"),
            Self::TooHeavy { most, has } => write!(f, "the parcel has {has} g, and it takes {most} g"),
            Self::TooLong { most, has } => write!(f, "a side has {has} mm, and it takes {most} mm"),
            Self::TooLarge { most, has } => write!(f, "length and girth are {has} mm, and it takes {most} mm"),
            Self::NoRate => f.write_str("none of its rates covers the parcel"),
        }
    }
}
