use icu_decimal::input::Decimal;
use types::{Currency, Decimals, Money};

use crate::{
    Formatter,
    currencies::{CurrencyFormats, shown_decimals},
};

impl Formatter {
    /// Writes an amount with its currency. It has the decimals that CLDR shows, but more rather than a rounded amount.
    pub fn money(&self, money: Money, decimals: Decimals) -> String {
        let amount = self.amount(money, decimals);
        let symbol = self.currencies().symbol(money.currency);
        let written = fill(self.pattern(money.minor < 0), symbol, &amount);
        match (money.minor < 0, self.currencies().negative) {
            (true, None) => format!("{}{written}", self.minus()),
            (true, Some(_)) => written.replace('-', self.minus()),
            _ => written,
        }
    }

    /// Returns the symbol of a currency, such as `US$`, or its code if the locale has none.
    pub fn currency(&self, currency: Currency) -> &'static str {
        self.currencies().symbol(currency)
    }

    fn pattern(&self, is_negative: bool) -> &'static str {
        let CurrencyFormats { pattern, negative, .. } = self.currencies();
        negative.filter(|_| is_negative).unwrap_or(pattern)
    }

    fn amount(&self, money: Money, decimals: Decimals) -> String {
        let exponent = i16::from(money.currency.decimals());
        let shown = i16::from(shown_decimals(money.currency));
        let mut number = Decimal::from(money.minor.unsigned_abs());
        number.multiply_pow10(-exponent);
        number.absolute.trim_end();
        let needed = -*number.absolute.magnitude_range().start();
        if needed > 0 || decimals == Decimals::Always {
            number.absolute.pad_end(-(if needed > shown { exponent } else { shown }));
        }
        let pairs = &self.currencies().separators;
        let own = |char| pairs.iter().find(|(from, _)| *from == char).map_or(char, |(_, to)| *to);
        self.write(&number).chars().map(own).collect()
    }
}

/// Puts symbol and number into a pattern. A no-break space comes between a letter and a digit.
fn fill(pattern: &str, symbol: &str, amount: &str) -> String {
    let is_letter = |char: Option<char>| char.is_some_and(|char| char.is_alphabetic() || char == '.');
    let mut written = pattern.to_owned();
    if is_letter(symbol.chars().last()) {
        written = written.replace("¤n", "¤\u{a0}n");
    }
    if is_letter(symbol.chars().next()) {
        written = written.replace("n¤", "n\u{a0}¤");
    }
    written.replace('n', amount).replace('¤', symbol)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(tag: &str, minor: i64, code: &str, decimals: Decimals) -> String {
        let money = Money::new(minor, Currency::from_code(code).unwrap());
        Formatter::of(tag).unwrap().money(money, decimals).replace('\u{a0}', "_").replace('\u{202f}', "~")
    }

    /// Currencies of every number of decimals, with an amount in minor units.
    const AMOUNTS: [(&str, i64); 10] = [
        ("JPY", 1_234_567),
        ("KWD", 1_234_567),
        ("BHD", 500),
        ("HUF", 123_400),
        ("CHF", 123_456),
        ("EUR", 2_900),
        ("USD", 123_456_789),
        ("INR", 123_456_700),
        ("AED", 19_050),
        ("SAR", 100),
    ];

    #[test]
    fn money_is_written_as_cldr_does() {
        let cases = include_str!("money/cases.txt").lines().map(|line| line.split_once('\t').unwrap());
        for (tag, expected) in cases {
            let all = AMOUNTS.map(|(code, minor)| written(tag, minor, code, Decimals::Always));
            assert_eq!(all.join("\t"), expected, "{tag}");
        }
    }

    #[test]
    fn whole_amounts_may_be_short() {
        let cases = [
            ("en-AE", 123_456_700, "AED", "AED_1,234,567"),
            ("en-AE", 19_050, "AED", "AED_190.50"),
            ("ar-AE", 19_000, "AED", "190_د.إ."),
            ("en-IN", 123_456_700, "INR", "₹12,34,567"),
            ("hi-IN", 389_900, "INR", "₹3,899"),
            ("en-US", 5_405, "USD", "$54.05"),
            ("de-DE", 2_900, "EUR", "29_€"),
            ("ja-JP", 2_900, "JPY", "￥2,900"),
            ("en-KW", 1_500, "KWD", "KWD_1.500"),
        ];
        for (tag, minor, code, expected) in cases {
            assert_eq!(written(tag, minor, code, Decimals::UnlessWhole), expected, "{tag}");
        }
    }

    #[test]
    fn minor_units_that_cldr_does_not_show_are_never_rounded_away() {
        assert_eq!(written("hu-HU", 123_400, "HUF", Decimals::Always), "1234_Ft");
        assert_eq!(written("hu-HU", 123_450, "HUF", Decimals::Always), "1234,50_Ft");
        assert_eq!(written("en", 1_005, "IQD", Decimals::Always), "IQD_1.005");
    }

    #[test]
    fn negative_amounts_have_the_locales_sign() {
        let cases = [("en-US", "-$5.00"), ("de-DE", "-5,00_$"), ("de-CH", "$-5.00"), ("sv-SE", "−5,00_US$")];
        for (tag, expected) in cases {
            assert_eq!(written(tag, -500, "USD", Decimals::Always), expected, "{tag}");
        }
    }

    #[test]
    fn symbols_are_those_of_the_locale() {
        let canadian = Currency::from_code("CAD").unwrap();
        for (tag, symbol) in [("en-US", "CA$"), ("en-CA", "$"), ("fr-CA", "$"), ("zh-TW", "CA$")] {
            assert_eq!(Formatter::of(tag).unwrap().currency(canadian), symbol, "{tag}");
        }
    }
}
