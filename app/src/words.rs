//! How a locale says things: interface texts, plurals, money, numbers, dates.

mod formats;
mod texts;

use fluent_bundle::{FluentArgs, FluentValue};
use types::{Currency, Language, Locale, Money, Timestamp};

/// The object replacement character: it stands for what is not text, so no interface text has one.
const PLACE: &str = "\u{fffc}";

/// A locale's way of saying things; cheap to copy into every part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) locale: Locale,
}

impl Words {
    pub(crate) const fn of(locale: Locale) -> Self {
        Self { locale }
    }

    pub(crate) const fn language(self) -> Language {
        self.locale.language()
    }

    /// The interface text of this key.
    pub(crate) fn text(self, key: &str) -> String {
        texts::text(self.language(), key, None)
    }

    /// The interface text of this key with a name or an amount in it.
    pub(crate) fn with(self, key: &str, name: &str, value: impl Into<String>) -> String {
        let mut args = FluentArgs::new();
        args.set(name, value.into());
        texts::text(self.language(), key, Some(&args))
    }

    /// The interface text of this key in two parts, before and after the place of `name`; `None` where nothing is. A value
    /// of another direction is isolated by markup between them.
    pub(crate) fn around(self, key: &str, name: &str) -> [Option<String>; 2] {
        let text = self.with(key, name, PLACE);
        let (before, after) = text.split_once(PLACE).unwrap_or((&text, ""));
        [before, after].map(|part| Some(part.to_owned()).filter(|part| !part.is_empty()))
    }

    /// The interface text of this key for a count, which the text names `count` to choose its form and `shown` to
    /// write it.
    pub(crate) fn counted(self, key: &str, count: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("count", FluentValue::from(count));
        args.set("shown", self.number(count));
        texts::text(self.language(), key, Some(&args))
    }

    /// A whole number, grouped.
    pub(crate) fn number(self, number: usize) -> String {
        formats::decimal(self.locale, number as i64, 0)
    }

    /// `thousandths` thousandths, without needless zeros: a length or a weight.
    pub(crate) fn thousandths(self, thousandths: u32) -> String {
        formats::decimal(self.locale, i64::from(thousandths), 3)
    }

    /// Tenths, without needless zeros.
    pub(crate) fn tenths(self, tenths: u32) -> String {
        formats::decimal(self.locale, i64::from(tenths), 1)
    }

    /// An amount with its currency; whole amounts without decimals.
    pub(crate) fn money(self, money: Money) -> String {
        formats::money(self.locale, money)
    }

    /// A currency's short name.
    pub(crate) const fn currency(self, currency: Currency) -> &'static str {
        formats::currency(self.locale, currency)
    }

    /// A day with its month and year, in the market's zone.
    pub(crate) fn date(self, at: Timestamp) -> String {
        formats::long_date(self.locale, formats::local_date(self.locale.market(), at))
    }

    /// A coming day, with its weekday and without its year.
    pub(crate) fn coming_day(self, date: jiff::civil::Date) -> String {
        formats::coming_day(self.locale, date)
    }
}

pub(crate) use formats::{local_date, zoned};

/// A merchant's text, unless it says nothing: an empty one has no place on a page, nor has what would stand around it.
pub(crate) fn present(text: impl Into<String>) -> Option<String> {
    Some(text.into()).filter(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_spaces_says_nothing() {
        assert_eq!(["", " ", "\u{a0}\n", " a "].map(present), [None, None, None, Some(" a ".to_owned())]);
    }
}
