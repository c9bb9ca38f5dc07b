//! The setup of the tests: five locales in three markets, as the demo shop has them.

use std::sync::{Arc, LazyLock};

use database::Database;
use types::{Language, Locale, Market, MarketCode, Timestamp};

use crate::{Setup, SetupDocument, save_setup};

static SHOP: LazyLock<Arc<Setup>> =
    LazyLock::new(|| Arc::new(Setup::check(&document()).expect("the setup of the tests is right")));

/// Returns the document of the tests' setup.
///
/// # Panics
///
/// If the fixture does not parse.
pub fn document() -> SetupDocument {
    serde_json::from_str(include_str!("testing/setup.json")).expect("the setup of the tests parses")
}

/// Returns the tests' setup.
pub fn setup() -> Arc<Setup> {
    SHOP.clone()
}

/// Returns the tests' setup in which Arabic borrows texts from English, and Hindi from Arabic.
///
/// # Panics
///
/// If it breaks a rule.
pub fn setup_with_fallbacks() -> Arc<Setup> {
    let mut document = document();
    document.languages[1].fallback = Some(language("en"));
    document.languages[2].fallback = Some(language("ar"));
    Arc::new(Setup::check(&document).expect("the setup of the tests is right"))
}

/// Returns the locale with this prefix.
///
/// # Panics
///
/// If there is none.
pub fn locale(prefix: &str) -> Locale {
    SHOP.locale_by_prefix(prefix).unwrap_or_else(|| panic!("the tests have no locale {prefix}"))
}

/// Returns the market with this code.
///
/// # Panics
///
/// If there is none.
pub fn market(code: &str) -> Market {
    MarketCode::new(code)
        .and_then(|code| SHOP.market(code))
        .unwrap_or_else(|| panic!("the tests have no market {code}"))
}

/// Returns the language with this tag.
///
/// # Panics
///
/// If it is no tag.
pub fn language(tag: &str) -> Language {
    Language::from_code(tag).unwrap_or_else(|| panic!("{tag} is no language tag"))
}

/// Makes the tests' setup the one of a database.
///
/// # Panics
///
/// If it can't be written.
pub async fn give_setup(database: &Database) {
    give(database, &SHOP).await;
}

/// Makes a setup the one of a database.
///
/// # Panics
///
/// If it can't be written.
pub async fn give(database: &Database, setup: &Setup) {
    let mut tx = database.write(Timestamp(0)).await.expect("the database takes a write");
    save_setup(&mut tx, setup).await.expect("the setup is saved");
    tx.commit().await.expect("the setup is committed");
}
