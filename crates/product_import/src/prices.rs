//! Prices of a variant.

use std::collections::BTreeMap;

use catalog::Amount;
use jiff::{Timestamp, ToSpan as _, civil, tz::TimeZone};
use product_csv::{FeedPrice, FeedVariant, PriceKind};
use serde_json::{Map, Value, json};
use setup::Setup;
use types::{Currency, Market, Money, PriceList};

use crate::{measures::market_called, notes::Notes};

/// The beginning of a sale that states none.
const LONG_AGO: civil::Date = civil::date(2000, 1, 1);

/// The rules by which a file's amounts become prices.
pub(crate) struct PriceRules<'a> {
    pub(crate) setup: &'a Setup,
    /// The currency of amounts that state none; `None` if the shop has several and the file does not say which.
    pub(crate) currency: Option<Currency>,
    /// The market whose clock dates are read by.
    pub(crate) market: Option<Market>,
}

/// The fields of a variant's prices.
#[derive(Debug, Default)]
pub(crate) struct Prices {
    pub(crate) price: Map<String, Value>,
    pub(crate) compare_at: Map<String, Value>,
    pub(crate) scheduled: Vec<Value>,
    /// The lists whose compare-at price or sale has ended.
    pub(crate) ended: Vec<PriceList>,
    /// True if the file states the sales of the variant, of which there may be none.
    pub(crate) states_sales: bool,
    /// True if an amount states no currency, and the shop has several.
    pub(crate) lacks_currency: bool,
}

/// The amounts of one list.
#[derive(Default)]
struct Amounts {
    base: Option<Amount>,
    compare_at: Option<Amount>,
    sale: Option<(Amount, Option<String>, Option<String>)>,
}

impl PriceRules<'_> {
    /// Returns the prices of a variant. What can't be kept is noted.
    pub(crate) fn prices(&self, variant: &FeedVariant, notes: &mut Notes) -> Prices {
        let mut prices = Prices::default();
        let mut lists: BTreeMap<PriceList, Amounts> = BTreeMap::new();
        for price in &variant.prices {
            let column = column(price);
            if price.kind == PriceKind::Cost {
                notes.add(variant.line, &column, &price.amount, "the shop keeps no costs");
                continue;
            }
            let Some((list, currency)) = self.list(price, &mut prices, variant.line, notes) else { continue };
            match amount(&price.amount, currency) {
                Ok(amount) => lists.entry(list).or_default().set(price, amount),
                Err(reason) => notes.add(variant.line, &column, &price.amount, &reason),
            }
        }
        for price in &variant.ended_prices {
            prices.states_sales |= matches!(price.kind, PriceKind::Sale { .. });
            // A market or currency that the shop lacks is noted where the file has an amount.
            let list = self.list(price, &mut Prices::default(), variant.line, &mut Notes(Vec::new()));
            prices.ended.extend(list.map(|(list, _)| list).filter(|list| lists.contains_key(list)));
        }
        for (list, amounts) in lists {
            self.add(&mut prices, list, amounts, variant.line, notes);
        }
        prices
    }

    /// Returns the list that an amount belongs to, with its currency.
    fn list(
        &self,
        price: &FeedPrice,
        prices: &mut Prices,
        line: u64,
        notes: &mut Notes,
    ) -> Option<(PriceList, Currency)> {
        if let Some(region) = &price.region {
            let market = market_called(self.setup, region);
            if market.is_none() {
                let reason = "no market of the shop has this name; change the market's name in the setup";
                notes.add(line, &column(price), &price.amount, reason);
            }
            return market.map(|market| (PriceList::Market(market.code()), market.currency()));
        }
        if let Some(code) = &price.currency {
            let currency = Currency::from_code(code).filter(|currency| self.setup.uses_currency(*currency));
            if currency.is_none() {
                let reason = format!("no market of the shop sells in {code}");
                notes.add(line, &column(price), &price.amount, &reason);
            }
            return currency.map(|currency| (PriceList::Currency(currency), currency));
        }
        prices.lacks_currency |= self.currency.is_none();
        self.currency.map(|currency| (PriceList::Currency(currency), currency))
    }

    fn add(&self, prices: &mut Prices, list: PriceList, amounts: Amounts, line: u64, notes: &mut Notes) {
        let name = list.to_string();
        let Amounts { base, compare_at, sale } = amounts;
        let (base, compare_at) = match (base, &sale) {
            (None, None) => return,
            // A sale without dates is a lower price at all times.
            (Some(base), Some((sale, None, None))) => (*sale, compare_at.or(Some(base))),
            (None, Some((sale, ..))) => (*sale, compare_at),
            (Some(base), _) => (base, compare_at),
        };
        prices.price.insert(name.clone(), json!(base.minor()));
        if let Some(compare_at) = compare_at {
            if compare_at > base {
                prices.compare_at.insert(name.clone(), json!(compare_at.minor()));
            } else {
                let value = compare_at.minor().to_string();
                notes.add(line, "compare-at price", &value, "it is not above the price (in minor units)");
            }
        }
        if let Some((sale, from, until)) =
            sale.filter(|(sale, from, until)| (from.is_some() || until.is_some()) && *sale != base)
        {
            match self.window(from.as_deref(), until.as_deref()) {
                Some((from, to)) => prices.scheduled.push(scheduled(&name, sale, base, from, to)),
                None => {
                    let dates = format!("{} – {}", from.unwrap_or_default(), until.unwrap_or_default());
                    notes.add(line, "sale dates", &dates, "these are no dates that the calendar has, in this order");
                }
            }
        }
    }

    /// Returns the first moment of a sale, and the moment after its last one.
    fn window(&self, from: Option<&str>, until: Option<&str>) -> Option<(Timestamp, Option<Timestamp>)> {
        let zone = self.market.map_or(Ok(TimeZone::UTC), |market| TimeZone::get(market.time_zone())).ok()?;
        let from = from.map_or_else(|| start_of(LONG_AGO, &zone), |from| moment(from, &zone, false))?;
        let to = match until {
            Some(until) => Some(moment(until, &zone, true)?),
            None => None,
        };
        to.is_none_or(|to| to > from).then_some((from, to))
    }
}

