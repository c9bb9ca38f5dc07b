//! The delivery promise: the day by which an order arrives.

use jiff::{Zoned, civil::Weekday};
use types::{Market, Timestamp};

use crate::localizer::market_time;

/// The hour of a day from which an order leaves on the next working day.
pub(crate) const LAST_ORDER: i8 = 14;

/// The days after delivery in which a return is free.
pub(crate) const RETURN_DAYS: usize = 30;

/// The day by which an order placed at a moment arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Promise {
    pub(crate) day: jiff::civil::Date,
    /// The moment at which the promise may change.
    pub(crate) until: Timestamp,
}

/// Returns the working days that an order is on the way.
pub(crate) const fn days_on_the_way(market: Market) -> usize {
    match market {
        Market::Ae => 2,
        Market::In => 4,
        Market::Us => 6,
    }
}

/// Returns the promise for an order placed at `at`. Working days are Monday to Saturday in the market's time zone.
pub(crate) fn promise(market: Market, at: Timestamp) -> Promise {
    let now = market_time(market, at);
    let today_leaves = is_working(now.weekday()) && now.hour() < LAST_ORDER;
    let mut day = now.date();
    let mut left = days_on_the_way(market) + usize::from(!today_leaves);
    while left > 0 {
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        left -= usize::from(is_working(day.weekday()));
    }
    Promise { day, until: next_last_order(&now) }
}

/// Returns whether orders leave and arrive on this day.
pub(crate) fn is_working(day: Weekday) -> bool {
    day != Weekday::Sunday
}

fn next_last_order(now: &Zoned) -> Timestamp {
    let today = now.date().at(LAST_ORDER, 0, 0, 0).to_zoned(now.time_zone().clone());
    let next = match today {
        Ok(today) if *now < today => Ok(today),
        Ok(today) => today.tomorrow(),
        Err(error) => Err(error),
    };
    // No day of these markets' time zones lacks that hour. Should one, the promise is made again after an hour.
    next.map_or(Timestamp(now.timestamp().as_millisecond() + 3_600_000), |next| {
        Timestamp(next.timestamp().as_millisecond())
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn orders_leave_at_two_on_working_days() {
        let cases = [
            // Dubai is four hours ahead: 13:59 and 14:00 on a Thursday.
            (Market::Ae, "2026-11-26T09:59:59Z", date(2026, 11, 28)),
            (Market::Ae, "2026-11-26T10:00:00Z", date(2026, 11, 30)),
            // Sunday leaves on Monday.
            (Market::Ae, "2026-11-22T05:00:00Z", date(2026, 11, 25)),
            (Market::In, "2026-11-23T04:00:00Z", date(2026, 11, 27)),
            (Market::Us, "2026-11-23T15:00:00Z", date(2026, 11, 30)),
        ];
        for (market, moment, day) in cases {
            assert_eq!(promise(market, at(moment)).day, day, "{moment}");
        }
    }

    #[test]
    fn a_promise_holds_until_the_next_last_order() {
        assert_eq!(promise(Market::Ae, at("2026-11-26T09:59:59Z")).until, at("2026-11-26T10:00:00Z"));
        assert_eq!(promise(Market::Ae, at("2026-11-26T10:00:00Z")).until, at("2026-11-27T10:00:00Z"));
    }
}
