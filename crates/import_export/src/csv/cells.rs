//! The values of single cells.

use std::{collections::BTreeMap, str::FromStr as _};

use catalog::{Amount, FactDocument, FactNumber, ProductPictureDocument, ScheduledPriceDocument};
use serde_json::{Value, json};
use types::{Country, Currency, Gtin, Money, PriceList, Sku, Slug, Stock, TargetDocument, UnknownTarget};

use crate::shape::of_code;

/// The word between a scheduled price and the amount that it is compared with.
pub(crate) const COMPARE_AT: &str = "compare_at";

/// A cell that is not empty.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) text: &'a str,
    /// The currency of the column's amounts.
    pub(crate) currency: Option<Currency>,
    /// The decimal marks that the file may use.
    pub(crate) decimal_marks: &'static [char],
}

impl<'a> Cell<'a> {
    /// Removes decimals that a spreadsheet adds: one or two zeros. Three digits may be thousands in another notation.
    fn without_decimals(self) -> &'a str {
        let text = self.text.trim();
        match text.split_once(self.decimal_marks) {
            Some((whole, "0" | "00")) => whole,
            _ => text,
        }
    }
}

/// A function that reads a cell: it returns the value as a document's JSON, or a sentence that says what to write.
pub(crate) type Read = fn(&Cell<'_>) -> Result<Value, String>;

/// Reads any text without changing it.
pub(crate) fn text(cell: &Cell<'_>) -> Result<Value, String> {
    Ok(json!(cell.text))
}

/// Reads a text without the spaces around it.
pub(crate) fn trimmed(cell: &Cell<'_>) -> Result<Value, String> {
    Ok(json!(cell.text.trim()))
}

/// Reads a code.
pub(crate) fn code(cell: &Cell<'_>) -> Result<Value, String> {
    read_code(cell.text).map(|code| json!(code))
}

/// Reads a slug.
pub(crate) fn slug(cell: &Cell<'_>) -> Result<Value, String> {
    let slug = Slug::new(cell.text.trim());
    slug.map(|slug| json!(slug)).map_err(|error| not(&error.to_string(), cell.text))
}

/// Reads a SKU.
pub(crate) fn sku(cell: &Cell<'_>) -> Result<Value, String> {
    Sku::new(cell.text).map(|sku| json!(sku)).map_err(|error| not(&error.to_string(), cell.text))
}

/// Reads a country's code.
pub(crate) fn country(cell: &Cell<'_>) -> Result<Value, String> {
    let country = Country::from_code(cell.text.trim());
    country.map(|country| json!(country)).ok_or_else(|| not("write the ISO code of a country, such as DE", cell.text))
}

/// Reads a GTIN.
pub(crate) fn gtin(cell: &Cell<'_>) -> Result<Value, String> {
    Gtin::new(cell.text.trim()).map(|gtin| json!(gtin)).map_err(|error| not(&error.to_string(), cell.text))
}

/// Reads a whole number from 0.
pub(crate) fn whole(cell: &Cell<'_>) -> Result<Value, String> {
    let number: Result<u32, _> = cell.without_decimals().parse();
    number.map(|number| json!(number)).map_err(|_| not("write a whole number from 0 to 4294967295", cell.text))
}

/// Reads a number of units, or the word for stock that is not tracked.
pub(crate) fn stock(cell: &Cell<'_>) -> Result<Value, String> {
    let stock = Stock::from_str(cell.without_decimals());
    stock.map(|stock| json!(stock)).map_err(|hint| not(&format!("write {hint}"), cell.text))
}

/// Reads a price in major units, such as `190.00`.
pub(crate) fn price(cell: &Cell<'_>) -> Result<Value, String> {
    let Some(currency) = cell.currency else { return Err("no market of this shop has this price list".to_owned()) };
    amount(cell.text, currency, cell.decimal_marks).map(|amount| json!(amount))
}

/// Reads the markets that sell a product: `only de|ch`, or `not us`.
pub(crate) fn markets(cell: &Cell<'_>) -> Result<Value, String> {
    let hint = "write the markets as \"only de|ch\" or \"not us\"";
    let text = cell.text.trim();
    let (word, codes) = text.split_once(' ').unwrap_or((text, ""));
    match word {
        "only" | "not" => Ok(json!({ word: read_codes(codes)? })),
        _ => Err(not(hint, cell.text)),
    }
}

/// Reads if a product is archived: `yes` or `no`.
pub(crate) fn archived(cell: &Cell<'_>) -> Result<Value, String> {
    match cell.text.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(json!(true)),
        "no" | "false" | "0" => Ok(json!(false)),
        _ => Err(not("write yes or no", cell.text)),
    }
}

/// Reads the target of a redirect: `category:vases`.
pub(crate) fn redirect(cell: &Cell<'_>) -> Result<Value, String> {
    let target: TargetDocument =
        cell.text.parse().map_err(|error: UnknownTarget| not(&error.to_string(), cell.text))?;
    Ok(json!(target))
}

/// Reads a moment.
pub(crate) fn moment(cell: &Cell<'_>) -> Result<Value, String> {
    timestamp(cell.text).map(|moment| json!(moment))
}

/// Reads a list of codes: `clay|sand`.
pub(crate) fn codes(cell: &Cell<'_>) -> Result<Value, String> {
    read_codes(cell.text).map(|codes| json!(codes))
}

