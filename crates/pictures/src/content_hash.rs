use serde::{Deserialize, Serialize};

/// A source's name: the first 128 bits of the BLAKE3 hash of its bytes, as 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ContentHash(String);

/// A text that is no name of a picture's bytes.
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
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex()[..32].to_owned())
    }

    /// The name a URL gives, if it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        (text.len() == 32 && digits).then(|| Self(text.to_owned()))
    }

    /// As URLs and the database write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What documents call the file of a picture that nobody gave a name.
    pub fn file_name(&self) -> String {
        format!("uploads/{}", self.0)
    }
}
