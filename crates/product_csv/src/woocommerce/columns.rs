//! The names of WooCommerce's columns, as an English shop exports them.

use crate::{
    columns::{Amount, Columns, Level, Role, Side},
    measure::Unit,
};

/// Returns whether a header is WooCommerce's.
pub(crate) fn recognise(header: &[String]) -> bool {
    let has = |name: &str| header.iter().any(|column| column.eq_ignore_ascii_case(name));
    let own =
        ["Regular price", "In stock?", "Visibility in catalog", "Short description", "Parent", "Attribute 1 name"];
    has("Type") && has("Name") && own.iter().filter(|name| has(name)).count() >= 2
}

/// Gives each column its role.
pub(crate) fn columns(header: &[String]) -> Columns {
    let mut units = Vec::new();
    let mut columns = Columns::new(header, |_, name| {
        let lower = name.to_ascii_lowercase();
        if let Some((side, unit)) = measure(&lower) {
            units.push((side, unit));
            return Role::Measure(side);
        }
        of_product(&lower)
            .or_else(|| of_offer(&lower))
            .or_else(|| attribute(&lower))
            .or_else(|| dropped(&lower))
            .or_else(|| meta(name))
            .unwrap_or(Role::Unknown)
    });
    for (side, unit) in units {
        columns.set_unit(side, unit);
    }
    columns
}

fn of_product(name: &str) -> Option<Role> {
    Some(match name {
        "id" => Role::Id,
        "type" => Role::Kind,
        "parent" => Role::Parent,
        "name" => Role::Title,
        "published" => Role::Published,
        "visibility in catalog" => Role::Visibility,
        "is featured?" => Role::Featured,
        "short description" => Role::Summary,
        "description" => Role::Description,
        "categories" => Role::Categories,
        "tags" => Role::Tags,
        "brands" => Role::Vendor,
        "images" => Role::Images,
        "upsells" => Role::Upsells,
        "cross-sells" => Role::CrossSells,
        "meta: _yoast_wpseo_title" | "meta: rank_math_title" => Role::SeoTitle,
        "meta: _yoast_wpseo_metadesc" | "meta: rank_math_description" => Role::SeoDescription,
        _ => return None,
    })
}

fn of_offer(name: &str) -> Option<Role> {
    Some(match name {
        "sku" => Role::Sku,
        "gtin, upc, ean, or isbn" => Role::Barcode,
        "regular price" => Role::price(Amount::Base),
        "sale price" => Role::price(Amount::Sale),
        "cost of goods" => Role::price(Amount::Cost),
        "date sale price starts" => Role::SaleFrom,
        "date sale price ends" => Role::SaleUntil,
        "tax status" => Role::Taxable,
        "tax class" => Role::TaxClass,
        "in stock?" => Role::InStock,
        "stock" => Role::Stock,
        "backorders allowed?" => Role::Backorder,
        "shipping class" => {
            let (key, name) = ("shipping-class".to_owned(), "Shipping class".to_owned());
            Role::Fact { level: Level::Variant, key, name, list: None, visible: false }
        }
        _ => return None,
    })
}

/// Returns the side and unit of a header such as `weight (kg)`. An unknown unit makes the column an unknown one.
fn measure(name: &str) -> Option<(Side, Unit)> {
    let (side, unit) = name.strip_suffix(')')?.split_once('(')?;
    match side.trim() {
        "weight" => Some((Side::Weight, Unit::weight(unit)?)),
        "length" => Some((Side::Length, Unit::length(unit)?)),
        "width" => Some((Side::Width, Unit::length(unit)?)),
        "height" => Some((Side::Height, Unit::length(unit)?)),
        _ => None,
    }
}

fn attribute(name: &str) -> Option<Role> {
    let (number, part) = name.strip_prefix("attribute ")?.split_once(' ')?;
    let place = number.parse::<usize>().ok().filter(|number| *number > 0)?;
    match part {
        "name" => Some(Role::AttributeName(place)),
        "value(s)" => Some(Role::AttributeValues(place)),
        "visible" => Some(Role::AttributeVisible(place)),
        "global" => Some(Role::Dropped { usual: &["0", "1"], reason: "neither 0 nor 1" }),
        "default" => {
            Some(Role::Dropped { usual: &[], reason: "the cheapest variant that can be bought is shown first" })
        }
        _ => None,
    }
}

fn dropped(name: &str) -> Option<Role> {
    let (usual, reason): (&'static [&'static str], &'static str) = match name {
        "low stock amount" => (&[], "no warning about low stock"),
        "sold individually?" => (&["0"], "no limit of one per order"),
        "allow customer reviews?" => (&["0", "1"], "no reviews"),
        "position" => (&["0"], "the place among other products"),
        "purchase note" => (&[], "no note to buyers"),
        "external url" | "button text" => (&[], "the product is sold elsewhere"),
        "download limit" | "download expiry days" => (&["-1"], "no downloads"),
        "grouped products" => (&[], "no groups of products"),
        _ if name.starts_with("download ") => (&[], "no downloads"),
        _ => return None,
    };
    Some(Role::Dropped { usual, reason })
}

/// Returns a fact for another plugin's data; names that begin with `_` are not for people.
fn meta(name: &str) -> Option<Role> {
    let key = name.strip_prefix("Meta:")?.trim();
    if key.starts_with('_') {
        return Some(Role::Dropped { usual: &[], reason: "a plugin's own data" });
    }
    let (key, name) = (key.to_owned(), key.to_owned());
    Some(Role::Fact { level: Level::Product, key, name, list: None, visible: false })
}