impl Amounts {
    fn set(&mut self, price: &FeedPrice, amount: Amount) {
        match &price.kind {
            PriceKind::Base => self.base = Some(amount),
            PriceKind::CompareAt => self.compare_at = Some(amount),
            PriceKind::Sale { from, until } => self.sale = Some((amount, from.clone(), until.clone())),
            PriceKind::Cost => {}
        }
    }
}

fn scheduled(list: &str, amount: Amount, base: Amount, from: Timestamp, to: Option<Timestamp>) -> Value {
    let mut price = json!({ "currency": list, "amount": amount.minor(), "from": from });
    match to {
        Some(to) => price["to"] = json!(to),
        None if base > amount => price["compare_at"] = json!(base.minor()),
        None => {}
    }
    price
}

/// Returns a moment of a market's clock. A day's end is the beginning of the next one.
fn moment(text: &str, zone: &TimeZone, is_end: bool) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if let Ok(time) = text.replacen(' ', "T", 1).parse::<civil::DateTime>()
        && text.len() > 10
    {
        return Some(time.to_zoned(zone.clone()).ok()?.timestamp());
    }
    let day: civil::Date = text.parse().ok()?;
    start_of(if is_end { day.checked_add(1.day()).ok()? } else { day }, zone)
}

fn start_of(day: civil::Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.to_zoned(zone.clone()).ok()?.timestamp())
}

/// Parses an amount. Decimals beyond those of the currency may be zeros.
fn amount(text: &str, currency: Currency) -> Result<Amount, String> {
    let text = match text.split_once('.') {
        Some((whole, part)) => {
            let decimals = usize::from(currency.decimals());
            let is_exact = part.len() > decimals && part.as_bytes()[decimals..].iter().all(|digit| *digit == b'0');
            match (is_exact, decimals) {
                (true, 0) => whole.to_owned(),
                (true, _) => format!("{whole}.{}", &part[..decimals]),
                (false, _) => text.to_owned(),
            }
        }
        None => text.to_owned(),
    };
    let money = Money::from_decimal(&text, currency).map_err(|error| error.to_string())?;
    Amount::new(money.minor).map_err(|_| "a price is above 0 and at most ten billion".to_owned())
}

fn column(price: &FeedPrice) -> String {
    let kind = match price.kind {
        PriceKind::Base => "price",
        PriceKind::CompareAt => "compare-at price",
        PriceKind::Sale { .. } => "sale price",
        PriceKind::Cost => "cost",
    };
    price.region.as_ref().map_or_else(|| kind.to_owned(), |region| format!("{kind} / {region}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_that_are_zeros_are_no_fault() {
        let [eur, jpy] = ["EUR", "JPY"].map(|code| Currency::from_code(code).unwrap());

        assert_eq!(amount("49.90", eur).map(Amount::minor), Ok(4990));
        assert_eq!(amount("49.9000", eur).map(Amount::minor), Ok(4990));
        assert_eq!(amount("4990.00", jpy).map(Amount::minor), Ok(4990));
        assert!(amount("0.00", eur).is_err());
        assert!(amount("1.005", eur).is_err());
    }

    #[test]
    fn a_last_day_is_part_of_a_sale() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();

        let [first, last] =
            [("2026-11-20", false), ("2026-11-30", true)].map(|(day, is_end)| moment(day, &zone, is_end));

        assert_eq!(first.unwrap().to_string(), "2026-11-19T23:00:00Z");
        assert_eq!(last.unwrap().to_string(), "2026-11-30T23:00:00Z");
        assert_eq!(moment("2026-11-20 09:30:00", &zone, true).unwrap().to_string(), "2026-11-20T08:30:00Z");
    }
}
