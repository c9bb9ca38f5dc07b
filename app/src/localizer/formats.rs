use std::sync::LazyLock;

use icu_datetime::{DateTimeFormatter, fieldsets, input::Date};
use icu_decimal::{DecimalFormatter, input::Decimal};
// Its feature `sync` lets threads share formatters.
use icu_provider as _;
use jiff::tz::TimeZone;
use types::{Currency, Locale, Market, Money, Timestamp};

/// A locale's formatters. They are made once, because making one parses data.
struct Formats {
    decimal: DecimalFormatter,
    long_date: DateTimeFormatter<fieldsets::YMD>,
    coming_day: DateTimeFormatter<fieldsets::MDE>,
}

static FORMATS: LazyLock<[Formats; Locale::ALL.len()]> = LazyLock::new(|| Locale::ALL.map(Formats::of));

impl Formats {
    fn of(locale: Locale) -> Self {
        let id: icu_locale_core::Locale = locale.bcp47().parse().expect("every locale has a BCP 47 tag");
        let known = "CLDR's data for every locale is compiled in";
        Self {
            decimal: DecimalFormatter::try_new((&id).into(), Default::default()).expect(known),
            long_date: DateTimeFormatter::try_new((&id).into(), fieldsets::YMD::long()).expect(known),
            coming_day: DateTimeFormatter::try_new((&id).into(), fieldsets::MDE::medium()).expect(known),
        }
    }
}

fn formats(locale: Locale) -> &'static Formats {
    &FORMATS[locale as usize]
}

/// Writes `number` with its last `decimals` digits after the decimal separator, without trailing zeros, and grouped.
pub(super) fn decimal(locale: Locale, number: i64, decimals: i16) -> String {
    let mut decimal = Decimal::from(number);
    decimal.multiply_pow10(-decimals);
    decimal.absolute.trim_end();
    formats(locale).decimal.format(&decimal).to_string()
}

/// Writes an amount with its currency as the locale's shops do: the currency before the number, but after it in Arabic.
/// Whole amounts have no decimals.
pub(super) fn money(locale: Locale, money: Money) -> String {
    let amount = amount(locale, money);
    let name = currency(locale, money.currency);
    match (locale, money.currency.code()) {
        // The name runs from right to left, so the pair reads in Arabic's order: the number first.
        (Locale::ArAe, _) => format!("{amount}\u{a0}{name}"),
        (_, "INR" | "USD") => format!("{name}{amount}"),
        _ => format!("{name}\u{a0}{amount}"),
    }
}

fn amount(locale: Locale, money: Money) -> String {
    let decimals = i16::from(money.currency.decimals());
    let mut number = Decimal::from(money.minor);
    number.multiply_pow10(-decimals);
    if money.is_whole() {
        number.absolute.trim_end();
    } else {
        number.absolute.pad_end(-decimals);
    }
    formats(locale).decimal.format(&number).to_string()
}

/// Returns the short name or symbol of a currency.
pub(super) fn currency(locale: Locale, currency: Currency) -> &'static str {
    match (locale, currency.code()) {
        (Locale::ArAe, "AED") => "د.إ.",
        (_, "INR") => "₹",
        (_, "USD") => "$",
        (_, code) => code,
    }
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

fn iso(date: jiff::civil::Date) -> Date<icu_calendar::Iso> {
    let year = i32::from(date.year());
    Date::try_new_iso(year, date.month().unsigned_abs(), date.day().unsigned_abs())
        .expect("both calendars are the Gregorian one")
}

pub(super) fn long_date(locale: Locale, date: jiff::civil::Date) -> String {
    formats(locale).long_date.format(&iso(date)).to_string()
}

pub(super) fn coming_day(locale: Locale, date: jiff::civil::Date) -> String {
    formats(locale).coming_day.format(&iso(date)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AED: Currency = Currency::from_code("AED").unwrap();
    const INR: Currency = Currency::from_code("INR").unwrap();
    const USD: Currency = Currency::from_code("USD").unwrap();

    #[test]
    fn money_is_written_as_the_locale_does() {
        let cases = [
            (Locale::EnAe, Money::new(123_456_700, AED), "AED\u{a0}1,234,567"),
            (Locale::EnAe, Money::new(19050, AED), "AED\u{a0}190.50"),
            (Locale::ArAe, Money::new(19000, AED), "190\u{a0}د.إ."),
            (Locale::EnIn, Money::new(123_456_700, INR), "₹12,34,567"),
            (Locale::HiIn, Money::new(389_900, INR), "₹3,899"),
            (Locale::EnUs, Money::new(5_405, USD), "$54.05"),
        ];
        for (locale, money_, text) in cases {
            assert_eq!(money(locale, money_), text);
        }
    }

    #[test]
    fn dates_are_written_as_the_locale_does() {
        let date = jiff::civil::date(2026, 11, 26);
        let cases = [
            (Locale::EnAe, "November 26, 2026", "Thu, 26 Nov"),
            (Locale::ArAe, "26 نوفمبر 2026", "الخميس، 26 نوفمبر"),
            (Locale::EnIn, "26 November 2026", "Thu, 26 Nov"),
            (Locale::HiIn, "26 नवंबर, 2026", "गुरु, 26 नव॰"),
            (Locale::EnUs, "November 26, 2026", "Thu, Nov 26"),
        ];
        for (locale, long, coming) in cases {
            assert_eq!((long_date(locale, date).as_str(), coming_day(locale, date).as_str()), (long, coming));
        }
    }

    #[test]
    fn numbers_keep_only_the_decimals_they_need() {
        assert_eq!(decimal(Locale::EnAe, 1450, 3), "1.45");
        assert_eq!(decimal(Locale::EnAe, 2000, 3), "2");
        assert_eq!(decimal(Locale::HiIn, 1_234_567, 0), "12,34,567");
    }
}
