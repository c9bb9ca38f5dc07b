//! Every SQL statement of the setup.

use std::collections::BTreeMap;

use database::{Error, Executor, Tx, execute_rows, row, sql};
use types::{Language, MarketCode};

use crate::{Setup, SetupDocument, TextLanguage};

/// Returns the shop's setup; `None` if it has none yet.
pub async fn load(on: &mut impl Executor) -> Result<Option<Setup>, Error> {
    let Some(document) = document(on).await? else { return Ok(None) };
    let former = former_prefixes(on).await?;
    match Setup::check(&document) {
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
    let text: Option<String> = sql("SELECT document FROM setup WHERE id = 1").optional_scalar(on).await?;
    let Some(text) = text else { return Ok(None) };
    serde_json::from_str(&text).map(Some).map_err(|error| Error::defect("setup.document", error))
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

/// Writes the list of languages, which statements about slugs read.
pub(crate) async fn replace_languages(tx: &mut Tx, languages: &[TextLanguage]) -> Result<(), Error> {
    sql("DELETE FROM setup_language").execute(tx).await?;
    let text = "INSERT INTO setup_language (language, position) VALUES {(?, ?)}";
    let rows = languages.iter().zip(0_i64..).map(|(of, position)| vec![of.language.into(), position.into()]);
    execute_rows(tx, text, &[], rows.collect()).await.map(|_| ())
}

pub(crate) async fn put_document(tx: &mut Tx, document: &str) -> Result<(), Error> {
    sql("INSERT INTO setup (id, document) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET document = excluded.document")
        .bind(document)
        .execute(tx)
        .await?;
    sql("INSERT INTO setup_history (saved_at, document) VALUES ($1, $2)")
        .bind(tx.now())
        .bind(document)
        .execute(tx)
        .await
        .map(|_| ())
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
