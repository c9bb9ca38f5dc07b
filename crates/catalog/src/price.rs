use database::Reader;
use types::{Money, Timestamp};

/// What a variant costs at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// To be paid.
    pub now: Money,
    /// What it costs before and after a lower price that holds for a while.
    pub was: Option<Money>,
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
    Some(Price { now: Money::new(now, currency), was: was.map(|was| Money::new(was, currency)) })
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
}
