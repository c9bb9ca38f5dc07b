//! Every SQL statement of the setup.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use database::{Error, Executor, Tx, execute_rows, row, sql};
use types::{Language, MarketCode};

use crate::{
    Setup, SetupDocument, TextLanguage,
    theme_file::{ThemeFile, ThemeFileFacts, ThemeFiles},
};

/// Returns the shop's setup; `None` if it has none yet.
pub async fn load(on: &mut impl Executor) -> Result<Option<Setup>, Error> {
    let Some((document, files)) = stored(on).await? else { return Ok(None) };
    let former = former_prefixes(on).await?;
    match Setup::check_with_files(&document, &files) {
        Ok(setup) => Ok(Some(setup.with_former_prefixes(former))),
        // It was accepted when it was saved, so this program's rules are stricter than those of the one that saved it.
        Err(errors) => {
            Err(errors.into_iter().next().map_or_else(Error::missing_row, |e| Error::defect("setup.document", e)))
        }
    }
}

/// Returns the shop's setup, which a write needs.
pub async fn required(on: &mut impl Executor) -> Result<Setup, Error> {
    load(on).await?.ok_or_else(Error::missing_row)
}

/// Returns the document of the shop's setup, if it has one.
pub async fn document(on: &mut impl Executor) -> Result<Option<SetupDocument>, Error> {
    Ok(row(on).await?.map(|(document, _)| document))
}

/// Returns the document of the shop's setup with the files of its theme, if it has one.
pub(crate) async fn stored(on: &mut impl Executor) -> Result<Option<(SetupDocument, ThemeFiles)>, Error> {
    let Some((document, facts)) = row(on).await? else { return Ok(None) };
    let mut files = ThemeFiles::default();
    for (path, facts) in facts {
        let content = content(on, &facts.address).await?.ok_or_else(Error::missing_row)?;
        let file = ThemeFile::of_stored(facts, &content).map_err(|error| Error::defect("theme_file.content", error))?;
        files.insert(&path, file);
    }
    Ok(Some((document, files)))
}

row! {
    struct SetupRow {
        document: String,
        files: String,
    }
}

async fn row(on: &mut impl Executor) -> Result<Option<(SetupDocument, BTreeMap<String, ThemeFileFacts>)>, Error> {
    let row: Option<SetupRow> = sql("SELECT document, files FROM setup WHERE id = 1").optional_row(on).await?;
    let Some(row) = row else { return Ok(None) };
    let document = serde_json::from_str(&row.document).map_err(|error| Error::defect("setup.document", error))?;
    let files = serde_json::from_str(&row.files).map_err(|error| Error::defect("setup.files", error))?;
    Ok(Some((document, files)))
}

async fn content(on: &mut impl Executor, address: &str) -> Result<Option<String>, Error> {
    sql("SELECT content FROM theme_file WHERE address = $1").bind(address).optional_scalar(on).await
}

/// Returns the content of a file that a theme has or had, by the path at which the shop serves it.
pub async fn theme_file(on: &mut impl Executor, address: &str) -> Result<Option<Vec<u8>>, Error> {
    let Some(content) = content(on, address).await? else { return Ok(None) };
    let bytes = BASE64.decode(content.as_bytes()).map_err(|error| Error::defect("theme_file.content", error))?;
    Ok(Some(bytes))
}

/// Returns the style sheet of a theme that the shop has or had, by its hash.
pub async fn theme_css(on: &mut impl Executor, hash: &str) -> Result<Option<String>, Error> {
    sql("SELECT css FROM theme_sheet WHERE hash = $1").bind(hash).optional_scalar(on).await
}

row! {
    struct FormerPrefix {
        prefix: String,
        market: MarketCode,
        language: Language,
    }
}

async fn former_prefixes(on: &mut impl Executor) -> Result<BTreeMap<String, (MarketCode, Language)>, Error> {
    let rows: Vec<FormerPrefix> = sql("SELECT prefix, market, language FROM former_prefix").rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.prefix, (row.market, row.language))).collect())
}

/// Returns the condition that a column has a language of the shop, which a language that the shop no longer has is not. A shop
/// without a setup has any.
#[macro_export]
macro_rules! is_shop_language {
    ($column:literal) => {
        concat!("(", $column, " IN (SELECT language FROM setup_language) OR NOT EXISTS (SELECT 1 FROM setup_language))")
    };
}

/// Writes the list of languages, which [`is_shop_language!`] reads.
pub(crate) async fn replace_languages(tx: &mut Tx, languages: &[TextLanguage]) -> Result<(), Error> {
    sql("DELETE FROM setup_language").execute(tx).await?;
    let text = "INSERT INTO setup_language (language, position) VALUES {(?, ?)}";
    let rows = languages.iter().zip(0_i64..).map(|(of, position)| vec![of.language.into(), position.into()]);
    execute_rows(tx, text, &[], rows.collect()).await.map(|_| ())
}

/// Writes a setup, and keeps the files and the style sheet of its theme for pages that caches have.
pub(crate) async fn put(tx: &mut Tx, setup: &Setup) -> Result<(), Error> {
    let document = serde_json::to_string(setup.document()).map_err(|error| Error::defect("setup.document", error))?;
    let look = setup.look();
    let facts: BTreeMap<&str, ThemeFileFacts> = look.files().iter().map(|(path, file)| (path, file.facts())).collect();
    let files = serde_json::to_string(&facts).map_err(|error| Error::defect("setup.files", error))?;
    sql("INSERT INTO setup (id, document, files, few) VALUES (1, $1, $2, $3) \
        ON CONFLICT (id) DO UPDATE SET document = excluded.document, files = excluded.files, few = excluded.few")
    .bind(&document)
    .bind(&files)
    .bind(setup.few())
    .execute(tx)
    .await?;
    sql("INSERT INTO setup_history (saved_at, document, files) VALUES ($1, $2, $3)")
        .bind(tx.now())
        .bind(&document)
        .bind(&files)
        .execute(tx)
        .await?;
    for (_, file) in look.files().iter() {
        sql("INSERT INTO theme_file (address, content) VALUES ($1, $2) ON CONFLICT (address) DO NOTHING")
            .bind(file.address())
            .bind(file.content())
            .execute(tx)
            .await?;
    }
    if let Some(hash) = look.hash() {
        sql("INSERT INTO theme_sheet (hash, css) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")
            .bind(hash)
            .bind(look.css())
            .execute(tx)
            .await?;
    }
    Ok(())
}

/// Adds a prefix that a locale had, which leads to its present one. A prefix that is in use again is no former one.
pub(crate) async fn add_former_prefix(
    tx: &mut Tx,
    prefix: &str,
    market: MarketCode,
    language: Language,
) -> Result<(), Error> {
    sql("INSERT INTO former_prefix (prefix, market, language) VALUES ($1, $2, $3)
        ON CONFLICT (prefix) DO UPDATE SET market = excluded.market, language = excluded.language")
    .bind(prefix)
    .bind(market)
    .bind(language)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(crate) async fn remove_former_prefix(tx: &mut Tx, prefix: &str) -> Result<(), Error> {
    sql("DELETE FROM former_prefix WHERE prefix = $1").bind(prefix).execute(tx).await.map(|_| ())
}
