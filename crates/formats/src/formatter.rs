use std::{
    collections::HashMap,
    str::FromStr as _,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use icu_datetime::{DateTimeFormatter, fieldsets, input::Date};
use icu_decimal::{DecimalFormatter, input::Decimal};
use icu_list::{ListFormatter, options::ListFormatterOptions};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
// Its feature `sync` lets threads share formatters.
use icu_provider as _;
use jiff::civil;

use crate::currencies::CurrencyFormats;

/// A text that is not a BCP 47 tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a BCP 47 tag of a locale, such as de-CH")]
pub struct InvalidTag(String);

/// The formatters of a locale.
pub struct Formatter {
    decimal: DecimalFormatter,
    long_date: DateTimeFormatter<fieldsets::YMD>,
    coming_day: DateTimeFormatter<fieldsets::MDE>,
    plurals: PluralRules,
    list: ListFormatter,
    currencies: CurrencyFormats,
    minus: String,
}

static FORMATTERS: LazyLock<RwLock<HashMap<String, Arc<Formatter>>>> = LazyLock::new(RwLock::default);

impl Formatter {
    /// Returns the formatter of a BCP 47 tag. It is made on first use, because that parses data, and kept for the life of
    /// the process: tags come from the shop's settings, so they are few.
    pub fn of(tag: &str) -> Result<Arc<Self>, InvalidTag> {
        if let Some(known) = FORMATTERS.read().unwrap_or_else(PoisonError::into_inner).get(tag) {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(Self::new(tag)?);
        let mut formatters = FORMATTERS.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(formatters.entry(tag.to_owned()).or_insert(made)))
    }

    fn new(tag: &str) -> Result<Self, InvalidTag> {
        let locale: Locale = tag.parse().map_err(|_| InvalidTag(tag.to_owned()))?;
        let known = "CLDR's data for every locale is compiled in";
        let decimal = DecimalFormatter::try_new((&locale).into(), Default::default()).expect(known);
        let write = |number: i64| decimal.format(&Decimal::from(number)).to_string();
        let has_latin_digits = write(1) == "1";
        Ok(Self {
            long_date: DateTimeFormatter::try_new((&locale).into(), fieldsets::YMD::long()).expect(known),
            coming_day: DateTimeFormatter::try_new((&locale).into(), fieldsets::MDE::medium()).expect(known),
            plurals: PluralRules::try_new_cardinal((&locale).into()).expect(known),
            list: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).expect(known),
            currencies: CurrencyFormats::of(&locale, has_latin_digits),
            minus: write(-1).replace(&write(1), ""),
            decimal,
        })
    }

    /// Writes `number` with its last `decimals` digits after the decimal separator, without trailing zeros, and grouped.
    pub fn decimal(&self, number: i64, decimals: i16) -> String {
        let mut decimal = Decimal::from(number);
        decimal.multiply_pow10(-decimals);
        decimal.absolute.trim_end();
        self.write(&decimal)
    }

    /// Writes a number that is given in ASCII digits with a point, such as the `5.5` of a tax rate. `None` if it is not.
    pub fn number(&self, digits: &str) -> Option<String> {
        Decimal::from_str(digits).ok().map(|number| self.write(&number))
    }

    /// Writes a date with its year.
    pub fn long_date(&self, date: civil::Date) -> String {
        self.long_date.format(&iso(date)).to_string()
    }

    /// Writes a date of the near future, with its weekday and without its year.
    pub fn coming_day(&self, date: civil::Date) -> String {
        self.coming_day.format(&iso(date)).to_string()
    }

    /// Returns the plural form of a count, by its name in CLDR: `zero`, `one`, `two`, `few`, `many` or `other`.
    pub fn plural(&self, count: usize) -> &'static str {
        match self.plurals.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }

    /// Joins parts of a sentence: `A, B, and C`.
    pub fn list(&self, parts: &[String]) -> String {
        self.list.format(parts.iter()).to_string()
    }

    pub(crate) fn write(&self, number: &Decimal) -> String {
        self.decimal.format(number).to_string()
    }

    pub(crate) const fn currencies(&self) -> &CurrencyFormats {
        &self.currencies
    }

    pub(crate) fn minus(&self) -> &str {
        &self.minus
    }
}

fn iso(date: civil::Date) -> Date<icu_calendar::Iso> {
    let year = i32::from(date.year());
    Date::try_new_iso(year, date.month().unsigned_abs(), date.day().unsigned_abs())
        .expect("both calendars are the Gregorian one")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> Arc<Formatter> {
        Formatter::of(tag).unwrap()
    }

    #[test]
    fn dates_are_written_as_the_locale_does() {
        let date = civil::date(2026, 11, 26);
        let cases = [
            ("en-AE", "November 26, 2026", "Thu, 26 Nov"),
            ("ar-AE", "26 نوفمبر 2026", "الخميس، 26 نوفمبر"),
            ("en-IN", "26 November 2026", "Thu, 26 Nov"),
            ("hi-IN", "26 नवंबर, 2026", "गुरु, 26 नव॰"),
            ("en-US", "November 26, 2026", "Thu, Nov 26"),
            ("de-DE", "26. November 2026", "Do., 26. Nov."),
            ("ja-JP", "2026年11月26日", "11月26日(木)"),
            ("th-TH-u-ca-gregory", "26 พฤศจิกายน ค.ศ. 2026", "พฤหัส 26 พ.ย."),
        ];
        for (tag, long, coming) in cases {
            assert_eq!((of(tag).long_date(date).as_str(), of(tag).coming_day(date).as_str()), (long, coming));
        }
    }

    #[test]
    fn numbers_keep_only_the_decimals_they_need() {
        assert_eq!(of("en-AE").decimal(1450, 3), "1.45");
        assert_eq!(of("en-AE").decimal(2000, 3), "2");
        assert_eq!(of("hi-IN").decimal(1_234_567, 0), "12,34,567");
    }

    #[test]
    fn extensions_choose_the_digits() {
        assert_eq!(of("ar-SA").decimal(1234, 0), "١٬٢٣٤");
        assert_eq!(of("ar-SA-u-nu-latn").decimal(1234, 0), "1,234");
        assert_eq!(of("hi-IN-u-nu-deva").decimal(1234, 0), "१,२३४");
    }

    #[test]
    fn rates_are_written_with_the_locales_separator() {
        let cases =
            [("en", "5.5", Some("5.5")), ("de", "5.5", Some("5,5")), ("de", "19", Some("19")), ("de", "x", None)];
        for (tag, rate, expected) in cases {
            assert_eq!(of(tag).number(rate).as_deref(), expected);
        }
    }

    #[test]
    fn plurals_and_lists_follow_the_language() {
        assert_eq!(
            [0, 1, 2, 3, 11, 100].map(|count| of("ar").plural(count)),
            ["zero", "one", "two", "few", "many", "other"]
        );
        let parts = ["A", "B", "C"].map(str::to_owned);
        let cases = [("en-US", "A, B, and C"), ("en-GB", "A, B and C"), ("de", "A, B und C"), ("ja", "A、B、C")];
        for (tag, expected) in cases {
            assert_eq!(of(tag).list(&parts), expected);
        }
    }

    #[test]
    fn texts_that_are_not_tags_are_refused() {
        let error = Formatter::of("de_DE!").err().unwrap();
        assert_eq!(error.to_string(), "\"de_DE!\" is not a BCP 47 tag of a locale, such as de-CH");
        assert!(Formatter::of("xx-ZZ").is_ok());
    }
}
