use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use interface_texts::{REFERENCE, SOURCES, message};
use types::{InterfaceTexts, Language, Locale, Translated};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;
/// Bundles by the language and texts that they were made of.
type OwnBundles = HashMap<(Language, InterfaceTexts), Arc<Bundle>>;

/// The texts that Vitrine brings.
static BUILT_IN: LazyLock<Translated<Bundle>> = LazyLock::new(|| {
    let bundle_of = |(code, source): &(&str, &str)| {
        let language = Language::from_code(code)?;
        Some((language, bundle(language, source)))
    };
    SOURCES.iter().filter_map(bundle_of).collect()
});
/// The texts that shops have of their own.
static OWN: LazyLock<RwLock<OwnBundles>> = LazyLock::new(RwLock::default);

fn bundle(language: Language, source: &str) -> Bundle {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Isolating marks around values would be visible to screen readers and searches. Markup isolates values instead.
    bundle.set_use_isolating(false);
    // A resource with errors keeps the texts that parse; an import refuses the others.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Returns the shop's own texts in a language, if there are any.
fn own(language: Language, texts: InterfaceTexts) -> Option<Arc<Bundle>> {
    if texts.get().is_empty() {
        return None;
    }
    if let Some(known) = OWN.read().unwrap_or_else(PoisonError::into_inner).get(&(language, texts)) {
        return Some(known.clone());
    }
    let source: String = texts.get().iter().map(|(key, text)| message(key, text)).collect();
    let made = Arc::new(bundle(language, &source));
    OWN.write().unwrap_or_else(PoisonError::into_inner).insert((language, texts), made.clone());
    Some(made)
}

/// Returns the text of `key`: the shop's own, that of the first of the locale's languages that Vitrine knows, or the English one.
/// The key itself if there is none, on which a test fails.
pub(super) fn text(locale: Locale, key: &str, args: Option<&FluentArgs<'_>>) -> String {
    if let Some(text) = own(locale.language(), locale.facts().texts).and_then(|bundle| format(&bundle, key, args)) {
        return text;
    }
    let known = |language: &Language| {
        BUILT_IN.get(*language).or_else(|| BUILT_IN.get(Language::from_code(language.primary_subtag())?))
    };
    let reference = || Language::from_code(REFERENCE).and_then(|language| BUILT_IN.get(language));
    let bundle = locale.languages().iter().find_map(known).or_else(reference);
    bundle.and_then(|bundle| format(bundle, key, args)).unwrap_or_else(|| {
        tracing::error!(key, "an interface text is missing");
        key.to_owned()
    })
}

fn format(bundle: &Bundle, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    Some(bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

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
    fn every_text_is_used_and_every_used_text_is_there() {
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
        let english: BTreeSet<&str> = interface_texts::keys().collect();

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
        let count = |prefix, count: usize| {
            let mut args = FluentArgs::new();
            args.set("count", count);
            args.set("shown", count.to_string());
            text(setup::testing::locale(prefix), "product-count", Some(&args))
        };
        assert_eq!(count("en-ae", 1), "1 product");
        assert_eq!(count("en-ae", 0), "0 products");
        assert_eq!(count("ar-ae", 2), "منتجان");
        assert_eq!(count("ar-ae", 3), "3 منتجات");
        assert_eq!(count("ar-ae", 11), "11 منتجًا");
        assert_eq!(count("hi-in", 5), "5 प्रोडक्ट");
    }
}
