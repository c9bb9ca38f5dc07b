//! CLDR's patterns and symbols of currencies. `cargo xtask generate` writes the table.

use std::{collections::HashMap, sync::LazyLock};

use icu_locale::{Locale, LocaleExpander};
use types::Currency;

/// A line of decimals, then a line per locale, with fields separated by tabs: the tag, the pattern with the locale's own
/// digits, that with Latin ones, pairs of separators, and symbols after their codes.
const TABLE: &str = include_str!("../data/currencies.txt");

/// The table's lines without their first field, by that field.
static LINES: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| TABLE.lines().filter_map(|l| l.split_once('\t')).collect());

/// A locale's ways to write amounts.
#[derive(Debug)]
pub(crate) struct CurrencyFormats {
    /// The pattern of an amount, with `¤` for the symbol and `n` for the number.
    pub(crate) pattern: &'static str,
    /// The pattern of a negative amount, if it is not the same with a sign before it.
    pub(crate) negative: Option<&'static str>,
    /// Pairs of a number's separator and that of an amount.
    pub(crate) separators: Vec<(char, char)>,
    symbols: HashMap<&'static str, &'static str>,
}

impl CurrencyFormats {
    /// Returns the formats of a locale: those of the longest tag in the table that is part of it.
    pub(crate) fn of(locale: &Locale, has_latin_digits: bool) -> Self {
        let chain = chain(locale);
        let nearest = chain.last().map_or("", |tag| LINES[tag.as_str()]);
        let mut fields = nearest.split('\t');
        let [own, latin, separators] = [(); 3].map(|()| fields.next().unwrap_or_default());
        let (pattern, negative) = match if has_latin_digits { latin } else { own } {
            pattern if pattern.contains(';') => {
                pattern.split_once(';').map(|(pattern, negative)| (pattern, Some(negative)))
            }
            pattern => Some((pattern, None)),
        }
        .unwrap_or_default();
        let separators: Vec<char> = separators.chars().collect();
        let symbols = chain.iter().flat_map(|tag| LINES[tag.as_str()].split('\t').skip(3));
        Self {
            pattern,
            negative,
            separators: separators.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect(),
            symbols: symbols.filter_map(|symbol| symbol.split_at_checked(3)).collect(),
        }
    }

    /// Returns the symbol of a currency, which is its code if the locale has none.
    pub(crate) fn symbol(&self, currency: Currency) -> &'static str {
        self.symbols.get(currency.code()).copied().unwrap_or(currency.code())
    }
}

/// Returns the number of decimals that CLDR shows, which is fewer than ISO's exponent where nobody uses the minor unit.
pub(crate) fn shown_decimals(currency: Currency) -> u8 {
    let mut decimals = LINES["decimals"].split('\t');
    let own = decimals.find_map(|field| field.strip_prefix(currency.code()));
    own.and_then(|digits| digits.parse().ok()).unwrap_or(currency.decimals())
}

/// Returns the tags of the table that are parts of a locale, from the root to the longest.
fn chain(locale: &Locale) -> Vec<String> {
    let mut id = locale.id.clone();
    id.variants.clear();
    LocaleExpander::new_extended().maximize(&mut id);
    let language = id.language.to_string();
    let script = id.script.map(|script| script.to_string()).unwrap_or_default();
    let region = id.region.map(|region| region.to_string()).unwrap_or_default();
    let tags = [
        "und".to_owned(),
        format!("{language}-{script}-{region}"),
        format!("{language}-{region}"),
        format!("{language}-{script}"),
        language.clone(),
    ];
    let nearest = tags[1..].iter().find(|tag| LINES.contains_key(tag.as_str())).cloned();
    let mut chain = Vec::new();
    let mut next = nearest;
    while let Some(tag) = next {
        next = tag.rsplit_once('-').map(|(shorter, _)| shorter.to_owned());
        chain.extend(LINES.contains_key(tag.as_str()).then_some(tag));
    }
    chain.push("und".to_owned());
    chain.reverse();
    chain
}
