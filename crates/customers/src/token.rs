use std::{fmt, str::FromStr};

/// The token of a visitor: 128 random bits. Its text is 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VisitorToken(pub u128);

impl VisitorToken {
    /// Returns the form that is stored: the BLAKE3 hash of the text, in hexadecimal digits.
    pub fn hash(self) -> String {
        blake3::hash(format!("{:032x}", self.0).as_bytes()).to_hex().to_string()
    }

    /// Returns the text, as the cookie has it.
    pub fn expose(self) -> String {
        format!("{:032x}", self.0)
    }
}

impl FromStr for VisitorToken {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_token = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_token {
            return Err(());
        }
        u128::from_str_radix(text, 16).map(Self).map_err(|_| ())
    }
}

impl fmt::Debug for VisitorToken {
    /// Hides the token, so that no log has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VisitorToken(hidden)")
    }
}
