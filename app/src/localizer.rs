//! Interface texts, plurals, money, numbers and dates as a locale writes them.

mod formats;
mod texts;

use catalog::FactNumber;
use fluent_bundle::{FluentArgs, FluentValue};
use types::{Country, Currency, Locale, Money, Timestamp};

/// The object replacement character. It marks a place in a text where markup belongs; no interface text has one itself.
const PLACE: &str = "\u{fffc}";

/// Writes texts and values for one locale. It is a copy of the locale, so that every part of a page can have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Localizer {
    pub(crate) locale: Locale,
}

impl Localizer {
    pub(crate) const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// Returns the interface text of this key.
    pub(crate) fn text(self, key: &str) -> String {
        texts::text(self.locale, key, None)
    }

    /// Returns the interface text of this key with a value for its variable `name`.
    pub(crate) fn text_with(self, key: &str, name: &str, value: impl Into<String>) -> String {
        let mut args = FluentArgs::new();
        args.set(name, value.into());
        texts::text(self.locale, key, Some(&args))
    }

    /// Returns the interface text of this key with the values of its variables.
    pub(crate) fn text_with_all<const N: usize>(self, key: &str, values: [(&'static str, String); N]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(name, value);
        }
        texts::text(self.locale, key, Some(&args))
    }

    /// Returns the percentage of tax on a class of goods, without a sign for percent.
    pub(crate) fn tax_rate_of(self, class: &str) -> Option<String> {
        self.locale.market().tax().rate(class).map(|rate| formats::decimal_text(self.locale, rate))
    }

    /// Returns a country's name in the locale's language.
    pub(crate) fn country(self, country: Country) -> &'static str {
        ::formats::country_name(&self.locale.facts().format, country)
    }

    /// Returns the percentage of tax that the market shows beside prices, without a sign for percent.
    pub(crate) fn tax_rate(self) -> Option<String> {
        self.locale.market().tax().shown_rate().map(|rate| formats::decimal_text(self.locale, rate))
    }

    /// Returns the interface text of this key in two parts, before and after its variable `name`; `None` for an empty
    /// part. Callers put the value between them in markup that isolates its direction.
    pub(crate) fn text_around(self, key: &str, name: &str) -> [Option<String>; 2] {
        let text = self.text_with(key, name, PLACE);
        // A shop's own text may leave the variable out, or have it twice.
        let (before, after) = match text.split_once(PLACE) {
            Some((before, after)) => (before.to_owned(), after.replace(PLACE, "")),
            None => (format!("{text} "), String::new()),
        };
        [before, after].map(|part| Some(part).filter(|part| !part.is_empty()))
    }

    /// Returns the interface text of this key in the plural form of `count`. The text chooses its form by `$count` and
    /// writes `$shown`.
    pub(crate) fn plural(self, key: &str, count: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("count", FluentValue::from(count));
        args.set("shown", self.number(count));
        texts::text(self.locale, key, Some(&args))
    }

    /// Writes a whole number, grouped.
    pub(crate) fn number(self, number: usize) -> String {
        formats::formatter(self.locale).decimal(number as i64, 0)
    }

    /// Writes `thousandths` of a unit as a decimal without trailing zeros.
    pub(crate) fn thousandths(self, thousandths: u32) -> String {
        formats::formatter(self.locale).decimal(i64::from(thousandths), 3)
    }

    /// Writes a number with its unit, which may be empty. A line never breaks between them.
    pub(crate) fn measure(self, number: FactNumber, unit: &str) -> String {
        let number = formats::formatter(self.locale).decimal(number.thousandths(), 3);
        if unit.is_empty() {
            number
        } else if unit == "%" {
            self.text_with("percent", "number", number)
        } else if is_attached(unit) {
            format!("{number}{unit}")
        } else {
            format!("{number}\u{a0}{unit}")
        }
    }

    /// Writes `tenths` of a unit as a decimal without trailing zeros.
    pub(crate) fn tenths(self, tenths: u32) -> String {
        formats::formatter(self.locale).decimal(i64::from(tenths), 1)
    }

    /// Writes a length as inches with up to one decimal.
    pub(crate) fn inches(self, millimetres: u32) -> String {
        formats::formatter(self.locale).decimal(rounded(i64::from(millimetres) * 100, 254), 1)
    }

    /// Writes a weight as pounds with up to two decimals.
    pub(crate) fn pounds(self, grams: u32) -> String {
        formats::formatter(self.locale).decimal(rounded(i64::from(grams) * 10_000_000, 45_359_237), 2)
    }

    /// Writes a weight as ounces with up to one decimal.
    pub(crate) fn ounces(self, grams: u32) -> String {
        formats::formatter(self.locale).decimal(rounded(i64::from(grams) * 16_000_000, 45_359_237), 1)
    }

    /// Writes an amount with its currency, and with decimals unless it is whole.
    pub(crate) fn money(self, money: Money) -> String {
        formats::money(self.locale, money)
    }

    /// Returns a currency's symbol or short name.
    pub(crate) fn currency(self, currency: Currency) -> &'static str {
        formats::formatter(self.locale).currency(currency)
    }

    /// Writes the date of a moment, with its year, in the market's time zone.
    pub(crate) fn date(self, at: Timestamp) -> String {
        formats::formatter(self.locale).long_date(formats::market_date(self.locale.market(), at))
    }

    /// Writes the date and the time of a moment in the market's time zone.
    pub(crate) fn date_and_time(self, at: Timestamp) -> String {
        let time = market_time(self.locale.market(), at);
        format!("{}, {:02}:{:02}", formats::formatter(self.locale).long_date(time.date()), time.hour(), time.minute())
    }

    /// Writes a date of the near future, with its weekday and without its year.
    pub(crate) fn coming_day(self, date: jiff::civil::Date) -> String {
        formats::formatter(self.locale).coming_day(date)
    }
}

pub(crate) use formats::{market_date, market_time};

/// Returns true for a unit that follows its number without a space: a sign such as %, or a word of a script without spaces.
fn is_attached(unit: &str) -> bool {
    let is_east_asian =
        |first: char| matches!(first, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    matches!(unit, "°" | "′" | "″") || unit.chars().next().is_some_and(is_east_asian)
}

/// Returns a quotient of two numbers that are not negative, rounded half up.
const fn rounded(number: i64, by: i64) -> i64 {
    (2 * number + by) / (2 * by)
}

/// Returns a merchant's text, or `None` if it is empty or white space, so that its element is left out, too.
pub(crate) fn non_blank(text: impl Into<String>) -> Option<String> {
    Some(text.into()).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_white_space_is_left_out() {
        assert_eq!(["", " ", "\u{a0}\n", " a "].map(non_blank), [None, None, None, Some(" a ".to_owned())]);
    }
}
