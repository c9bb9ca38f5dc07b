use std::collections::BTreeSet;

use database::{CacheKey, Error, Tx};

use crate::{Setup, SetupDocument, TextLanguage, general_key, market_key, store, texts_key};

/// The difference between a setup and the former one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetupChange {
    /// None.
    Nothing,
    /// Something else than languages.
    Facts,
    /// Languages or their fallbacks: rows of texts have to be written for them, by [`crate::refill`].
    Languages,
}

/// Makes `setup` the shop's, and touches the keys of what differs from the former one.
///
/// A prefix that a locale no longer has leads to its new one from now on.
pub async fn save_setup(tx: &mut Tx, setup: &Setup) -> Result<SetupChange, Error> {
    let (former_document, former_files) = store::stored(tx).await?.unzip();
    let former_files = former_files.unwrap_or_default();
    if former_document.as_ref() == Some(setup.document()) && former_files == *setup.look().files() {
        return Ok(SetupChange::Nothing);
    }
    store::put(tx, setup).await?;
    let former = former_document.and_then(|document| Setup::check_with_files(&document, &former_files).ok());
    match &former {
        None => {
            tx.touch(general_key());
        }
        Some(former) => touch_differences(tx, former, setup),
    }
    store::replace_languages(tx, setup.languages()).await?;
    keep_former_prefixes(tx, former.as_ref(), setup).await?;
    if former.is_some_and(|former| former.languages() == setup.languages()) {
        return Ok(SetupChange::Facts);
    }
    // The caller writes texts of everything in the shop.
    tx.touch(CacheKey::everything());
    Ok(SetupChange::Languages)
}

fn touch_differences(tx: &mut Tx, former: &Setup, setup: &Setup) {
    let is_general_different = general_part(former.document()) != general_part(setup.document())
        || former.look() != setup.look()
        || addresses(former) != addresses(setup);
    if is_general_different {
        tx.touch(general_key());
    }
    let codes: BTreeSet<_> = [former, setup].iter().flat_map(|of| of.markets()).map(|market| market.code()).collect();
    for code in codes {
        if former.market(code) != setup.market(code) || formats(former, code) != formats(setup, code) {
            tx.touch(market_key(code));
        }
    }
    for TextLanguage { language, .. } in former.languages().iter().chain(setup.languages()) {
        if former.texts(*language) != setup.texts(*language) {
            tx.touch(texts_key(*language));
        }
    }
}

/// Returns the document without its markets' facts and the interface texts, which have keys of their own.
fn general_part(document: &SetupDocument) -> SetupDocument {
    let mut general = document.clone();
    general.markets.clear();
    for language in &mut general.languages {
        language.texts.clear();
    }
    general
}

/// Everything about locales that the switcher and `hreflang` of every page show.
fn addresses(setup: &Setup) -> Vec<impl PartialEq + use<>> {
    let facts = |locale: &types::Locale| {
        let market = locale.market();
        (
            locale.prefix(),
            locale.language(),
            locale.facts().hreflangs.clone(),
            market.facts().name.clone(),
            market.currency(),
        )
    };
    setup.locales().iter().map(facts).collect()
}

fn formats(setup: &Setup, market: types::MarketCode) -> Vec<&'static str> {
    let locales = setup.locales().iter().filter(|locale| locale.market().code() == market);
    locales.map(|locale| locale.facts().format.as_str()).collect()
}

async fn keep_former_prefixes(tx: &mut Tx, former: Option<&Setup>, setup: &Setup) -> Result<(), Error> {
    for locale in former.iter().flat_map(|former| former.locales()) {
        if setup.locale_by_prefix(locale.prefix()).is_none() && !locale.prefix().is_empty() {
            store::add_former_prefix(tx, locale.prefix(), locale.market().code(), locale.language()).await?;
        }
    }
    for locale in setup.locales() {
        store::remove_former_prefix(tx, locale.prefix()).await?;
    }
    Ok(())
}
