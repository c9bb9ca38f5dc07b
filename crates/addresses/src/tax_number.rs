mod eu_vat;
mod gstin;

use std::fmt;

use serde::{Deserialize, Serialize};
use types::Country;

use crate::{Region, digits::fold_digits, typed::without_marks};

/// The fewest and the most characters of a tax number whose form is unknown.
const SHORTEST: usize = 4;
const LONGEST: usize = 20;

/// A kind of tax numbers of companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxNumberKind {
    /// India's Goods and Services Tax Identification Number.
    Gstin,
    /// The Tax Registration Number of the United Arab Emirates.
    Trn,
    /// A value-added tax number of the European Union.
    EuVat,
    /// A number of any other country.
    Other,
}

/// A tax number without separators, in upper case; that of a member of the European Union with its country before it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TaxNumber {
    kind: TaxNumberKind,
    number: String,
}

/// The reason why a text is no tax number of a company there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxNumberProblem {
    /// It is empty.
    Missing,
    /// It does not have the form of the country's numbers.
    Malformed {
        /// A number of that form, or an empty text.
        example: &'static str,
    },
    /// Its check character does not fit the others: one of them is mistyped.
    CheckCharacter,
    /// It belongs to another state than the billing address.
    OtherRegion {
        /// The number's state.
        region: &'static Region,
    },
}

impl TaxNumberKind {
    /// Returns the kind of a country's numbers.
    pub fn of(country: Country) -> Self {
        match country.code() {
            "IN" => Self::Gstin,
            "AE" => Self::Trn,
            code if eu_vat::prefix(code).is_some() => Self::EuVat,
            _ => Self::Other,
        }
    }

    /// Returns the kind's part of the key of its texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gstin => "gstin",
            Self::Trn => "trn",
            Self::EuVat => "eu-vat",
            Self::Other => "other",
        }
    }
}

impl TaxNumber {
    /// Returns a text as the tax number of a company in a country, by its form and its check character. `region` is
    /// that of the billing address, to which India's numbers must belong; without it, any state is accepted.
    pub fn check(text: &str, country: Country, region: Option<&Region>) -> Result<Self, TaxNumberProblem> {
        let number = compact(text);
        if number.is_empty() {
            return Err(TaxNumberProblem::Missing);
        }
        let kind = TaxNumberKind::of(country);
        match kind {
            TaxNumberKind::Gstin => gstin::check(&number, region)?,
            TaxNumberKind::Trn => check_trn(&number)?,
            TaxNumberKind::EuVat => return Ok(Self { kind, number: eu_vat::normalize(&number, country)? }),
            TaxNumberKind::Other => check_other(&number)?,
        }
        Ok(Self { kind, number })
    }

    /// Returns the kind.
    pub const fn kind(&self) -> TaxNumberKind {
        self.kind
    }

    /// Returns the number.
    pub fn as_str(&self) -> &str {
        &self.number
    }

    /// Returns the region that the number belongs to, if it says so.
    pub fn region(&self) -> Option<&'static Region> {
        (self.kind == TaxNumberKind::Gstin).then(|| gstin::region(&self.number)).flatten()
    }
}

/// Returns a text in upper case without what separates groups.
fn compact(text: &str) -> String {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '/' | '‐' | '‑' | '–' | '—');
    fold_digits(&without_marks(text)).chars().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase).collect()
}

/// Checks for fifteen digits that begin with 100 (Federal Tax Authority).
fn check_trn(number: &str) -> Result<(), TaxNumberProblem> {
    let is_good = number.len() == 15 && number.starts_with("100") && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_good { Ok(()) } else { Err(TaxNumberProblem::Malformed { example: "100123456700003" }) }
}

fn check_other(number: &str) -> Result<(), TaxNumberProblem> {
    let is_good = (SHORTEST..=LONGEST).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && number.bytes().any(|byte| byte.is_ascii_digit());
    if is_good { Ok(()) } else { Err(TaxNumberProblem::Malformed { example: "" }) }
}

impl fmt::Display for TaxNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.number)
    }
}

#[cfg(test)]
mod tests;
