//! The patterns and symbols of currencies per locale, as a table of what differs from the locale above.

use super::read;
use anyhow::{Context, Result};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// A locale's ways to write amounts.
#[derive(Clone, Default, PartialEq)]
struct Locale {
    /// The pattern with the locale's own digits, and with Latin ones, such as `n ¤`.
    patterns: [String; 2],
    /// Pairs of a number's separator and that of an amount, if they differ, such as `,.`.
    separators: String,
    symbols: BTreeMap<String, String>,
}

/// Returns the table: a line of decimals that differ from ISO's, and a line per locale, with fields separated by tabs.
///
/// A locale is left out if it is like the locale of its tag without the last subtag, and so is each symbol.
pub(super) fn table(cldr: &Path, currencies: &BTreeMap<String, u8>) -> Result<String> {
    let locales = locales(cldr, currencies)?;
    let root = locales.get("und").context("CLDR has no root locale")?;
    let mut table = decimals(cldr, currencies)?;
    for (tag, locale) in &locales {
        let above = above(&locales, tag).unwrap_or(root);
        if tag == "und" {
            table.push_str(&line(tag, locale, &Locale::default()));
        } else if locale != above {
            table.push_str(&line(tag, locale, above));
        }
    }
    Ok(table)
}

fn above<'l>(locales: &'l BTreeMap<String, Locale>, tag: &str) -> Option<&'l Locale> {
    let (shorter, _) = tag.rsplit_once('-')?;
    locales.get(shorter).or_else(|| above(locales, shorter))
}

fn line(tag: &str, locale: &Locale, above: &Locale) -> String {
    let [own, latin] = &locale.patterns;
    let mut line = format!("{tag}\t{own}\t{latin}\t{}", locale.separators);
    for (code, symbol) in &locale.symbols {
        if above.symbols.get(code).unwrap_or(code) != symbol {
            line.push_str(&format!("\t{code}{symbol}"));
        }
    }
    line + "\n"
}

fn decimals(cldr: &Path, currencies: &BTreeMap<String, u8>) -> Result<String> {
    let data = read(&cldr.join("cldr-core/supplemental/currencyData.json"))?;
    let fractions = &data["supplemental"]["currencyData"]["fractions"];
    let mut line = "decimals".to_owned();
    for (code, exponent) in currencies {
        let shown = fractions[code]["_digits"].as_str().unwrap_or("2");
        if shown != exponent.to_string() {
            line.push_str(&format!("\t{code}{shown}"));
        }
    }
    Ok(line + "\n")
}

fn locales(cldr: &Path, currencies: &BTreeMap<String, u8>) -> Result<BTreeMap<String, Locale>> {
    let folder = cldr.join("cldr-numbers-full/main");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut locales = BTreeMap::new();
    for entry in entries {
        let entry = entry?;
        let tag = entry.file_name().to_string_lossy().into_owned();
        locales.insert(tag.clone(), locale(&entry.path(), &tag, currencies)?);
    }
    Ok(locales)
}

fn locale(folder: &Path, tag: &str, currencies: &BTreeMap<String, u8>) -> Result<Locale> {
    let numbers = read(&folder.join("numbers.json"))?;
    let numbers = &numbers["main"][tag]["numbers"];
    let names = read(&folder.join("currencies.json"))?;
    let names = &names["main"][tag]["numbers"]["currencies"];
    let own = numbers["defaultNumberingSystem"].as_str().unwrap_or("latn");
    let symbols = currencies.keys().map(|code| (code.clone(), symbol(&names[code], code)));
    Ok(Locale {
        patterns: [pattern(numbers, own), pattern(numbers, "latn")],
        separators: separators(&numbers[format!("symbols-numberSystem-{own}")]),
        symbols: symbols.collect(),
    })
}

/// Returns the symbol, which is the code if the locale has none.
fn symbol(currency: &Value, code: &str) -> String {
    without_marks(currency["symbol"].as_str().unwrap_or(code))
}

/// Returns a pattern with `n` in the place of the number, and with the one for negative amounts only if that is not the
/// same with a sign before it.
fn pattern(numbers: &Value, system: &str) -> String {
    let formats = &numbers[format!("currencyFormats-numberSystem-{system}")];
    let pattern = without_marks(formats["standard"].as_str().unwrap_or("¤\u{a0}0"));
    let mut short = String::new();
    for char in pattern.chars() {
        match char {
            '#' | '0' | ',' | '.' if short.ends_with('n') => {}
            '#' | '0' | ',' | '.' => short.push('n'),
            other => short.push(other),
        }
    }
    match short.split_once(';') {
        Some((positive, negative)) if negative.strip_prefix('-') == Some(positive) => positive.to_owned(),
        _ => short,
    }
}

fn separators(symbols: &Value) -> String {
    let pair = |of_number: &str, of_amount: &str| {
        let (from, to) = (symbols[of_number].as_str()?, symbols[of_amount].as_str()?);
        (from != to).then(|| format!("{from}{to}"))
    };
    [pair("decimal", "currencyDecimal"), pair("group", "currencyGroup")].into_iter().flatten().collect()
}

/// Removes marks of direction: pages isolate every amount.
fn without_marks(text: &str) -> String {
    text.chars().filter(|char| !['\u{200e}', '\u{200f}', '\u{61c}'].contains(char)).collect()
}
