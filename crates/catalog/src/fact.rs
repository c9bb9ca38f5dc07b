//! The kinds of attributes, and the numbers and yes-or-no facts of products.

use std::fmt;

use database::FromColumn;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Thousandths in a unit.
const THOUSAND: i64 = 1000;

/// The kind of an attribute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributeKind {
    /// Products have some of its values.
    #[default]
    Values,
    /// Products have a number, in its unit.
    Number,
    /// Products have it, or do not.
    Boolean,
}

/// A property by which schema.org describes a Product in a text: <https://schema.org/Product>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "schema.org describes them")]
pub enum SchemaProperty {
    Award,
    Category,
    Color,
    Keywords,
    Material,
    Model,
    Pattern,
    Size,
    Slogan,
}

/// A number of a product, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactNumber(i64);

/// A number, or yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactDocument {
    /// For an attribute of the kind `number`.
    Number(FactNumber),
    /// For an attribute of the kind `boolean`.
    Flag(bool),
}

impl AttributeKind {
    /// Returns the kind's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Values => "values",
            Self::Number => "number",
            Self::Boolean => "boolean",
        }
    }

    /// Returns the kind with a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Values, Self::Number, Self::Boolean].into_iter().find(|kind| kind.name() == name)
    }

    /// Returns true for attributes that have values.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    pub(crate) const fn has_values(&self) -> bool {
        matches!(self, Self::Values)
    }
}

impl FromColumn for AttributeKind {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Self::from_name(&text).ok_or_else(|| format!("there is no kind of attributes \"{text}\"").into())
    }
}

impl SchemaProperty {
    /// Every property.
    pub const ALL: [Self; 9] = [
        Self::Award,
        Self::Category,
        Self::Color,
        Self::Keywords,
        Self::Material,
        Self::Model,
        Self::Pattern,
        Self::Size,
        Self::Slogan,
    ];

    /// Returns the name that schema.org gives it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Award => "award",
            Self::Category => "category",
            Self::Color => "color",
            Self::Keywords => "keywords",
            Self::Material => "material",
            Self::Model => "model",
            Self::Pattern => "pattern",
            Self::Size => "size",
            Self::Slogan => "slogan",
        }
    }

    /// Returns the property with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|property| property.name() == name)
    }
}

impl FactNumber {
    /// The number furthest from 0.
    pub const MAX: i64 = 1_000_000_000 * THOUSAND;

    /// Creates a number of at most a thousand million.
    pub fn from_thousandths(thousandths: i64) -> Option<Self> {
        (-Self::MAX..=Self::MAX).contains(&thousandths).then_some(Self(thousandths))
    }

    /// Parses a decimal with a point and up to three decimals, such as `-1.5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let all = [whole, decimals].into_iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !all || whole.is_empty() || whole.len() > 10 || decimals.len() > 3 || digits.ends_with('.') {
            return None;
        }
        Self::from_thousandths(sign * format!("{whole}{decimals:0<3}").parse::<i64>().ok()?)
    }

    /// Returns the number in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Returns the number as a decimal of JSON.
    #[expect(clippy::cast_precision_loss, reason = "a number has at most 13 digits")]
    fn float(self) -> f64 {
        self.0 as f64 / THOUSAND as f64
    }
}

impl FactDocument {
    /// Returns the fact as the database has it: in thousandths, and `true` as 1000.
    pub(crate) const fn thousandths(self) -> i64 {
        match self {
            Self::Number(number) => number.thousandths(),
            Self::Flag(flag) => {
                if flag {
                    THOUSAND
                } else {
                    0
                }
            }
        }
    }

    /// Returns the fact of an attribute of this kind.
    pub(crate) fn stored(kind: AttributeKind, thousandths: i64) -> Option<Self> {
        match kind {
            AttributeKind::Values => None,
            AttributeKind::Number => FactNumber::from_thousandths(thousandths).map(Self::Number),
            AttributeKind::Boolean => Some(Self::Flag(thousandths != 0)),
        }
    }

    /// Returns true for a fact of an attribute of this kind.
    pub const fn is_of(self, kind: AttributeKind) -> bool {
        matches!((self, kind), (Self::Number(_), AttributeKind::Number) | (Self::Flag(_), AttributeKind::Boolean))
    }
}

impl fmt::Display for FactNumber {
    /// Writes the number with a point and no zeros at its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, decimals) = (self.0.abs() / THOUSAND, self.0.abs() % THOUSAND);
        let decimals = format!("{decimals:03}");
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            decimals => write!(f, "{sign}{whole}.{decimals}"),
        }
    }
}

impl Serialize for FactNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % THOUSAND == 0 {
            serializer.serialize_i64(self.0 / THOUSAND)
        } else {
            serializer.serialize_f64(self.float())
        }
    }
}

impl Serialize for FactDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
        }
    }
}

impl<'de> Deserialize<'de> for FactDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FactVisitor)
    }
}

struct FactVisitor;

impl de::Visitor<'_> for FactVisitor {
    type Value = FactDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number of at most three decimals, or true or false")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<FactDocument, E> {
        Ok(FactDocument::Flag(flag))
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<FactDocument, E> {
        let number = whole.checked_mul(THOUSAND).and_then(FactNumber::from_thousandths);
        number.map(FactDocument::Number).ok_or_else(|| E::invalid_value(de::Unexpected::Signed(whole), &self))
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<FactDocument, E> {
        self.visit_i64(i64::try_from(whole).unwrap_or(i64::MAX))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<FactDocument, E> {
        // The shortest decimal of a float is the one that was written.
        let read = FactNumber::parse(&number.to_string());
        read.map(FactDocument::Number).ok_or_else(|| E::invalid_value(de::Unexpected::Float(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written_as_decimals() {
        let cases = [
            ("0", Some(0), "0"),
            ("-1.5", Some(-1500), "-1.5"),
            ("12.340", Some(12_340), "12.34"),
            ("0.001", Some(1), "0.001"),
            ("1000000000", Some(FactNumber::MAX), "1000000000"),
            ("1000000000.001", None, ""),
            ("1.2345", None, ""),
            ("1.", None, ""),
            (".5", None, ""),
            ("1e3", None, ""),
            ("", None, ""),
        ];
        for (text, thousandths, written) in cases {
            let number = FactNumber::parse(text);

            assert_eq!(number.map(FactNumber::thousandths), thousandths, "{text}");
            assert!(number.is_none_or(|number| number.to_string() == written), "{text}");
        }
    }

    #[test]
    fn facts_are_numbers_or_truths_in_json() {
        for json in ["1", "-2.5", "0.125", "1000000000", "true", "false"] {
            let fact: FactDocument = serde_json::from_str(json).unwrap();

            assert_eq!(serde_json::to_string(&fact).unwrap(), json);
        }
        for json in ["1.2345", "1e12", "\"1\"", "null", "[]"] {
            assert!(serde_json::from_str::<FactDocument>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn properties_are_found_by_their_names() {
        for property in SchemaProperty::ALL {
            assert_eq!(SchemaProperty::from_name(property.name()), Some(property));
            assert_eq!(serde_json::to_value(property).unwrap(), property.name());
        }
    }
}
