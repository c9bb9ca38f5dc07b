//! Rows of texts for the languages of another setup.

use database::{Error, Statement, Tx, row};
use types::Language;

use crate::Setup;

/// A table with a row of texts for each thing and language, and a column `origins`.
#[derive(Clone, Copy, Debug)]
pub struct TextTable {
    /// The table.
    pub name: &'static str,
    /// The column with the id of the thing.
    pub id: &'static str,
    /// The columns with texts, in the order of their origins.
    pub texts: &'static [&'static str],
    /// The slugs of the things, if they have some: the first text.
    pub slugs: Option<SlugTable>,
}

/// The tables of a kind of thing with slugs.
#[derive(Clone, Copy, Debug)]
pub struct SlugTable {
    /// The kind. The table with the codes of its things has the same name.
    pub kind: &'static str,
    /// The table with the slugs that things had before.
    pub retired: &'static str,
}

/// Two things that would have one slug in a language of another setup.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "in {language} the {first} and the {second} would have the same slug \"{slug}\", because a language without a slug of its \
    own borrows one; give one of them another slug first, then save the setup again"
)]
pub struct SharedSlug {
    /// The language.
    pub language: Language,
    /// The slug.
    pub slug: String,
    /// The kind and code of a thing.
    pub first: String,
    /// The kind and code of another one.
    pub second: String,
}

