use std::{fmt, str::FromStr};

/// The characters of codes: those that nobody takes for others, by Crockford's base 32.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The characters of a code, five bits each.
const LENGTH: usize = 16;

/// The characters of a group, between dashes.
const GROUP: usize = 4;

/// The code of a gift card: 80 random bits. Whoever has it has the money, so it is shown when the card is issued, and never
/// stored.
#[derive(Clone, PartialEq, Eq)]
pub struct GiftCardCode([u8; LENGTH]);

/// A text that is no code of a gift card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a gift card's code has 16 letters and digits")]
pub struct GiftCardCodeError;

impl GiftCardCode {
    /// Returns the code made of the lowest 80 of 128 random bits.
    pub fn from_random(random: u128) -> Self {
        let character = |place: usize| ALPHABET[usize::from(((random >> (5 * place)) & 31) as u8)];
        Self(std::array::from_fn(character))
    }

    /// Returns the form in which the code is stored.
    pub fn hash(&self) -> String {
        blake3::hash(&self.0).to_hex().to_string()
    }

    /// Returns the last four characters, by which people tell cards apart.
    pub fn last_four(&self) -> String {
        self.0[LENGTH - GROUP..].iter().map(|byte| char::from(*byte)).collect()
    }
}

impl FromStr for GiftCardCode {
    type Err = GiftCardCodeError;

    /// Parses a code as people type it: in any case, with spaces and dashes anywhere, with letters in place of the digits that
    /// they look like, and with digits of other scripts.
    fn from_str(text: &str) -> Result<Self, GiftCardCodeError> {
        let characters: Option<Vec<u8>> = text.chars().filter(|c| !is_between(*c)).map(folded).collect();
        characters.and_then(|characters| characters.try_into().ok()).map(Self).ok_or(GiftCardCodeError)
    }
}

impl fmt::Display for GiftCardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(*byte))?;
        }
        Ok(())
    }
}

impl fmt::Debug for GiftCardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GiftCardCode(…{})", self.last_four())
    }
}

/// Returns true for spaces, dashes, dots and invisible marks of direction.
fn is_between(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '_' | '.' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

/// Returns the character of [`ALPHABET`] that a typed one stands for.
fn folded(c: char) -> Option<u8> {
    let plain = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        '\u{660}'..='\u{669}' => digit(c, '\u{660}')?,
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}')?,
        '\u{966}'..='\u{96f}' => digit(c, '\u{966}')?,
        other => other,
    };
    let upper = u8::try_from(plain.to_ascii_uppercase()).ok()?;
    let meant = match upper {
        b'O' => b'0',
        b'I' | b'L' => b'1',
        b'U' => b'V',
        other => other,
    };
    ALPHABET.contains(&meant).then_some(meant)
}

fn digit(c: char, zero: char) -> Option<char> {
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let code = GiftCardCode::from_random(0x0123_4567_89ab_cdef_1020_3040_5060_7080);
        let text = code.to_string();
        let meant = "K1V0-AB0C-1D2E-3F45";

        let typed = [
            meant,
            " k1v0ab0c1d2e3f45 ",
            "KIUO AB0C LD2E 3F45",
            "kluo–abOc−id2e—3f45",
            "K1V0.AB0C_1D2E\u{200e}3F45\n",
            "Ｋ１Ｖ０ＡＢ０Ｃ１Ｄ２Ｅ３Ｆ４５",
            "K١V٠AB۰C१D२E३F४५",
        ];

        assert_eq!(text.parse(), Ok(code.clone()), "{text}");
        assert_eq!((text.len(), text.split('-').count()), (19, 4), "{text}");
        for typed in typed {
            assert_eq!(typed.parse::<GiftCardCode>().map(|code| code.to_string()).as_deref(), Ok(meant), "{typed}");
        }
        for wrong in ["", "K1V0-AB0C-1D2E-3F4", "K1V0-AB0C-1D2E-3F455", "K1V0-AB0C-1D2E-3F4!", "K1V0-AB0C-1D2E-3F4é"] {
            assert_eq!(wrong.parse::<GiftCardCode>(), Err(GiftCardCodeError), "{wrong}");
        }
    }

    #[test]
    fn each_of_80_bits_changes_the_code_and_logs_show_its_end_only() {
        let codes: std::collections::BTreeSet<String> =
            (0..80).map(|bit| GiftCardCode::from_random(1 << bit).to_string()).collect();

        assert_eq!(codes.len(), 80);
        let code: GiftCardCode = "K1V0-AB0C-1D2E-3F45".parse().unwrap();
        assert_eq!((code.last_four(), format!("{code:?}")), ("3F45".to_owned(), "GiftCardCode(…3F45)".to_owned()));
        assert!(code.hash().len() == 64 && code.hash() != GiftCardCode::from_random(0).hash());
    }
}
