use catalog::ProductDocument;

use super::{option_column, value_column};
use crate::field::{FieldPath, Step};

/// At most so many options have columns.
pub(crate) const MOST_OPTIONS: usize = 9;

/// The columns that describe the product, in the order they are written; its options come after them.
pub(crate) const OF_PRODUCT: [&str; 25] = [
    "code",
    "category",
    "slug_en",
    "slug_ar",
    "slug_hi",
    "name_en",
    "name_ar",
    "name_hi",
    "description_en",
    "description_ar",
    "description_hi",
    "material_en",
    "material_ar",
    "material_hi",
    "care_en",
    "care_ar",
    "care_hi",
    "brand",
    "hsn",
    "tags",
    "popularity",
    "published_from",
    "published_to",
    "attributes",
    "pictures",
];

/// The columns that describe the variant, in the order they are written; its options' values come before them.
pub(crate) const OF_VARIANT: [&str; 13] = [
    "sku",
    "weight_g",
    "length_mm",
    "width_mm",
    "height_mm",
    "price_AED",
    "price_INR",
    "price_USD",
    "compare_at_AED",
    "compare_at_INR",
    "compare_at_USD",
    "scheduled_prices",
    "stock",
];

/// The columns that no file can do without.
pub(crate) const REQUIRED: [&str; 18] = [
    "code",
    "category",
    "slug_en",
    "slug_ar",
    "slug_hi",
    "name_en",
    "name_ar",
    "name_hi",
    "hsn",
    "sku",
    "weight_g",
    "length_mm",
    "width_mm",
    "height_mm",
    "price_AED",
    "price_INR",
    "price_USD",
    "stock",
];

/// Whether the format has a column of this name.
pub(crate) fn is_known(name: &str) -> bool {
    let is_option = |place| option_column(place) == name || value_column(place) == name;
    OF_PRODUCT.contains(&name) || OF_VARIANT.contains(&name) || (0..MOST_OPTIONS).any(is_option)
}

/// Where a product's field stands in the file: the variant's place if it is a variant's, and the column's name.
pub(crate) fn place_of(path: &FieldPath, product: &ProductDocument) -> (usize, String) {
    let [_, _, Step::Field(field), inside @ ..] = path.0.as_slice() else { return (0, "code".to_owned()) };
    match (field.as_str(), inside) {
        ("variants", [Step::Index(variant), inside @ ..]) => (*variant, variant_column(inside, product)),
        ("options", [Step::Index(option), Step::Field(part), ..]) if part == "values" => (0, value_column(*option)),
        ("options", [Step::Index(option), ..]) => (0, option_column(*option)),
        ("slug" | "name" | "description" | "material" | "care", [Step::Field(language), ..]) => {
            (0, format!("{field}_{language}"))
        }
        ("published", _) => (0, "published_to".to_owned()),
        _ => (0, field.clone()),
    }
}

fn variant_column(inside: &[Step], product: &ProductDocument) -> String {
    match inside {
        [Step::Field(field), Step::Field(attribute)] if field == "options" => {
            let place = product.options.iter().position(|option| option.attribute.as_str() == attribute);
            value_column(place.unwrap_or_default())
        }
        [Step::Field(field)] if field == "options" => value_column(0),
        [Step::Field(field), Step::Field(currency)] if field == "price" || field == "compare_at" => {
            format!("{field}_{currency}")
        }
        [Step::Field(field), ..] => field.clone(),
        _ => "sku".to_owned(),
    }
}