/// Reads attributes with their values: `material=stoneware|oak;room=kitchen`.
pub(crate) fn attributes(cell: &Cell<'_>) -> Result<Value, String> {
    let mut attributes = BTreeMap::new();
    for part in parts(cell.text, ';') {
        let (name, values) = pair(part, '=', "write attributes as material=stoneware|oak;room=kitchen")?;
        if attributes.insert(read_code(name)?, read_codes(values)?).is_some() {
            return Err(format!("\"{name}\" is there twice; write its values once"));
        }
    }
    Ok(json!(attributes))
}

/// Reads facts: `capacity=1.5;dishwasher-safe=yes`.
pub(crate) fn facts(cell: &Cell<'_>) -> Result<Value, String> {
    const HINT: &str = "write facts as capacity=1.5;dishwasher-safe=yes";
    let mut facts = BTreeMap::new();
    for part in parts(cell.text, ';') {
        let (name, text) = pair(part, '=', HINT)?;
        let fact = match text.trim() {
            "yes" | "true" => FactDocument::Flag(true),
            "no" | "false" => FactDocument::Flag(false),
            number => FactNumber::parse(number).map(FactDocument::Number).ok_or_else(|| not(HINT, part))?,
        };
        if facts.insert(read_code(name)?, fact).is_some() {
            return Err(format!("\"{name}\" is there twice; write it once"));
        }
    }
    Ok(json!(facts))
}

/// Reads pictures, some with the value they show: `images/vase.jpg;images/vase-clay.jpg=colour:clay`.
pub(crate) fn pictures(cell: &Cell<'_>) -> Result<Value, String> {
    let pictures: Vec<_> = parts(cell.text, ';').map(picture).collect::<Result<_, _>>()?;
    Ok(json!(pictures))
}

/// Reads scheduled prices, separated by semicolons, such as
/// `EUR 19900 2026-11-01T00:00:00Z/2026-12-01T00:00:00Z;USD 4900 2026-11-01T00:00:00Z compare_at 5400`, in minor units.
pub(crate) fn scheduled_prices(cell: &Cell<'_>) -> Result<Value, String> {
    let prices: Vec<_> = parts(cell.text, ';').map(scheduled_price).collect::<Result<_, _>>()?;
    Ok(json!(prices))
}

/// Reads an option: `colour`, or `colour=clay|sand` to name the values and their order.
pub(crate) fn option(cell: &str) -> Result<(Slug, Vec<Slug>), String> {
    let (name, values) = cell.split_once('=').unwrap_or((cell, ""));
    Ok((read_code(name)?, read_codes(values)?))
}

/// Parses a code.
pub(crate) fn read_code(cell: &str) -> Result<Slug, String> {
    Slug::new(cell.trim()).map_err(|error| not(&of_code(&error), cell))
}

fn read_codes(cell: &str) -> Result<Vec<Slug>, String> {
    parts(cell, '|').map(read_code).collect()
}

/// Parses an amount in major units. Digits are not grouped, because a comma may be either.
fn amount(cell: &str, currency: Currency, decimal_marks: &[char]) -> Result<Amount, String> {
    let example = Money::new(19_050, currency).to_decimal_string();
    let hint = format!("write an amount in {currency} such as {example}");
    let cell = cell.trim();
    // A point in a file with decimal commas is likely a thousands separator.
    if cell.contains('.') && !decimal_marks.contains(&'.') {
        let hint = "write decimals after a comma in a file with semicolons, and thousands without a sign";
        return Err(not(hint, cell));
    }
    let money = Money::from_decimal(&cell.replacen(decimal_marks, ".", 1), currency);
    let money = money.map_err(|error| not(&format!("{hint} ({error})"), cell))?;
    Amount::new(money.minor).map_err(|_| not(&hint, cell))
}

fn timestamp(cell: &str) -> Result<jiff::Timestamp, String> {
    jiff::Timestamp::from_str(cell.trim()).map_err(|_| not("write a moment such as 2026-03-01T08:00:00Z", cell))
}

fn picture(part: &str) -> Result<ProductPictureDocument, String> {
    let (file, shown) = part.split_once('=').unwrap_or((part, ""));
    let mut shows = BTreeMap::new();
    if !shown.is_empty() {
        let (attribute, value) = pair(shown, ':', "write a picture of a value as images/vase.jpg=colour:clay")?;
        shows.insert(read_code(attribute)?, read_code(value)?);
    }
    Ok(ProductPictureDocument { file: file.trim().to_owned(), shows })
}

fn scheduled_price(part: &str) -> Result<ScheduledPriceDocument, String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let (code, minor, window, compare_at) = match words.as_slice() {
        [code, minor, window] => (code, minor, window, None),
        [code, minor, window, COMPARE_AT, compare_at] => (code, minor, window, Some(compare_at)),
        _ => return Err(not("write a scheduled price as EUR 19900 2026-11-01T00:00:00Z/2026-12-01T00:00:00Z", part)),
    };
    let (from, to) = window.split_once('/').map_or((*window, None), |(from, to)| (from, Some(to)));
    let list =
        PriceList::from_code(code).ok_or_else(|| not("write the code of a currency or a market, such as EUR", code))?;
    Ok(ScheduledPriceDocument {
        currency: list,
        amount: minor_amount(minor)?,
        compare_at: compare_at.map(|compare_at| minor_amount(compare_at)).transpose()?,
        from: timestamp(from)?,
        to: to.map(timestamp).transpose()?,
    })
}

/// Parses an amount in minor units.
fn minor_amount(text: &str) -> Result<Amount, String> {
    let minor = text.parse().ok().and_then(|minor| Amount::new(minor).ok());
    minor.ok_or_else(|| not("a scheduled price is a whole number of minor units from 1 to 1000000000000", text))
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
