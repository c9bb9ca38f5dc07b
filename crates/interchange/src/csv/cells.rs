//! What single cells are read as.

use std::{collections::BTreeMap, str::FromStr as _};

use catalog::{Amount, OptionDocument, ProductPictureDocument, ScheduledPriceDocument};
use types::{Currency, Sku, Slug, Stock};

/// The word between a scheduled price and the amount that it is compared with.
pub(crate) const COMPARE_AT: &str = "compare_at";

/// A code or a slug.
pub(crate) fn slug(cell: &str) -> Result<Slug, String> {
    Slug::new(cell.trim()).map_err(|error| not(&error.to_string(), cell))
}

/// A SKU.
pub(crate) fn sku(cell: &str) -> Result<Sku, String> {
    Sku::new(cell.trim()).map_err(|error| not(&error.to_string(), cell))
}

/// A whole number that may be 0.
pub(crate) fn whole(cell: &str) -> Result<u32, String> {
    cell.trim().parse().map_err(|_| not("write a whole number from 0 to 4294967295", cell))
}

/// A count of units, or the word for stock that is not tracked.
pub(crate) fn stock(cell: &str) -> Result<Stock, String> {
    Stock::from_str(cell.trim()).map_err(|hint| not(&format!("write {hint}"), cell))
}

/// A price in minor units.
pub(crate) fn amount(cell: &str) -> Result<Amount, String> {
    let hint = "a price is a whole number of minor units from 1 to 1000000000000";
    let minor = cell.trim().parse().map_err(|_| not(hint, cell))?;
    Amount::new(minor).map_err(|_| not(hint, cell))
}

/// A moment.
pub(crate) fn moment(cell: &str) -> Result<jiff::Timestamp, String> {
    jiff::Timestamp::from_str(cell.trim()).map_err(|_| not("write a moment such as 2026-03-01T08:00:00Z", cell))
}

/// `clay|sand`
pub(crate) fn slugs(cell: &str) -> Result<Vec<Slug>, String> {
    parts(cell, '|').map(slug).collect()
}

/// `material=stoneware|oak;room=kitchen`
pub(crate) fn attributes(cell: &str) -> Result<BTreeMap<Slug, Vec<Slug>>, String> {
    let mut attributes = BTreeMap::new();
    for part in parts(cell, ';') {
        let (name, values) = pair(part, '=', "write attributes as material=stoneware|oak;room=kitchen")?;
        if attributes.insert(slug(name)?, slugs(values)?).is_some() {
            return Err(format!("\"{name}\" is there twice; write its values once"));
        }
    }
    Ok(attributes)
}

/// `colour`, or `colour=clay|sand` to name the values and their order.
pub(crate) fn option(cell: &str) -> Result<OptionDocument, String> {
    let (name, values) = cell.split_once('=').unwrap_or((cell, ""));
    Ok(OptionDocument { attribute: slug(name)?, values: slugs(values)? })
}

/// `images/vase.jpg;images/vase-clay.jpg=colour:clay`
pub(crate) fn pictures(cell: &str) -> Result<Vec<ProductPictureDocument>, String> {
    parts(cell, ';').map(picture).collect()
}

/// `AED 19900 2026-11-01T00:00:00Z/2026-12-01T00:00:00Z;USD 4900 2026-11-01T00:00:00Z compare_at 5400`
pub(crate) fn scheduled_prices(cell: &str) -> Result<Vec<ScheduledPriceDocument>, String> {
    parts(cell, ';').map(scheduled_price).collect()
}

fn picture(part: &str) -> Result<ProductPictureDocument, String> {
    let (file, shown) = part.split_once('=').unwrap_or((part, ""));
    let mut shows = BTreeMap::new();
    if !shown.is_empty() {
        let (attribute, value) = pair(shown, ':', "write a picture of a value as images/vase.jpg=colour:clay")?;
        shows.insert(slug(attribute)?, slug(value)?);
    }
    Ok(ProductPictureDocument { file: file.trim().to_owned(), shows })
}

fn scheduled_price(part: &str) -> Result<ScheduledPriceDocument, String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let (currency, minor, window, compare_at) = match words.as_slice() {
        [currency, minor, window] => (currency, minor, window, None),
        [currency, minor, window, COMPARE_AT, compare_at] => (currency, minor, window, Some(amount(compare_at)?)),
        _ => return Err(not("write a scheduled price as AED 19900 2026-11-01T00:00:00Z/2026-12-01T00:00:00Z", part)),
    };
    let (from, to) = window.split_once('/').map_or((*window, None), |(from, to)| (from, Some(to)));
    Ok(ScheduledPriceDocument {
        currency: Currency::from_code(currency).ok_or_else(|| not("write AED, INR or USD", currency))?,
        amount: amount(minor)?,
        compare_at,
        from: moment(from)?,
        to: to.map(moment).transpose()?,
    })
}

fn parts(cell: &str, separator: char) -> impl Iterator<Item = &str> {
    cell.split(separator).map(str::trim).filter(|part| !part.is_empty())
}

fn pair<'a>(part: &'a str, separator: char, hint: &str) -> Result<(&'a str, &'a str), String> {
    part.split_once(separator).ok_or_else(|| not(hint, part))
}

fn not(hint: &str, cell: &str) -> String {
    match cell.trim() {
        "" => format!("the cell is empty; {hint}"),
        cell => format!("{hint}, not \"{cell}\""),
    }
}
