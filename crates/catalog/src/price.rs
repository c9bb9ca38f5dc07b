use database::Reader;
use types::{Money, Timestamp};

/// What a variant costs at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// To be paid.
    pub now: Money,
    /// What it costs before and after a lower price that holds for a while.
    pub was: Option<Money>,
    /// The moment from which it costs something else, if one is planned.
    pub until: Option<Timestamp>,
}

/// A row of the price table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PriceWindow {
    pub(crate) amount: i64,
    pub(crate) starts_at: Timestamp,
    pub(crate) ends_at: Option<Timestamp>,
}

impl PriceWindow {
    fn holds(&self, at: Timestamp) -> bool {
        self.starts_at <= at && self.ends_at.is_none_or(|end| end > at)
    }
}

/// The amount that holds at `at`: of several, the one that started last.
pub(crate) fn holding(windows: &[PriceWindow], at: Timestamp) -> Option<i64> {
    let holding = windows.iter().filter(|window| window.holds(at));
    holding.max_by_key(|window| window.starts_at).map(|window| window.amount)
}

/// The price the reader sees, with its bounds recorded; the standing price beside it is the one without an end.
pub(crate) fn price(reader: &mut Reader, windows: &[PriceWindow]) -> Option<Price> {
    for window in windows {
        reader.changes_at([Some(window.starts_at), window.ends_at]);
    }
    let currency = reader.market().currency();
    let now = holding(windows, reader.at)?;
    let standing: Vec<PriceWindow> = windows.iter().filter(|window| window.ends_at.is_none()).copied().collect();
    let was = holding(&standing, reader.at).filter(|standing| *standing > now);
    let until = holds_until(windows, reader.at);
    Some(Price { now: Money::new(now, currency), was: was.map(|was| Money::new(was, currency)), until })
}

/// The first moment after `at` from which another amount holds, or none.
fn holds_until(windows: &[PriceWindow], at: Timestamp) -> Option<Timestamp> {
    let now = holding(windows, at);
    let bounds = windows.iter().flat_map(|window| [Some(window.starts_at), window.ends_at]).flatten();
    bounds.filter(|moment| *moment > at && holding(windows, *moment) != now).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(amount: i64, starts_at: i64, ends_at: Option<i64>) -> PriceWindow {
        PriceWindow { amount, starts_at: Timestamp(starts_at), ends_at: ends_at.map(Timestamp) }
    }

    #[test]
    fn the_latest_start_that_holds_wins_to_the_millisecond() {
        let windows = [window(100, 0, None), window(80, 1000, Some(2000)), window(90, 5000, None)];
        let cases = [
            (-1, None),
            (0, Some(100)),
            (999, Some(100)),
            (1000, Some(80)),
            (1999, Some(80)),
            (2000, Some(100)),
            (5000, Some(90)),
        ];
        for (at, amount) in cases {
            assert_eq!(holding(&windows, Timestamp(at)), amount, "at {at}");
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
