//! The names of Shopify's columns.

use crate::columns::{Amount, Columns, Level, Role, Side};

const NOT_NEEDED: &[&str] = &[];

/// Returns whether a header is Shopify's. A file of updates may have few columns.
pub(crate) fn recognise(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column.eq_ignore_ascii_case(name));
    let has_own = ["Variant SKU", "Variant Price", "Body (HTML)", "Option1 Name", "Image Src", "Product image URL"];
    has("Title") && (has("URL handle") || (has("Handle") && has_own.iter().any(|name| has(name))))
}

/// Gives each column its role.
pub(crate) fn columns(header: &[String]) -> Columns {
    Columns::new(header, |_, name| {
        let lower = name.to_ascii_lowercase();
        of_product(&lower)
            .or_else(|| of_variant(&lower))
            .or_else(|| option(&lower))
            .or_else(|| dropped(&lower))
            .or_else(|| unit_price(&lower, name))
            .or_else(|| metafield(name))
            .or_else(|| by_region(name))
            .unwrap_or(Role::Unknown)
    })
}

fn of_product(name: &str) -> Option<Role> {
    Some(match name {
        "handle" | "url handle" => Role::Handle,
        "title" => Role::Title,
        "body (html)" | "body html" | "description" => Role::Description,
        "vendor" => Role::Vendor,
        "type" | "custom product type" => Role::ProductType,
        "product category" | "standardized product type" | "standard product type" => Role::Categories,
        "collection" => Role::Collections,
        "tags" => Role::Tags,
        "published" | "published on online store" => Role::Published,
        "status" => Role::Status,
        "gift card" => Role::GiftCard,
        "seo title" => Role::SeoTitle,
        "seo description" => Role::SeoDescription,
        "image src" | "product image url" => Role::Images,
        "image position" => Role::ImagePosition,
        "image alt text" => Role::ImageAlt,
        _ => return None,
    })
}

fn of_variant(name: &str) -> Option<Role> {
    Some(match name {
        "variant sku" | "sku" => Role::Sku,
        "variant barcode" | "barcode" => Role::Barcode,
        "variant price" | "price" => Role::price(Amount::Base),
        "variant compare at price" | "compare-at price" => Role::price(Amount::CompareAt),
        "cost per item" => Role::price(Amount::Cost),
        "variant grams" | "weight value (grams)" => Role::Measure(Side::Weight),
        "variant inventory tracker" | "inventory tracker" => Role::Tracked,
        "variant inventory qty" | "inventory quantity" => Role::Stock,
        "variant inventory policy" | "continue selling when out of stock" => Role::Backorder,
        "variant requires shipping" | "requires shipping" => Role::RequiresShipping,
        "variant taxable" | "charge tax" => Role::Taxable,
        "variant tax code" | "tax code" => Role::TaxClass,
        "variant image" | "variant image url" => Role::VariantImages,
        "google shopping / mpn" | "google shopping / manufacturer part number (mpn)" => Role::Mpn,
        _ => return None,
    })
}

fn option(name: &str) -> Option<Role> {
    let (number, part) = name.strip_prefix("option")?.split_once(' ')?;
    let place = number.parse::<usize>().ok().filter(|number| (1..=3).contains(number))? - 1;
    match part {
        "name" => Some(Role::OptionName(place)),
        "value" => Some(Role::OptionValue(place)),
        "linked to" => {
            Some(Role::Dropped { usual: NOT_NEEDED, reason: "an option has values of its own, without a metafield" })
        }
        _ => None,
    }
}

fn dropped(name: &str) -> Option<Role> {
    let (usual, reason): (&'static [&'static str], &'static str) = match name {
        "variant fulfillment service" | "fulfillment service" => (&["manual"], "a service that sends this variant"),
        // Weights are in grams already; this is the unit in which Shopify shows them.
        "variant weight unit" | "weight unit for display" => (&["g", "kg", "lb", "oz"], "an unknown unit"),
        _ => return None,
    };
    Some(Role::Dropped { usual, reason })
}

/// Returns a fact for the parts of a price per unit.
fn unit_price(lower: &str, name: &str) -> Option<Role> {
    let key = lower.strip_prefix("unit price ")?;
    let key = format!("unit-price.{}", key.replace(' ', "-"));
    Some(Role::Fact { level: Level::Variant, key, name: name.to_owned(), list: None, visible: false })
}

/// Returns a fact for a metafield: `Colour (product.metafields.shopify.color-pattern)`.
fn metafield(name: &str) -> Option<Role> {
    let (label, key) = name.strip_suffix(')')?.rsplit_once('(')?;
    let (owner, key) = key.split_once(".metafields.")?;
    let level = match owner {
        "product" => Level::Product,
        "variant" => Level::Variant,
        _ => return None,
    };
    let (key, name) = (key.to_owned(), label.trim().to_owned());
    Some(Role::Fact { level, list: key.starts_with("shopify.").then_some(';'), key, name, visible: true })
}

/// Returns the role of `Price / International` and its like, and of `Google Shopping / Gender`.
fn by_region(name: &str) -> Option<Role> {
    let (field, region) = name.split_once(" / ")?;
    let region = region.trim().to_owned();
    let price = |kind| Role::Price { kind, region: Some(region.clone()), currency: None };
    match field.trim().to_ascii_lowercase().as_str() {
        "included" => Some(Role::Region(region)),
        "price" => Some(price(Amount::Base)),
        "compare at price" | "compare-at price" => Some(price(Amount::CompareAt)),
        "google shopping" => {
            let key = format!("google.{}", region.to_ascii_lowercase().replace(' ', "-"));
            Some(Role::Fact { level: Level::Product, key, name: region, list: None, visible: false })
        }
        _ => None,
    }
}
