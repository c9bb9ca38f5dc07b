use catalog::ProductDocument;
use serde_json::Value;

use super::{
    cells::{self, Read},
    option_column, value_column,
};
use crate::field::{FieldPath, Step};

/// Maximum number of options, each with its own columns.
pub(crate) const MOST_OPTIONS: usize = 9;

/// A column of the format.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// The field of the product's document, or of the variant's.
    pub(crate) path: &'static [&'static str],
    pub(crate) read: Read,
    pub(crate) empty: Empty,
}

/// The meaning of an empty cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Empty {
    /// The present value stays; a new thing needs a value.
    Required,
    /// The present value stays.
    Kept,
    /// The present value is removed.
    Removed,
    /// The text is emptied.
    Text,
    /// The list is emptied.
    List,
}

impl Empty {
    /// Returns the JSON of a cell that was emptied, if that means anything.
    pub(crate) fn value(self) -> Option<Value> {
        match self {
            Self::Required | Self::Kept => None,
            Self::Removed => Some(Value::Null),
            Self::Text => Some(Value::String(String::new())),
            Self::List => Some(Value::Array(Vec::new())),
        }
    }
}

const fn column(name: &'static str, path: &'static [&'static str], read: Read, empty: Empty) -> Column {
    Column { name, path, read, empty }
}

/// The columns of products, in the order in which they are written; the options' columns come after them.
pub(crate) const OF_PRODUCT: [Column; 25] = [
    column("code", &["code"], cells::code, Empty::Required),
    column("category", &["category"], cells::code, Empty::Required),
    column("slug_en", &["slug", "en"], cells::slug, Empty::Required),
    column("slug_ar", &["slug", "ar"], cells::slug, Empty::Required),
    column("slug_hi", &["slug", "hi"], cells::slug, Empty::Required),
    column("name_en", &["name", "en"], cells::text, Empty::Required),
    column("name_ar", &["name", "ar"], cells::text, Empty::Required),
    column("name_hi", &["name", "hi"], cells::text, Empty::Required),
    column("description_en", &["description", "en"], cells::text, Empty::Text),
    column("description_ar", &["description", "ar"], cells::text, Empty::Text),
    column("description_hi", &["description", "hi"], cells::text, Empty::Text),
    column("material_en", &["material", "en"], cells::text, Empty::Text),
    column("material_ar", &["material", "ar"], cells::text, Empty::Text),
    column("material_hi", &["material", "hi"], cells::text, Empty::Text),
    column("care_en", &["care", "en"], cells::text, Empty::Text),
    column("care_ar", &["care", "ar"], cells::text, Empty::Text),
    column("care_hi", &["care", "hi"], cells::text, Empty::Text),
    column("brand", &["brand"], cells::trimmed, Empty::Removed),
    column("hsn", &["hsn"], cells::trimmed, Empty::Required),
    column("tags", &["tags"], cells::codes, Empty::Removed),
    column("popularity", &["popularity"], cells::whole, Empty::Removed),
    // Both columns form one window, which the product's rows set or remove.
    column("published_from", &["published", "from"], cells::moment, Empty::Kept),
    column("published_to", &["published", "to"], cells::moment, Empty::Kept),
    column("attributes", &["attributes"], cells::attributes, Empty::Removed),
    column("pictures", &["pictures"], cells::pictures, Empty::List),
];

/// The columns of variants, in the order in which they are written; the options' values come before them.
pub(crate) const OF_VARIANT: [Column; 13] = [
    column("sku", &["sku"], cells::sku, Empty::Required),
    column("weight_g", &["weight_g"], cells::whole, Empty::Required),
    column("length_mm", &["dimensions_mm", "length"], cells::whole, Empty::Required),
    column("width_mm", &["dimensions_mm", "width"], cells::whole, Empty::Required),
    column("height_mm", &["dimensions_mm", "height"], cells::whole, Empty::Required),
    column("price_AED", &["price", "AED"], cells::price, Empty::Required),
    column("price_INR", &["price", "INR"], cells::price, Empty::Required),
    column("price_USD", &["price", "USD"], cells::price, Empty::Required),
    column("compare_at_AED", &["compare_at", "AED"], cells::price, Empty::Removed),
    column("compare_at_INR", &["compare_at", "INR"], cells::price, Empty::Removed),
    column("compare_at_USD", &["compare_at", "USD"], cells::price, Empty::Removed),
    column("scheduled_prices", &["scheduled_prices"], cells::scheduled_prices, Empty::Removed),
    column("stock", &["stock"], cells::stock, Empty::Required),
];

/// Returns the name of every column of the format.
pub(crate) fn names() -> impl Iterator<Item = String> + Clone {
    let fixed = OF_PRODUCT.iter().chain(&OF_VARIANT).map(|column| column.name.to_owned());
    fixed.chain((0..MOST_OPTIONS).flat_map(|place| [option_column(place), value_column(place)]))
}

/// Returns true if the format has a column of this name.
pub(crate) fn is_known(name: &str) -> bool {
    names().any(|known| known == name)
}

/// Returns the column of a product's field, and the place of the variant if the field is a variant's.
pub(crate) fn place_of(path: &FieldPath, product: &ProductDocument) -> (Option<usize>, String) {
    let [_, _, Step::Field(field), inside @ ..] = path.0.as_slice() else { return (None, "code".to_owned()) };
    match (field.as_str(), inside) {
        ("variants", [Step::Index(variant), inside @ ..]) => (Some(*variant), variant_column(inside, product)),
        ("variants", _) => (None, "sku".to_owned()),
        ("options", [Step::Index(option), Step::Field(part), ..]) if part == "values" => (None, value_column(*option)),
        ("options", [Step::Index(option), ..]) => (None, option_column(*option)),
        ("options", _) => (None, option_column(0)),
        _ => (None, column_name(&OF_PRODUCT, field, inside)),
    }
}

fn variant_column(inside: &[Step], product: &ProductDocument) -> String {
    match inside {
        [Step::Field(field), Step::Field(attribute), ..] if field == "options" => {
            let place = product.options.iter().position(|option| option.attribute.as_str() == attribute);
            value_column(place.unwrap_or_default())
        }
        [Step::Field(field), ..] if field == "options" => value_column(0),
        [Step::Field(field), inside @ ..] => column_name(&OF_VARIANT, field, inside),
        _ => "sku".to_owned(),
    }
}

/// Returns the column of a field, or the field's own name.
fn column_name(columns: &[Column], field: &str, inside: &[Step]) -> String {
    let next = match inside {
        [Step::Field(name), ..] => Some(name.as_str()),
        _ => None,
    };
    let of_field = || columns.iter().filter(|column| column.path[0] == field);
    let exact = of_field().find(|column| column.path.get(1).is_none_or(|name| Some(*name) == next));
    exact.or_else(|| of_field().next()).map_or_else(|| field.to_owned(), |column| column.name.to_owned())
}
