use icu_locale::{LanguageIdentifier, LocaleExpander};
use types::Locale;

/// The most ranges of a header that are looked up. Browsers send as many as their owners have languages.
const MOST_RANGES: usize = 16;

/// Returns the locale that fits an `Accept-Language` header best: for each range in the visitor's order the locale with that very tag,
/// then one of the range's language and script, by RFC 4647's lookup.
pub(crate) fn negotiate(locales: &[Locale], accept_language: &str) -> Option<Locale> {
    let mut wanted: Vec<(f32, &str)> = accept_language.split(',').filter_map(parse_range).collect();
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    wanted.iter().take(MOST_RANGES).find_map(|(_, range)| of_range(locales, range))
}

fn parse_range(part: &str) -> Option<(f32, &str)> {
    let (range, weight) = match part.split_once(';') {
        Some((range, weight)) => (range, weight.trim().strip_prefix("q=")?.parse().ok()?),
        None => (part, 1.0),
    };
    (weight > 0.0).then_some((weight, range.trim()))
}

fn of_range(locales: &[Locale], range: &str) -> Option<Locale> {
    let wanted: LanguageIdentifier = range.parse().ok()?;
    let of = |is_fit: &dyn Fn(&LanguageIdentifier) -> bool| {
        let fits = |locale: &&Locale| tags(**locale).any(|tag| is_fit(&tag));
        locales.iter().find(fits).copied()
    };
    let with_script = maximized(&wanted);
    of(&|tag| *tag == wanted)
        .or_else(|| of(&|tag| tag.region == wanted.region && is_same_writing(tag, &with_script)))
        .or_else(|| of(&|tag| is_same_writing(tag, &with_script)))
        .or_else(|| of(&|tag| tag.language == wanted.language))
}

/// Returns every tag by which a visitor may name the locale.
fn tags(locale: Locale) -> impl Iterator<Item = LanguageIdentifier> {
    let facts = locale.facts();
    let with_countries =
        facts.market.facts().countries.iter().map(|country| format!("{}-{}", facts.language, country.code()));
    let tags = facts.hreflangs.iter().cloned().chain([facts.bcp47.clone()]).chain(with_countries);
    tags.filter_map(|tag| tag.parse().ok())
}

fn is_same_writing(tag: &LanguageIdentifier, wanted: &LanguageIdentifier) -> bool {
    let tag = maximized(tag);
    tag.language == wanted.language && tag.script == wanted.script
}

fn maximized(tag: &LanguageIdentifier) -> LanguageIdentifier {
    let mut tag = tag.clone();
    LocaleExpander::new_common().maximize(&mut tag);
    tag
}
