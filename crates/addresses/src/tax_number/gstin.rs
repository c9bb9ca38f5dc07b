//! India's Goods and Services Tax Identification Number: the state, the PAN of the company, a count, `Z`, and a check
//! character (Form GST REG-06; Luhn's algorithm in base 36).

use types::Country;

use super::TaxNumberProblem;
use crate::{Region, format_of};

const EXAMPLE: &str = "27AAPFU0939F1ZV";

/// The codes of the regions by the numbers of states, from 01 on. Daman and Diu (25) is a part of Dadra and Nagar Haveli
/// and Daman and Diu (26) since 2020, and 28 is Andhra Pradesh before 2014.
const STATES: [&str; 38] = [
    "JK", "HP", "PB", "CH", "UK", "HR", "DL", "RJ", "UP", "BR", "SK", "AR", "NL", "MN", "MZ", "TR", "ML", "AS", "WB",
    "JH", "OD", "CG", "MP", "GJ", "DH", "DH", "MH", "AP", "KA", "GA", "LD", "KL", "TN", "PY", "AN", "TS", "AP", "LA",
];

/// The numbers of other territories and of the centre's jurisdiction, which belong to no state.
const WITHOUT_STATE: [&str; 2] = ["97", "99"];

/// Checks a number without separators, and that it belongs to the region of the billing address.
pub(super) fn check(number: &str, billing: Option<&Region>) -> Result<(), TaxNumberProblem> {
    if !has_form(number) {
        return Err(TaxNumberProblem::Malformed { example: EXAMPLE });
    }
    if check_character(&number[..14]) != number.chars().last() {
        return Err(TaxNumberProblem::CheckCharacter);
    }
    match (region(number), billing) {
        (None, _) if !WITHOUT_STATE.contains(&&number[..2]) => Err(TaxNumberProblem::Malformed { example: EXAMPLE }),
        (Some(region), Some(billing)) if region != billing => Err(TaxNumberProblem::OtherRegion { region }),
        _ => Ok(()),
    }
}

/// Returns the state of a number.
pub(super) fn region(number: &str) -> Option<&'static Region> {
    let place: usize = number.get(..2)?.parse().ok()?;
    let code = STATES.get(place.checked_sub(1)?)?;
    format_of(Country::from_code("IN")?).region(code)
}

fn has_form(number: &str) -> bool {
    // `D` stands for a digit, `L` for a letter, `A` for either.
    const FORM: &[u8; 15] = b"DDLLLLLDDDDLAZA";
    let fits = |(byte, form): (u8, &u8)| match form {
        b'D' => byte.is_ascii_digit(),
        b'L' => byte.is_ascii_uppercase(),
        b'A' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
        fixed => byte == *fixed,
    };
    number.len() == FORM.len() && number.bytes().zip(FORM).all(fits) && number.as_bytes()[12] != b'0'
}

/// Returns the check character of the first fourteen characters, which are digits and capital letters.
fn check_character(characters: &str) -> Option<char> {
    let values = characters.chars().rev().map(|c| c.to_digit(36));
    let sum = values.zip([2, 1].into_iter().cycle()).map(|(value, factor)| {
        let product = value? * factor;
        Some(product / 36 + product % 36)
    });
    let sum: u32 = sum.sum::<Option<u32>>()?;
    char::from_digit((36 - sum % 36) % 36, 36).map(|c| c.to_ascii_uppercase())
}
