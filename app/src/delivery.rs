//! The delivery promise: the day by which an order arrives.

use jiff::Zoned;
use types::{DeliveryTimes, Market, Timestamp};

use crate::localizer::market_time;

/// The days ahead that a promise looks for working days.
const LONGEST: usize = 2 * 366;

/// The day by which an order placed at a moment arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Promise {
    /// The day by which it arrives.
    pub(crate) day: jiff::civil::Date,
    /// The moment at which the promise may change.
    pub(crate) until: Timestamp,
}

/// Returns the promise for an order placed at `at`, or none if the market promises no day.
pub(crate) fn promise(market: Market, at: Timestamp) -> Option<Promise> {
    let times = market.facts().delivery.as_ref()?;
    let now = market_time(market, at);
    let leaves_today = times.is_working(now.date()) && now.time() < times.last_order;
    let waits = u32::from(!leaves_today);
    let day = working_days_after(times, now.date(), waits + times.most_days)?;
    Some(Promise { day, until: next_last_order(times, &now) })
}

/// Returns the days between which an order placed at `at` arrives by a method that takes so many working days; `None` if the
/// market promises no day.
pub(crate) fn window(market: Market, at: Timestamp, days: [u32; 2]) -> Option<[jiff::civil::Date; 2]> {
    let times = market.facts().delivery.as_ref()?;
    let now = market_time(market, at);
    let leaves_today = times.is_working(now.date()) && now.time() < times.last_order;
    let waits = u32::from(!leaves_today);
    let [fewest, most] = days;
    Some([
        working_days_after(times, now.date(), waits + fewest)?,
        working_days_after(times, now.date(), waits + most.max(fewest))?,
    ])
}

/// Returns the date that is this many working days after `day`; `None` if the next two years have too few.
fn working_days_after(times: &DeliveryTimes, mut day: jiff::civil::Date, mut left: u32) -> Option<jiff::civil::Date> {
    for _ in 0..LONGEST {
        if left == 0 {
            return Some(day);
        }
        day = day.tomorrow().ok()?;
        left -= u32::from(times.is_working(day));
    }
    None
}

fn next_last_order(times: &DeliveryTimes, now: &Zoned) -> Timestamp {
    let today = now.date().to_datetime(times.last_order).to_zoned(now.time_zone().clone());
    let next = match today {
        Ok(today) if *now < today => Ok(today),
        Ok(today) => today.tomorrow(),
        Err(error) => Err(error),
    };
    // jiff resolves an hour that a change of the clocks leaves out. Should it fail, the promise is made again after an hour.
    next.map_or(Timestamp(now.timestamp().as_millisecond() + 3_600_000), |next| {
        Timestamp(next.timestamp().as_millisecond())
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use setup::testing::market;

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn orders_leave_at_two_on_working_days() {
        let cases = [
            // Dubai is four hours ahead: 13:59 and 14:00 on a Thursday.
            (market("ae"), "2026-11-26T09:59:59Z", date(2026, 11, 28)),
            (market("ae"), "2026-11-26T10:00:00Z", date(2026, 11, 30)),
            // Sunday leaves on Monday.
            (market("ae"), "2026-11-22T05:00:00Z", date(2026, 11, 25)),
            (market("in"), "2026-11-23T04:00:00Z", date(2026, 11, 27)),
            (market("us"), "2026-11-23T15:00:00Z", date(2026, 11, 30)),
        ];
        for (market, moment, day) in cases {
            assert_eq!(promise(market, at(moment)).map(|promise| promise.day), Some(day), "{moment}");
        }
    }

    #[test]
    fn a_promise_holds_until_the_next_last_order() {
        assert_eq!(
            promise(market("ae"), at("2026-11-26T09:59:59Z")).map(|of| of.until),
            Some(at("2026-11-26T10:00:00Z"))
        );
        assert_eq!(
            promise(market("ae"), at("2026-11-26T10:00:00Z")).map(|of| of.until),
            Some(at("2026-11-27T10:00:00Z"))
        );
    }
}
