//! The price of a variant at a moment.
//!
//! A variant has a regular price in a list, and may have scheduled prices that begin or end at a moment. The price
//! to be paid is the one that began last among those that hold. It is compared with a higher one in two cases only:
//!
//! - The merchant names the amount that it is compared with (`compare_at`).
//! - It has an end. Then it is a temporary reduction, and is compared with the regular price at that moment: the one
//!   that began last among the prices that hold and have no end.
//!
//! A price without an end is the new regular price from its beginning on, and has no comparison of its own.

use database::{Reader, row};
use types::{Conversion, Market, Money, PriceList, Timestamp};

/// The price of a variant at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// The amount to be paid.
    pub now: Money,
    /// The higher amount that it is compared with, shown struck through, if it is a reduction.
    pub compare_at: Option<Money>,
    /// The moment at which another price begins, if one is scheduled.
    pub until: Option<Timestamp>,
}

database::row! {
    /// A row of the price table.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct PriceWindow {
        pub(crate) amount: i64,
        pub(crate) compare_at: Option<i64>,
        pub(crate) starts_at: Timestamp,
        pub(crate) ends_at: Option<Timestamp>,
    }
}

impl PriceWindow {
    fn holds(&self, at: Timestamp) -> bool {
        self.starts_at <= at && self.ends_at.is_none_or(|end| end > at)
    }
}

row! {
    /// A price with the list that it belongs to.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct ListedPrice {
        pub(crate) list: PriceList,
        pub(crate) price: PriceWindow = flatten,
    }
}

/// Returns the lists that may have a market's prices: its own, its currency's, and that of the currency that it converts from.
pub(crate) fn lists_of(market: Market) -> [PriceList; 3] {
    let currency = PriceList::Currency(market.currency());
    let converted = market.facts().conversion.map(|conversion| PriceList::Currency(conversion.from));
    [PriceList::Market(market.code()), currency, converted.unwrap_or(currency)]
}

/// Returns the value of a market's own list, or else of its currency's.
pub(crate) fn listed<T>(market: Market, of: impl Fn(PriceList) -> Option<T>) -> Option<T> {
    let [own, currency, _] = lists_of(market);
    of(own).or_else(|| of(currency))
}

/// Returns the value that holds in a market: that of [`listed`], or else that of the currency that the market converts from,
/// converted.
pub(crate) fn listed_or_converted<T>(
    market: Market,
    of: impl Fn(PriceList) -> Option<T>,
    convert: impl FnOnce(Conversion, T) -> T,
) -> Option<T> {
    let converted = || {
        let conversion = market.facts().conversion?;
        Some(convert(conversion, of(PriceList::Currency(conversion.from))?))
    };
    listed(market, &of).or_else(converted)
}

/// Returns a variant's prices in a market, from the first of its lists that has any.
///
/// A price that can't be converted has the amount 0. It still takes precedence over others for its time, in which the variant
/// is not sold: an earlier price in its place would be one that the merchant has replaced.
pub(crate) fn prices_in(market: Market, prices: &[ListedPrice]) -> Vec<PriceWindow> {
    let of = |list| {
        let of_list = prices.iter().filter(|price| price.list == list).map(|price| price.price);
        Some(of_list.collect::<Vec<_>>()).filter(|prices| !prices.is_empty())
    };
    let converted = |conversion: Conversion, prices: Vec<PriceWindow>| {
        let convert = |minor| conversion.convert(minor, market.currency());
        let converted = |price: PriceWindow| {
            let compare_at = price.compare_at.and_then(convert);
            PriceWindow { amount: convert(price.amount).unwrap_or_default(), compare_at, ..price }
        };
        prices.into_iter().map(converted).collect()
    };
    listed_or_converted(market, of, converted).unwrap_or_default()
}

/// Returns the price that holds at `at`; of several, the one that began last.
pub(crate) fn window_at(windows: &[PriceWindow], at: Timestamp) -> Option<&PriceWindow> {
    windows.iter().filter(|window| window.holds(at)).max_by_key(|window| window.starts_at)
}

/// Returns the amount that `holding` is compared with at `at`.
fn compare_at(windows: &[PriceWindow], holding: &PriceWindow, at: Timestamp) -> Option<i64> {
    let regular = || {
        let endless = windows.iter().filter(|window| window.ends_at.is_none() && window.holds(at));
        endless.max_by_key(|window| window.starts_at).filter(|_| holding.ends_at.is_some()).map(|window| window.amount)
    };
    holding.compare_at.or_else(regular).filter(|higher| *higher > holding.amount)
}

/// Returns the price at the reader's moment, and records in the reader when any of the prices begins or ends.
pub(crate) fn price(reader: &mut Reader, windows: &[PriceWindow]) -> Option<Price> {
    for window in windows {
        reader.changes_at([Some(window.starts_at), window.ends_at]);
    }
    let currency = reader.market().currency();
    let now = window_at(windows, reader.at).filter(|price| price.amount > 0)?;
    let compare_at = compare_at(windows, now, reader.at);
    Some(Price {
        now: Money::new(now.amount, currency),
        compare_at: compare_at.map(|minor| Money::new(minor, currency)),
        until: holds_until(windows, reader.at),
    })
}

