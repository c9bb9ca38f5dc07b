//! The names of fields in a column map.

use crate::columns::{Amount, Role, Side};

/// All names.
pub(super) const NAMES: [&str; 38] = [
    "group",
    "handle",
    "title",
    "description",
    "summary",
    "vendor",
    "product_type",
    "categories",
    "collections",
    "tags",
    "status",
    "featured",
    "gift_card",
    "seo_title",
    "seo_description",
    "hs_code",
    "country_of_origin",
    "related",
    "sku",
    "barcode",
    "mpn",
    "price",
    "compare_at",
    "sale_price",
    "sale_from",
    "sale_until",
    "cost",
    "weight",
    "length",
    "width",
    "height",
    "tax_class",
    "taxable",
    "stock",
    "backorder",
    "requires_shipping",
    "images",
    "variant_images",
];

/// Returns the role of a field.
pub(super) fn role(field: &str) -> Option<Role> {
    Some(match field {
        "group" => Role::Group,
        "handle" => Role::Handle,
        "title" => Role::Title,
        "description" => Role::Description,
        "summary" => Role::Summary,
        "vendor" => Role::Vendor,
        "product_type" => Role::ProductType,
        "categories" => Role::Categories,
        "collections" => Role::Collections,
        "tags" => Role::Tags,
        "status" => Role::Status,
        "featured" => Role::Featured,
        "gift_card" => Role::GiftCard,
        "seo_title" => Role::SeoTitle,
        "seo_description" => Role::SeoDescription,
        "hs_code" => Role::HsCode,
        "country_of_origin" => Role::CountryOfOrigin,
        "related" => Role::Upsells,
        "images" => Role::Images,
        _ => return of_variant(field),
    })
}

fn of_variant(field: &str) -> Option<Role> {
    Some(match field {
        "sku" => Role::Sku,
        "barcode" => Role::Barcode,
        "mpn" => Role::Mpn,
        "sale_from" => Role::SaleFrom,
        "sale_until" => Role::SaleUntil,
        "tax_class" => Role::TaxClass,
        "taxable" => Role::Taxable,
        "stock" => Role::Stock,
        "backorder" => Role::Backorder,
        "requires_shipping" => Role::RequiresShipping,
        "variant_images" => Role::VariantImages,
        _ => return amount(field).map(Role::price).or_else(|| side(field).map(Role::Measure)),
    })
}

/// Returns the kind of amount that a field is.
pub(super) fn amount(field: &str) -> Option<Amount> {
    match field {
        "price" => Some(Amount::Base),
        "compare_at" => Some(Amount::CompareAt),
        "sale_price" => Some(Amount::Sale),
        "cost" => Some(Amount::Cost),
        _ => None,
    }
}

/// Returns the measured quantity that a field is.
pub(super) fn side(field: &str) -> Option<Side> {
    match field {
        "weight" => Some(Side::Weight),
        "length" => Some(Side::Length),
        "width" => Some(Side::Width),
        "height" => Some(Side::Height),
        _ => None,
    }
}

/// Returns the roles of a field that may have several columns, by their places.
pub(super) fn numbered(field: &str) -> Option<fn(usize) -> Role> {
    match field {
        "images" => Some(Role::Image),
        "categories" => Some(Role::CategoryLevel),
        _ => None,
    }
}
