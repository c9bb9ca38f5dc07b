use std::{fmt, str::FromStr};

/// The secret by which a buyer without an account opens an order: 128 random bits, 32 hexadecimal digits in the URL. Only its
/// hash is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OrderToken(pub u128);

/// A text that is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an order's link ends with 32 hexadecimal digits")]
pub struct OrderTokenError;

impl OrderToken {
    /// Returns the hash that is stored.
    pub fn hash(self) -> String {
        blake3::hash(&self.0.to_be_bytes()).to_hex().to_string()
    }
}

impl fmt::Display for OrderToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Logs have no tokens.
impl fmt::Debug for OrderToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrderToken(…)")
    }
}

impl FromStr for OrderToken {
    type Err = OrderTokenError;

    fn from_str(text: &str) -> Result<Self, OrderTokenError> {
        let is_plain = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let token = is_plain.then(|| u128::from_str_radix(text, 16).ok()).flatten();
        token.map(Self).ok_or(OrderTokenError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_has_one_spelling_and_is_not_logged() {
        let token = OrderToken(0xabc);
        assert_eq!(token.to_string().parse(), Ok(token));
        for wrong in ["abc", &token.to_string().to_uppercase(), "+0000000000000000000000000000abc"] {
            assert_eq!(wrong.parse::<OrderToken>(), Err(OrderTokenError), "{wrong}");
        }
        assert!(!format!("{token:?}").contains("abc"));
    }
}
