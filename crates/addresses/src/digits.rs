use icu_properties::{CodePointMapData, props::GeneralCategory};

/// Returns a text with the decimal digits of all scripts (Unicode's category Nd) as ASCII: `٥٠` and `५०` become `50`.
pub fn fold_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// Returns the ASCII digit of a decimal digit of another script. Unicode's decimal digits stand in runs of ten that begin
/// with zero (The Unicode Standard, section 4.6).
fn digit(c: char) -> Option<char> {
    if c.is_ascii() || !is_decimal(c) {
        return None;
    }
    let run = (1..).map(|back| u32::from(c).checked_sub(back)).map_while(|code| code.and_then(char::from_u32));
    let before = run.take_while(|c| is_decimal(*c)).count();
    char::from_digit(before as u32 % 10, 10)
}

fn is_decimal(c: char) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(c) == GeneralCategory::DecimalNumber
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_become_ascii() {
        let cases = [
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("۰۱۲۳۴۵۶۷۸۹", "0123456789"),
            ("०१२३४५६७८९", "0123456789"),
            ("০৯ ๐๙ ᠐᠙", "09 09 09"),
            ("０９", "09"),
            ("𝟎𝟗𝟘𝟡𝟶𝟿", "090909"),
            ("a½² Ⅷ", "a½² Ⅷ"),
        ];
        for (text, folded) in cases {
            assert_eq!(fold_digits(text), folded);
        }
    }

    #[test]
    fn every_run_of_decimal_digits_begins_with_zero() {
        let decimals: Vec<char> = ('\u{80}'..=char::MAX).filter(|c| is_decimal(*c)).collect();

        let folded: String = decimals.iter().filter_map(|c| digit(*c)).collect();

        assert_eq!(folded, "0123456789".repeat(decimals.len() / 10));
    }
}
