use formats::Formatter;
use types::{Currency, Decimals, Money};

use crate::islands::MoneyPattern;

/// Tags with the currencies of their markets: several scripts, digits, groups and places of the sign.
const CASES: [(&str, &str); 14] = [
    ("en-AE", "AED"),
    ("ar-AE", "AED"),
    ("ar-EG", "EGP"),
    ("en-IN", "INR"),
    ("hi-IN", "INR"),
    ("en-US", "USD"),
    ("de-DE", "EUR"),
    ("de-CH", "CHF"),
    ("fr-FR", "EUR"),
    ("es-ES", "EUR"),
    ("ja-JP", "JPY"),
    ("ar-KW", "KWD"),
    ("sv-SE", "SEK"),
    ("fa-IR", "USD"),
];

#[test]
fn amounts_that_a_script_writes_are_those_of_the_server() {
    for (tag, code) in CASES {
        for decimals in [Decimals::Always, Decimals::UnlessWhole] {
            let formatter = Formatter::of(tag).unwrap();
            let currency = Currency::from_code(code).unwrap();
            let write = |minor| formatter.money(Money { minor, currency }, decimals);
            let pattern =
                MoneyPattern::read(currency.decimals().into(), write).unwrap_or_else(|| panic!("{tag} {code}"));
            let pattern = MoneyPattern::of_attribute(&pattern.to_attribute()).unwrap();

            for minor in (0..2_000_000_000).step_by(7_654_321).chain(-3_000..3_000) {
                assert_eq!(pattern.write(minor), write(minor), "{tag} {code} {minor}");
            }
        }
    }
}
