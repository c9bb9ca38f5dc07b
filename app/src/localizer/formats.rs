use std::sync::Arc;

use formats::Formatter;
use jiff::tz::TimeZone;
use types::{Locale, Market, Money, Timestamp};

/// Returns the formatter of a locale.
pub(super) fn formatter(locale: Locale) -> Arc<Formatter> {
    Formatter::of(&locale.facts().format).expect("the setup has checked the tag")
}

/// Writes a decimal number given as text, such as `5.5`.
pub(super) fn decimal_text(locale: Locale, number: &str) -> String {
    formatter(locale).number(number).unwrap_or_else(|| number.to_owned())
}

/// Writes an amount with its currency, and whole amounts with the decimals that the market shows.
pub(super) fn money(locale: Locale, money: Money) -> String {
    formatter(locale).money(money, locale.market().facts().decimals)
}

/// Returns the business date of a moment: the date in the market's time zone.
pub(crate) fn market_date(market: Market, at: Timestamp) -> jiff::civil::Date {
    market_time(market, at).date()
}

/// Converts a moment to the market's time zone. A moment beyond the calendar's range becomes 1970-01-01.
pub(crate) fn market_time(market: Market, at: Timestamp) -> jiff::Zoned {
    let zone = TimeZone::get(market.time_zone()).expect("every market's time zone is compiled in");
    jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_zoned(zone)
}

#[cfg(test)]
mod tests {
    use setup::testing::locale;
    use types::Currency;

    use super::*;

    const AED: Currency = Currency::from_code("AED").unwrap();
    const INR: Currency = Currency::from_code("INR").unwrap();
    const USD: Currency = Currency::from_code("USD").unwrap();

    #[test]
    fn money_is_written_as_the_locale_does() {
        let cases = [
            (locale("en-ae"), Money::new(123_456_700, AED), "AED\u{a0}1,234,567"),
            (locale("en-ae"), Money::new(19050, AED), "AED\u{a0}190.50"),
            (locale("ar-ae"), Money::new(19000, AED), "190\u{a0}د.إ."),
            (locale("en-in"), Money::new(123_456_700, INR), "₹12,34,567"),
            (locale("hi-in"), Money::new(389_900, INR), "₹3,899"),
            (locale("en-us"), Money::new(5_405, USD), "$54.05"),
        ];
        for (of, money_, text) in cases {
            assert_eq!(money(of, money_), text);
        }
    }
}
