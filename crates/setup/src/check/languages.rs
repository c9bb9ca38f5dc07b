use types::bounds::{MAX_ALT_BYTES, MAX_NAME_BYTES};

use super::{Found, at, check_optional_name};
use crate::{LanguageDocument, SetupDocument, language_names::own_name};

/// The most interface texts of a shop's own in a language.
const MOST_TEXTS: usize = 1_000;

/// Checks the list of languages and their fallbacks.
pub(super) fn check(document: &SetupDocument, found: &mut Found) {
    let languages = &document.languages;
    found.require(!languages.is_empty(), at!["languages"], || {
        "a shop has a language; write one such as {\"tag\": \"en\"}, the primary one first".to_owned()
    });
    for (index, language) in languages.iter().enumerate() {
        let is_first = languages[..index].iter().all(|other| other.tag != language.tag);
        found.require(is_first, at!["languages", index, "tag"], || {
            format!("{} is in the list already; a language is there once", language.tag)
        });
        found.require(language.name.is_some() || own_name(language.tag).is_some(), at!["languages", index], || {
            format!("the name of {} is not known; write it in \"name\", in the language itself", language.tag)
        });
        check_optional_name(language.name.as_ref(), at!["languages", index, "name"], found);
        check_texts(index, language, found);
        check_fallback(languages, index, language, found);
    }
}

/// Checks the number of a shop's own interface texts, and their sizes.
fn check_texts(index: usize, language: &LanguageDocument, found: &mut Found) {
    let texts = &language.texts;
    found.require(texts.len() <= MOST_TEXTS, at!["languages", index, "texts"], || {
        format!("a language has at most {MOST_TEXTS} texts of the shop's own")
    });
    for (key, text) in texts.iter().take(MOST_TEXTS) {
        let fits = key.len() <= MAX_NAME_BYTES && text.len() <= MAX_ALT_BYTES;
        let key: String = key.chars().take(100).collect();
        found.require(fits, at!["languages", index, "texts", key.as_str()], || {
            format!("a text has at most {MAX_ALT_BYTES} bytes, and its key at most {MAX_NAME_BYTES}")
        });
    }
}

fn check_fallback(languages: &[LanguageDocument], index: usize, language: &LanguageDocument, found: &mut Found) {
    let Some(fallback) = language.fallback else { return };
    let at = at!["languages", index, "fallback"];
    if index == 0 {
        found.add(at, "the primary language, the first of the list, has no fallback; leave it out");
        return;
    }
    if languages.iter().all(|other| other.tag != fallback) {
        found.add(at, format!("{fallback} is no language of this shop; name one of the list"));
        return;
    }
    let mut seen = vec![language.tag];
    let mut next = Some(fallback);
    while let Some(tag) = next {
        if seen.contains(&tag) {
            found.add(at, "the fallbacks go round in a circle; let one of them lead to the primary language");
            return;
        }
        seen.push(tag);
        next = languages.iter().find(|other| other.tag == tag).and_then(|other| other.fallback);
    }
}
