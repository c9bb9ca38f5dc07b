//! Value-added tax numbers of the European Union (Council Directive 2006/112/EC, article 215, and the Commission's list of
//! their forms).

use regex_lite::Regex;
use types::Country;

use super::TaxNumberProblem;

/// The country, the prefix of its numbers, the pattern behind it, and an example.
const FORMS: [(&str, &str, &str, &str); 27] = [
    ("AT", "AT", r"U\d{8}", "ATU13585627"),
    ("BE", "BE", r"[01]\d{9}", "BE0428759497"),
    ("BG", "BG", r"\d{9,10}", "BG175074752"),
    ("CY", "CY", r"\d{8}[A-Z]", "CY10259033P"),
    ("CZ", "CZ", r"\d{8,10}", "CZ25123891"),
    ("DE", "DE", r"\d{9}", "DE136695976"),
    ("DK", "DK", r"\d{8}", "DK13585628"),
    ("EE", "EE", r"\d{9}", "EE100931558"),
    ("ES", "ES", r"[A-Z]\d{7}[A-Z\d]|\d{8}[A-Z]", "ESB58378431"),
    ("FI", "FI", r"\d{8}", "FI20774740"),
    ("FR", "FR", r"[A-HJ-NP-Z\d]{2}\d{9}", "FR40303265045"),
    ("GR", "EL", r"\d{9}", "EL094259216"),
    ("HR", "HR", r"\d{11}", "HR33392005961"),
    ("HU", "HU", r"\d{8}", "HU12892312"),
    ("IE", "IE", r"\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z]", "IE6433435F"),
    ("IT", "IT", r"\d{11}", "IT00743110157"),
    ("LT", "LT", r"\d{9}|\d{12}", "LT119511515"),
    ("LU", "LU", r"\d{8}", "LU15027442"),
    ("LV", "LV", r"\d{11}", "LV40003521600"),
    ("MT", "MT", r"\d{8}", "MT11679112"),
    ("NL", "NL", r"[A-Z\d+*]{9}B\d{2}", "NL004495445B01"),
    ("PL", "PL", r"\d{10}", "PL8567346215"),
    ("PT", "PT", r"\d{9}", "PT501964843"),
    ("RO", "RO", r"\d{2,10}|\d{13}", "RO18547290"),
    ("SE", "SE", r"\d{12}", "SE123456789701"),
    ("SI", "SI", r"\d{8}", "SI50223054"),
    ("SK", "SK", r"\d{10}", "SK2022749619"),
];

/// Returns the prefix of a country's numbers, if it is a member of the European Union.
pub(super) fn prefix(country: &str) -> Option<&'static str> {
    FORMS.iter().find(|(code, ..)| *code == country).map(|(_, prefix, ..)| *prefix)
}

/// Returns a number without separators with the prefix of its country, with or without which it may be written.
pub(super) fn normalize(number: &str, country: Country) -> Result<String, TaxNumberProblem> {
    let form = FORMS.iter().find(|(code, ..)| *code == country.code());
    let (code, prefix, pattern, example) = form.ok_or(TaxNumberProblem::Malformed { example: "" })?;
    let pattern = Regex::new(&format!("^(?:{pattern})$"));
    let is_number = |text: &str| pattern.as_ref().is_ok_and(|pattern| pattern.is_match(text));
    let without = [*prefix, *code].into_iter().filter_map(|prefix| number.strip_prefix(prefix));
    let found = without.chain([number]).find(|rest| is_number(rest));
    found.map(|rest| format!("{prefix}{rest}")).ok_or(TaxNumberProblem::Malformed { example })
}
