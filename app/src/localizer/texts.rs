use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use types::{Language, Translated};
use unic_langid::LanguageIdentifier;

/// The interface's texts, compiled in. Tests fail if a language lacks one.
static TEXTS: LazyLock<Translated<FluentBundle<FluentResource>>> = LazyLock::new(|| Translated {
    en: bundle(Language::En, include_str!("../../texts/en.ftl")),
    ar: bundle(Language::Ar, include_str!("../../texts/ar.ftl")),
    hi: bundle(Language::Hi, include_str!("../../texts/hi.ftl")),
});

fn bundle(language: Language, source: &str) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().expect("ISO 639-1 codes are language identifiers");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolating marks around values would be visible to screen readers and searches. Markup isolates values instead.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source.to_owned()).expect("the texts parse: a test reads them all");
    bundle.add_resource_overriding(resource);
    bundle
}

/// Returns the text of `key`, or the key itself if it has no text. A test fails on such a key.
pub(super) fn text(language: Language, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    let bundle = TEXTS.of(language);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, language = language.code(), "an interface text is missing");
        return key.to_owned();
    };
    bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    fn keys(source: &str) -> BTreeSet<&str> {
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        source.lines().filter(is_key).filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    fn sources(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        let english = keys(include_str!("../../texts/en.ftl"));
        assert_eq!(keys(include_str!("../../texts/ar.ftl")), english);
        assert_eq!(keys(include_str!("../../texts/hi.ftl")), english);
    }

    #[test]
    fn every_text_is_used_and_every_used_text_is_there() {
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
        let english = keys(include_str!("../../texts/en.ftl"));

        for key in &english {
            assert!(code.contains(&format!("\"{key}\"")), "nothing says {key}");
        }
        for call in [".text(\"", ".plural(\"", ".text_with(\"", ".text_around(\""] {
            for (at, _) in code.match_indices(call) {
                let key = code[at + call.len()..].split('"').next().unwrap();
                assert!(key.is_empty() || english.contains(key), "no text for {key}");
            }
        }
    }

    #[test]
    fn plurals_follow_the_language() {
        let count = |language, count: usize| {
            let mut args = FluentArgs::new();
            args.set("count", count);
            args.set("shown", count.to_string());
            text(language, "product-count", Some(&args))
        };
        assert_eq!(count(Language::En, 1), "1 product");
        assert_eq!(count(Language::En, 0), "0 products");
        assert_eq!(count(Language::Ar, 2), "منتجان");
        assert_eq!(count(Language::Ar, 3), "3 منتجات");
        assert_eq!(count(Language::Ar, 11), "11 منتجًا");
        assert_eq!(count(Language::Hi, 5), "5 प्रोडक्ट");
    }
}
