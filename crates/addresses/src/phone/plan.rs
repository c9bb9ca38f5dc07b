//! The numbering plans of countries.

use regex_lite::{Captures, Regex};
use types::Country;

/// A line per country, with fields separated by tabs, as `xtask/src/generate/phones.py` describes them.
const TABLE: &str = include_str!("../../data/phones.txt");

/// The digits of the longest calling code.
const LONGEST_CODE: usize = 3;

/// The numbering plan of a country.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberPlan {
    calling_code: &'static str,
    international_prefix: &'static str,
    trunk_prefix: &'static str,
    replacement: &'static str,
    lengths: &'static str,
    pattern: &'static str,
    groups: &'static str,
}

/// The relation of a national number to its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Good,
    TooShort,
    TooLong,
    Malformed,
}

/// A way to group the digits of a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grouping {
    /// The pattern that the number begins with.
    pub(super) beginning: &'static str,
    /// The pattern of its groups.
    pub(super) groups: &'static str,
    /// Their form.
    pub(super) form: &'static str,
}

impl NumberPlan {
    /// Returns the plan of a country, if it has numbers of its own.
    pub(super) fn of(country: Country) -> Option<Self> {
        let of = |line: &'static str| {
            let (code, rest) = line.split_once('\t')?;
            (code.trim_end_matches('*') == country.code()).then(|| Self::from_table(rest))
        };
        TABLE.lines().find_map(of)
    }

    /// Returns the plan of a calling code. Of several countries with one code, one stands for all.
    pub(super) fn of_calling_code(code: &str) -> Option<Self> {
        let of = |line: &'static str| {
            let (_, rest) = line.split_once("*\t")?;
            rest.strip_prefix(code)?.starts_with('\t').then(|| Self::from_table(rest))
        };
        TABLE.lines().find_map(of)
    }

    fn from_table(row: &'static str) -> Self {
        let mut fields = row.splitn(7, '\t');
        let mut next = || fields.next().unwrap_or_default();
        let (calling_code, international_prefix, trunk_prefix, replacement, lengths) =
            (next(), next(), next(), next(), next());
        let (pattern, groups) = (next(), next());
        Self { calling_code, international_prefix, trunk_prefix, replacement, lengths, pattern, groups }
    }

    pub(super) const fn calling_code(&self) -> &'static str {
        self.calling_code
    }

    /// Returns the digits behind the prefix for calls abroad, if they begin with it.
    pub(super) fn without_international_prefix<'d>(&self, digits: &'d str) -> Option<&'d str> {
        let prefix = beginning(self.international_prefix)?.find(digits)?;
        // A calling code never begins with a zero.
        Some(&digits[prefix.end()..]).filter(|rest| !rest.is_empty() && !rest.starts_with('0'))
    }

    /// Returns the national number of digits without a prefix for calls abroad, with the plan that it belongs to. A calling
    /// code before it, but without `+`, is removed if the number is none of the country with it.
    pub(super) fn national(&self, digits: &str) -> Option<(Self, String)> {
        let rest = digits.strip_prefix(self.calling_code).map(|rest| self.without_trunk_prefix(rest));
        let has_code =
            rest.filter(|rest| (!self.matches(digits) && self.matches(rest)) || self.fit(digits) == Fit::TooLong);
        Some((*self, has_code.unwrap_or_else(|| digits.to_owned())))
    }

    /// Returns a national number without the prefix for calls within the country, by the algorithm of libphonenumber.
    pub(super) fn without_trunk_prefix(&self, number: &str) -> String {
        let stripped = self.strip_trunk_prefix(number);
        let is_shorter = |number: &String| matches!(self.fit_length(number), Fit::TooShort | Fit::Malformed);
        stripped.filter(|stripped| !is_shorter(stripped)).unwrap_or_else(|| number.to_owned())
    }

    fn strip_trunk_prefix(&self, number: &str) -> Option<String> {
        let prefix = beginning(self.trunk_prefix)?.captures(number)?;
        let rest = &number[prefix.get(0)?.end()..];
        let stripped = if replaces(&prefix) && !self.replacement.is_empty() {
            let mut replaced = String::new();
            prefix.expand(self.replacement, &mut replaced);
            replaced + rest
        } else {
            rest.to_owned()
        };
        (!self.matches(number) || self.matches(&stripped)).then_some(stripped)
    }

    /// Returns the relation of a national number to the plan.
    pub(super) fn fit(&self, number: &str) -> Fit {
        match self.fit_length(number) {
            Fit::Good if !self.matches(number) => Fit::Malformed,
            fit => fit,
        }
    }

    fn fit_length(&self, number: &str) -> Fit {
        let lengths: Vec<usize> = self.lengths.split(',').filter_map(|length| length.parse().ok()).collect();
        match number.len() {
            length if lengths.contains(&length) => Fit::Good,
            length if lengths.iter().all(|other| *other > length) => Fit::TooShort,
            length if lengths.iter().all(|other| *other < length) => Fit::TooLong,
            _ => Fit::Malformed,
        }
    }

    fn matches(&self, number: &str) -> bool {
        Regex::new(&format!("^(?:{})$", self.pattern)).is_ok_and(|pattern| pattern.is_match(number))
    }

    /// Returns the ways to group the digits, the first that fits first.
    pub(super) fn groupings(&self) -> impl Iterator<Item = Grouping> + use<> {
        let mut fields = self.groups.split('\t');
        let next = move || {
            let (beginning, groups, form) = (fields.next()?, fields.next()?, fields.next()?);
            Some(Grouping { beginning, groups, form })
        };
        std::iter::from_fn(next)
    }
}

/// Returns the last group's part in a match, as libphonenumber asks for it before it replaces a prefix.
fn replaces(prefix: &Captures<'_>) -> bool {
    prefix.len() > 1 && prefix.get(prefix.len() - 1).is_some_and(|group| !group.as_str().is_empty())
}

/// Returns a pattern that holds at the beginning of a number.
pub(super) fn beginning(pattern: &str) -> Option<Regex> {
    if pattern.is_empty() { None } else { Regex::new(&format!("^(?:{pattern})")).ok() }
}

/// Returns the plan of the calling code that digits begin with, and the rest.
pub(super) fn split_calling_code(digits: &str) -> Option<(NumberPlan, String)> {
    (1..=LONGEST_CODE).find_map(|length| {
        let (code, rest) = digits.split_at_checked(length)?;
        Some((NumberPlan::of_calling_code(code)?, rest.to_owned()))
    })
}

#[cfg(test)]
impl NumberPlan {
    /// Returns true if each pattern is a regular expression.
    pub(super) fn is_readable(&self) -> bool {
        let groupings: Vec<Grouping> = self.groupings().collect();
        let of_groupings = groupings.iter().flat_map(|grouping| [grouping.beginning, grouping.groups]);
        let patterns = [self.international_prefix, self.trunk_prefix, self.pattern].into_iter().chain(of_groupings);
        patterns.into_iter().all(|pattern| Regex::new(&format!("^(?:{pattern})$")).is_ok())
    }
}
