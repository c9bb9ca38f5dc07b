use std::fmt;

use catalog::{Amount, AttributeKind, FactDocument, SchemaProperty, Swatch};
use content::{MenuKind, PageKind};
use serde::de::DeserializeOwned;
use serde_json::Value;
use types::{Country, Gtin, Language, PriceList, Sku, Slug, SlugError, Stock};

use crate::{DeletedKind, EntityKind};

/// The reading of a value without fields.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    /// A value of this kind in JSON, the placeholder for one that can't be read.
    pub(crate) sample: &'static str,
    /// A sentence that says what to write.
    hint: &'static str,
    is_text: bool,
    reads: fn(&Value) -> bool,
    reason: fn(&Value) -> Option<String>,
}

/// Any text.
pub(crate) const TEXT: Reading = Reading::text::<String>("\"\"", "write a text in quotes");
/// A code.
pub(crate) const CODE: Reading = Reading {
    reason: |value| Some(of_code(&Slug::new(value.as_str()?).err()?)),
    ..Reading::text::<Slug>("\"x\"", "write a text in quotes")
};
/// A slug, which has the form of a code.
pub(crate) const SLUG: Reading = Reading {
    reason: |value| Some(Slug::new(value.as_str()?).err()?.to_string()),
    ..Reading::text::<Slug>("\"x\"", "write a text in quotes")
};
/// A SKU.
pub(crate) const SKU: Reading = Reading {
    reason: |value| Some(Sku::new(value.as_str()?).err()?.to_string()),
    ..Reading::text::<Sku>("\"x\"", "write a text in quotes")
};
/// `true` or `false`.
pub(crate) const TRUTH: Reading = Reading::number::<bool>("true", "write true or false");
/// A whole number.
pub(crate) const WHOLE: Reading = Reading::number::<u32>("0", "write a whole number from 0 to 4294967295");
/// Thousandths of a picture's side. Their upper bound is checked with the other rules.
pub(crate) const THOUSANDTHS: Reading = Reading::number::<u16>("0", "write thousandths from 0 to 1000");
/// A number of things in a block. Its upper bound depends on the block.
pub(crate) const COUNT: Reading = Reading::number::<u8>("1", "write a whole number from 1");
/// A price in minor units.
pub(crate) const AMOUNT: Reading =
    Reading::number::<Amount>("1", "a price is a whole number of minor units from 1 to 1000000000000");
/// A number of units, or a word.
pub(crate) const STOCK: Reading =
    Reading::number::<Stock>("0", "write a whole number from 0 to 1000000000, or \"untracked\"");
/// A moment.
pub(crate) const MOMENT: Reading =
    Reading::text::<jiff::Timestamp>("\"2026-01-01T00:00:00Z\"", "write a moment such as \"2026-03-01T08:00:00Z\"");
/// A number of a product, or yes or no.
pub(crate) const FACT: Reading =
    Reading::number::<FactDocument>("true", "write true, false, or a number of at most three decimals");
/// The kind of an attribute.
pub(crate) const ATTRIBUTE_KIND: Reading =
    Reading::text::<AttributeKind>("\"values\"", "write \"values\", \"number\" or \"boolean\"");
/// A property of schema.org.
pub(crate) const SCHEMA_PROPERTY: Reading = Reading::text::<SchemaProperty>(
    "\"color\"",
    "write a property of schema.org's Product: \"award\", \"category\", \"color\", \"keywords\", \"material\", \"model\", \"pattern\", \"size\" or \"slogan\"",
);
/// A colour.
pub(crate) const SWATCH: Reading =
    Reading::text::<Swatch>("\"#000000\"", "a swatch is a colour written as \"#rrggbb\"");
/// A list of prices.
pub(crate) const PRICE_LIST: Reading = Reading::text::<PriceList>(
    "\"EUR\"",
    "write the code of a currency, such as \"EUR\", or of a market, such as \"de\"",
);
/// A country.
pub(crate) const COUNTRY: Reading =
    Reading::text::<Country>("\"DE\"", "write the ISO 3166-1 code of a country, such as \"DE\"");
/// A GTIN.
pub(crate) const GTIN: Reading = Reading {
    reason: |value| Some(Gtin::new(value.as_str()?).err()?.to_string()),
    ..Reading::text::<Gtin>("\"00000000\"", "write 8, 12, 13 or 14 digits in quotes")
};
/// A language.
pub(crate) const LANGUAGE: Reading =
    Reading::text::<Language>("\"en\"", "write a language tag such as \"de\" or \"pt-BR\"");
/// A kind of thing that has slugs.
pub(crate) const ENTITY_KIND: Reading = Reading::text::<EntityKind>(
    "\"product\"",
    "write \"product\", \"category\", \"collection\", \"home\", \"story\" or \"page\"",
);
/// A kind of thing that can be deleted.
pub(crate) const DELETED_KIND: Reading = Reading::text::<DeletedKind>(
    "\"product\"",
    "write \"product\", \"category\", \"collection\", \"story\", \"page\", \"value\" or \"picture\"",
);
/// The place of a menu.
pub(crate) const MENU_KIND: Reading = Reading::text::<MenuKind>("\"header\"", "write \"header\" or \"footer\"");
/// A kind of page.
pub(crate) const PAGE_KIND: Reading = Reading::text::<PageKind>("\"page\"", "write \"home\", \"story\" or \"page\"");

impl Reading {
    const fn text<T: DeserializeOwned>(sample: &'static str, hint: &'static str) -> Self {
        Self { sample, hint, is_text: true, reads: reads::<T>, reason: |_| None }
    }

    const fn number<T: DeserializeOwned>(sample: &'static str, hint: &'static str) -> Self {
        Self { sample, hint, is_text: false, reads: reads::<T>, reason: |_| None }
    }

    /// Returns true if this reads languages.
    pub(crate) fn is_language(&self) -> bool {
        self.hint == LANGUAGE.hint
    }

    /// Returns the reason why `value` is not of this kind, with what to write.
    pub(crate) fn fault(&self, value: &Value) -> Option<String> {
        if (self.reads)(value) {
            return None;
        }
        let hint = (self.reason)(value).unwrap_or_else(|| self.hint.to_owned());
        Some(format!("{hint}, not {}", Found { value, beside_text: self.is_text }))
    }
}

/// Returns the sentence about a text that is not a code.
pub(crate) fn of_code(error: &SlugError) -> String {
    error.to_string().replacen("slug", "code", 1)
}

fn reads<T: DeserializeOwned>(value: &Value) -> bool {
    T::deserialize(value).is_ok()
}

/// A value that formats as its description in a sentence.
pub(crate) struct Found<'a> {
    pub(crate) value: &'a Value,
    /// True if a text is expected, so that the description leaves out that the value is one.
    pub(crate) beside_text: bool,
}

/// Maximum number of characters of a text that a sentence quotes.
const REPEATED: usize = 60;

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Object(_) => f.write_str("an object"),
            Value::Array(_) => f.write_str("a list"),
            Value::String(text) => {
                let word = if self.beside_text { "" } else { "the text " };
                let more = if text.chars().count() > REPEATED { "…" } else { "" };
                write!(f, "{word}\"{}{more}\"", text.chars().take(REPEATED).collect::<String>())
            }
            value => write!(f, "{value}"),
        }
    }
}
