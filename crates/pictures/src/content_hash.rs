use serde::{Deserialize, Serialize};

/// The name of a source: the first 128 bits of the BLAKE3 hash of its bytes, as 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash(String);

/// A text that is no content hash.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is not the hash of a picture")]
pub struct InvalidContentHash(String);

impl TryFrom<String> for ContentHash {
    type Error = InvalidContentHash;

    fn try_from(text: String) -> Result<Self, InvalidContentHash> {
        Self::parse(&text).ok_or(InvalidContentHash(text))
    }
}

impl From<ContentHash> for String {
    fn from(hash: ContentHash) -> Self {
        hash.0
    }
}

impl ContentHash {
    /// Hashes these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex()[..32].to_owned())
    }

    /// Parses the hash that a URL names: 32 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (text.len() == 32 && digits).then(|| Self(text.to_owned()))
    }

    /// Returns the digits, as URLs and the database write them.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the file name, in documents, of a picture that was uploaded without one.
    pub fn file_name(&self) -> String {
        format!("uploads/{}", self.0)
    }
}