/// The reason why texts were not written for the languages of another setup.
#[derive(Debug, thiserror::Error)]
pub enum RefillError {
    /// Two things would have one slug.
    #[error(transparent)]
    SharedSlug(#[from] SharedSlug),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Writes a row for each thing in each of the shop's languages, from the texts that things have of their own. Texts of languages
/// that the shop no longer has stay, and come back with the language. No two things of the tables may have one slug in a language.
pub async fn refill(tx: &mut Tx, setup: &Setup, tables: &[TextTable]) -> Result<(), RefillError> {
    let slugged: Vec<(TextTable, SlugTable)> = tables.iter().filter_map(|table| Some((*table, table.slugs?))).collect();
    for of in setup.languages() {
        check_slugs(tx, &of.chain, &slugged).await?;
    }
    for of in setup.languages() {
        for (table, slugs) in &slugged {
            for text in [retire_borrowed(*table, *slugs), free_borrowed(*table)] {
                Statement::composed(text).bind(of.language).execute(tx).await?;
            }
        }
        for table in tables {
            with_chain(table.statement(of.chain.len()), &of.chain).execute(tx).await?;
        }
    }
    for (table, _) in &slugged {
        for (_, former) in &slugged {
            Statement::composed(forget_present(*table, *former)).execute(tx).await?;
        }
    }
    Ok(())
}

row! {
    struct SharedSlugRow {
        slug: String,
        first: String,
        second: String,
    }
}

/// Checks that no two things would have one slug in a language, which is the first of `chain`.
async fn check_slugs(tx: &mut Tx, chain: &[Language], tables: &[(TextTable, SlugTable)]) -> Result<(), RefillError> {
    let (Some(language), false) = (chain.first(), tables.is_empty()) else { return Ok(()) };
    let statement = with_chain(shared_slug(tables, chain.len()), chain);
    let Some(SharedSlugRow { slug, first, second }) = statement.optional_row(tx).await? else { return Ok(()) };
    Err(SharedSlug { language: *language, slug, first, second }.into())
}

fn with_chain(text: String, chain: &[Language]) -> Statement {
    chain.iter().fold(Statement::composed(text), |statement, language| statement.bind(*language))
}

/// Returns the statement that finds a slug that two things would have in a language with this many languages in its chain.
fn shared_slug(tables: &[(TextTable, SlugTable)], languages: usize) -> String {
    let slugs = tables.iter().map(|(table, SlugTable { kind, .. })| {
        let joins = table.joins(languages, "base.id");
        let slug = value(languages, 0, "slug", "NULL");
        format!("SELECT '{kind} \"' || base.code || '\"' AS thing, {slug} AS slug FROM {kind} AS base{joins}")
    });
    let slugs = slugs.collect::<Vec<_>>().join(" UNION ALL ");
    format!(
        "SELECT slug, MIN(thing) AS first, MAX(thing) AS second FROM ({slugs}) AS filled \
        WHERE slug IS NOT NULL GROUP BY slug HAVING COUNT(*) > 1 ORDER BY slug LIMIT 1"
    )
}

/// The condition of a row whose slug is borrowed.
const IS_BORROWED: &str = "language = $1 AND substr(origins, 1, 1) NOT IN ('', '0', '-')";

/// Lets the borrowed slugs of a language lead to their things when these borrow others.
fn retire_borrowed(TextTable { name, id, .. }: TextTable, SlugTable { kind, retired }: SlugTable) -> String {
    format!(
        "INSERT INTO {retired} (kind, language, slug, target_id) \
        SELECT '{kind}', language, slug, {id} FROM {name} WHERE {IS_BORROWED} \
        ON CONFLICT (kind, language, slug) DO UPDATE SET target_id = excluded.target_id"
    )
}

/// Frees the borrowed slugs of a language, so that another thing can have one that is no longer borrowed.
fn free_borrowed(TextTable { name, id, .. }: TextTable) -> String {
    format!("UPDATE {name} SET slug = {} WHERE {IS_BORROWED}", no_slug(id))
}

/// Removes the records of slugs that things have now.
fn forget_present(TextTable { name, .. }: TextTable, SlugTable { kind, retired }: SlugTable) -> String {
    format!(
        "DELETE FROM {retired} WHERE kind = '{kind}' AND EXISTS \
        (SELECT 1 FROM {name} AS now WHERE now.language = {retired}.language AND now.slug = {retired}.slug)"
    )
}

/// Returns a text that is no slug, and that no other thing has.
fn no_slug(id: &str) -> String {
    format!("'~' || {id}")
}

impl TextTable {
    /// Returns the statement for a language with this many languages in its chain, which are its parameters.
    fn statement(&self, languages: usize) -> String {
        let Self { name, id, texts, slugs } = *self;
        let columns = texts.join(", ");
        let none = |place| match slugs {
            Some(_) if place == 0 => no_slug(&format!("base.{id}")),
            _ => "''".to_owned(),
        };
        let values: Vec<String> =
            texts.iter().enumerate().map(|(place, text)| value(languages, place, text, &none(place))).collect();
        let origins: Vec<String> =
            texts.iter().enumerate().map(|(place, text)| origin(languages, place, text)).collect();
        let joins = self.joins(languages, &format!("base.{id}"));
        let updates: Vec<String> = texts.iter().map(|text| format!("{text} = excluded.{text}")).collect();
        format!(
            "INSERT INTO {name} ({id}, language, {columns}, origins) \
            SELECT base.{id}, CAST($1 AS TEXT), {}, {} \
            FROM (SELECT DISTINCT {id} FROM {name}) AS base{joins} WHERE TRUE \
            ON CONFLICT ({id}, language) DO UPDATE SET {}, origins = excluded.origins",
            values.join(", "),
            origins.join(" || "),
            updates.join(", "),
        )
    }

    /// Returns the joins of the rows in each language of a chain, with the column `thing`.
    fn joins(&self, languages: usize, thing: &str) -> String {
        let Self { name, id, .. } = *self;
        (0..languages)
            .map(|n| format!(" LEFT JOIN {name} AS t{n} ON t{n}.{id} = {thing} AND t{n}.language = ${}", n + 1))
            .collect()
    }
}

/// Returns the text of a language, if it is its own and not empty.
fn own(language: usize, place: usize, text: &str) -> String {
    let digit = place + 1;
    format!(
        "CASE WHEN t{language}.origins = '' OR substr(t{language}.origins, {digit}, 1) = '0' \
        THEN NULLIF(t{language}.{text}, '') END"
    )
}

/// Returns the text of the first language of a chain that has one of its own, or else `none`.
fn value(languages: usize, place: usize, text: &str, none: &str) -> String {
    let owns: Vec<String> = (0..languages).map(|language| own(language, place, text)).collect();
    format!("COALESCE({}, {none})", owns.join(", "))
}

fn origin(languages: usize, place: usize, text: &str) -> String {
    let cases: String = (0..languages)
        .filter_map(|language| Some((char::from_digit(language as u32, 36)?, own(language, place, text))))
        .map(|(digit, own)| format!("WHEN {own} IS NOT NULL THEN '{digit}' "))
        .collect();
    format!("CASE {cases}ELSE '-' END")
}