/// Returns the first moment after `at` from which another amount holds, or none.
fn holds_until(windows: &[PriceWindow], at: Timestamp) -> Option<Timestamp> {
    let amount = |at| window_at(windows, at).map(|window| window.amount);
    let now = amount(at);
    let bounds = windows.iter().flat_map(|window| [Some(window.starts_at), window.ends_at]).flatten();
    bounds.filter(|moment| *moment > at && amount(*moment) != now).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(amount: i64, starts_at: i64, ends_at: Option<i64>) -> PriceWindow {
        PriceWindow { amount, compare_at: None, starts_at: Timestamp(starts_at), ends_at: ends_at.map(Timestamp) }
    }

    fn compared(with: i64, window: PriceWindow) -> PriceWindow {
        PriceWindow { compare_at: Some(with), ..window }
    }

    /// The amount to be paid, and the amount that it is compared with.
    type Shown = (i64, Option<i64>);

    fn shown(windows: &[PriceWindow], at: i64) -> Option<Shown> {
        let at = Timestamp(at);
        window_at(windows, at).map(|now| (now.amount, compare_at(windows, now, at)))
    }

    fn listed(list: &str, amount: i64) -> ListedPrice {
        ListedPrice { list: PriceList::from_code(list).unwrap(), price: window(amount, 0, None) }
    }

    #[test]
    fn a_markets_own_list_comes_before_its_currencys_and_that_before_converted_prices() {
        let mut document = setup::testing::document();
        document.markets[2].prices =
            serde_json::from_value(serde_json::json!({"from": "AED", "rate": "0.001"})).unwrap();
        let setup = setup::Setup::check(&document).unwrap();
        let market = setup.locale_by_prefix("en-us").unwrap().market();
        let cases: [(&[ListedPrice], &[i64]); 6] = [
            (&[listed("AED", 9000), listed("USD", 8), listed("us", 7)], &[7]),
            (&[listed("AED", 9000), listed("USD", 8), listed("ae", 7)], &[8]),
            (&[listed("AED", 9000), listed("ae", 7), listed("INR", 6)], &[9]),
            // Nothing is left of it.
            (&[listed("AED", 499)], &[0]),
            (&[listed("INR", 6)], &[]),
            (&[], &[]),
        ];
        for (prices, expected) in cases {
            let amounts: Vec<i64> = prices_in(market, prices).iter().map(|price| price.amount).collect();
            assert_eq!(amounts, expected, "{prices:?}");
        }
    }

    #[test]
    fn the_latest_start_that_holds_wins_to_the_millisecond() {
        let windows = [window(100, 0, None), window(80, 1000, Some(2000)), window(90, 5000, None)];
        let cases = [
            (-1, None),
            (0, Some((100, None))),
            (999, Some((100, None))),
            (1000, Some((80, Some(100)))),
            (1999, Some((80, Some(100)))),
            (2000, Some((100, None))),
            (5000, Some((90, None))),
        ];
        for (at, expected) in cases {
            assert_eq!(shown(&windows, at), expected, "at {at}");
        }
    }

    #[test]
    fn a_price_is_compared_with_what_the_merchant_names_or_else_with_the_regular_price_it_returns_to() {
        let regular = window(100, 0, None);
        let cases: [(&str, &[PriceWindow], Shown); 8] = [
            ("an endless price is the new regular one", &[regular, window(80, 10, None)], (80, None)),
            ("unless it says otherwise", &[regular, compared(100, window(80, 10, None))], (80, Some(100))),
            ("the regular price may say so, too", &[compared(120, regular)], (100, Some(120))),
            (
                "a reduction of a reduction",
                &[regular, window(80, 10, Some(99)), window(70, 20, Some(50))],
                (70, Some(100)),
            ),
            ("after a new regular price", &[regular, window(90, 10, None), window(70, 20, Some(50))], (70, Some(90))),
            ("its own word first", &[regular, compared(85, window(70, 20, Some(50)))], (70, Some(85))),
            ("a rise for a while is no reduction", &[regular, window(130, 20, Some(50))], (130, None)),
            ("what is not regular yet", &[window(70, 20, Some(50)), window(100, 40, None)], (70, None)),
        ];
        for (case, windows, expected) in cases {
            assert_eq!(shown(windows, 30), Some(expected), "{case}");
        }
    }

    #[test]
    fn a_price_holds_until_another_one_does() {
        let windows = [window(100, 0, None), window(100, 500, Some(800)), window(80, 1000, Some(2000))];
        let cases = [(0, Some(1000)), (600, Some(1000)), (1000, Some(2000)), (1999, Some(2000)), (2000, None)];
        for (at, until) in cases {
            assert_eq!(holds_until(&windows, Timestamp(at)), until.map(Timestamp), "at {at}");
        }
    }
}
