mod display;
mod plan;

use std::fmt;

use serde::{Deserialize, Serialize};
use types::Country;

use crate::{digits::fold_digits, typed::without_marks};
use plan::{Fit, NumberPlan};

/// Digits of the shortest and of the longest number, calling code included (ITU-T E.164, section 6.2).
const SHORTEST: usize = 7;
const LONGEST: usize = 15;

/// A phone number in the form of ITU-T E.164: `+971501234567`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// The reason why a text is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    /// It has no digits.
    Missing,
    /// It has a character that no phone number has.
    Character(char),
    /// No country has this calling code.
    UnknownCallingCode,
    /// The country's numbers have more digits.
    TooShort,
    /// The country's numbers have fewer digits.
    TooLong,
    /// The country has no numbers that begin in this way.
    NotInPlan,
}

impl Phone {
    /// Returns a text as a phone number. A number without `+` or `00` is one of `default`, and is accepted with its trunk
    /// prefix and without it. Digits of all scripts, spaces, dashes, dots, slashes and parentheses are accepted.
    pub fn parse(text: &str, default: Country) -> Result<Self, PhoneProblem> {
        let typed = Typed::read(text)?;
        let own = NumberPlan::of(default);
        let (plan, national) = match typed.abroad(own.as_ref()) {
            Some(digits) => plan::split_calling_code(digits).ok_or(PhoneProblem::UnknownCallingCode)?,
            None => own.as_ref().and_then(|own| own.national(&typed.digits)).ok_or(PhoneProblem::UnknownCallingCode)?,
        };
        let number = plan.without_trunk_prefix(&national);
        let length = plan.calling_code().len() + number.len();
        // Countries that share a calling code can call each other without it.
        let shared = NumberPlan::of_calling_code(plan.calling_code()).unwrap_or(plan);
        match shared.fit(&number) {
            Fit::TooLong => Err(PhoneProblem::TooLong),
            _ if length > LONGEST => Err(PhoneProblem::TooLong),
            Fit::TooShort => Err(PhoneProblem::TooShort),
            _ if length < SHORTEST => Err(PhoneProblem::TooShort),
            Fit::Malformed => Err(PhoneProblem::NotInPlan),
            Fit::Good => Ok(Self(format!("+{}{number}", plan.calling_code()))),
        }
    }

    /// Returns the number in the form of E.164, as systems exchange it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns false if the number is certainly no mobile one. Only the plans of the United Arab Emirates and of India tell;
    /// that of North America does not.
    pub fn may_be_mobile(&self) -> bool {
        let national = |code| self.0.strip_prefix(code);
        match (national("+971"), national("+91")) {
            (Some(emirates), _) => emirates.len() == 9 && emirates.starts_with('5'),
            (_, Some(india)) => india.len() == 10 && india.starts_with(['6', '7', '8', '9']),
            _ => true,
        }
    }
}

/// The digits of a text, and how it says that they begin with a calling code.
struct Typed {
    has_plus: bool,
    digits: String,
}

impl Typed {
    fn read(text: &str) -> Result<Self, PhoneProblem> {
        let text = fold_digits(&without_marks(text));
        let text = text.trim();
        let has_plus = text.starts_with(['+', '＋']) || text.starts_with("(+");
        let mut digits = String::new();
        for (place, c) in text.chars().enumerate() {
            match c {
                '0'..='9' => digits.push(c),
                '+' | '＋' if place < 2 && digits.is_empty() => {}
                c if is_separator(c) => {}
                other => return Err(PhoneProblem::Character(other)),
            }
        }
        // The zero in `+971 (0)50` is for callers within the country.
        if has_plus && text.contains("(0)") {
            digits = without_zero_in_parentheses(text);
        }
        if digits.is_empty() { Err(PhoneProblem::Missing) } else { Ok(Self { has_plus, digits }) }
    }

    /// Returns the digits from the calling code on, if the text has one.
    fn abroad(&self, own: Option<&NumberPlan>) -> Option<&str> {
        if self.has_plus {
            return Some(&self.digits);
        }
        let by_plan = own.and_then(|own| own.without_international_prefix(&self.digits));
        by_plan.or_else(|| self.digits.strip_prefix("00"))
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '.' | '/' | '(' | ')' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '·' | 'ー' | '－' | '（' | '）'
        )
}

fn without_zero_in_parentheses(text: &str) -> String {
    text.replacen("(0)", "", 1).chars().filter(char::is_ascii_digit).collect()
}

impl TryFrom<String> for Phone {
    type Error = PhoneProblem;

    /// Reads a number as it was stored. Its country's plan may have changed since, so that only its form is checked.
    fn try_from(text: String) -> Result<Self, PhoneProblem> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        match digits.len() {
            _ if !digits.bytes().all(|byte| byte.is_ascii_digit()) => Err(PhoneProblem::Missing),
            0..SHORTEST => Err(PhoneProblem::TooShort),
            SHORTEST..=LONGEST => Ok(Self(text)),
            _ => Err(PhoneProblem::TooLong),
        }
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

impl fmt::Display for Phone {
    /// Writes the number with its digits in groups: `+971 50 123 4567`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&display::grouped(&self.0))
    }
}

impl fmt::Display for PhoneProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the phone number has no digits"),
            Self::Character(c) => write!(f, "no phone number has the character U+{:04X}", u32::from(*c)),
            Self::UnknownCallingCode => f.write_str("no country has the calling code of this phone number"),
            Self::TooShort => f.write_str("the phone number has too few digits for its country"),
            Self::TooLong => f.write_str("the phone number has too many digits for its country"),
            Self::NotInPlan => f.write_str("no phone number of the country begins in this way"),
        }
    }
}

impl std::error::Error for PhoneProblem {}

#[cfg(test)]
mod tests;
