//! Rows of texts for the languages of another setup.

use database::{Error, Statement, Tx};

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
}

/// Writes a row for each thing in each of the shop's languages, from the texts that things have of their own. Texts of languages
/// that the shop no longer has stay, and come back with the language.
pub async fn refill(tx: &mut Tx, setup: &Setup, table: TextTable) -> Result<(), Error> {
    for of in setup.languages() {
        let mut statement = Statement::composed(table.statement(of.chain.len()));
        for language in &of.chain {
            statement = statement.bind(*language);
        }
        statement.execute(tx).await?;
    }
    Ok(())
}

impl TextTable {
    /// Returns the statement for a language with this many languages in its chain, which are its parameters.
    fn statement(&self, languages: usize) -> String {
        let Self { name, id, texts } = *self;
        let columns = texts.join(", ");
        let values: Vec<String> = texts.iter().enumerate().map(|(place, text)| value(languages, place, text)).collect();
        let origins: Vec<String> =
            texts.iter().enumerate().map(|(place, text)| origin(languages, place, text)).collect();
        let joins: String = (0..languages)
            .map(|n| format!(" LEFT JOIN {name} AS t{n} ON t{n}.{id} = base.{id} AND t{n}.language = ${}", n + 1))
            .collect();
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
}

/// Returns the text of a language, if it is its own and not empty.
fn own(language: usize, place: usize, text: &str) -> String {
    let digit = place + 1;
    format!(
        "CASE WHEN t{language}.origins = '' OR substr(t{language}.origins, {digit}, 1) = '0' \
        THEN NULLIF(t{language}.{text}, '') END"
    )
}

fn value(languages: usize, place: usize, text: &str) -> String {
    let owns: Vec<String> = (0..languages).map(|language| own(language, place, text)).collect();
    format!("COALESCE({}, '')", owns.join(", "))
}

fn origin(languages: usize, place: usize, text: &str) -> String {
    let cases: String = (0..languages)
        .filter_map(|language| Some((char::from_digit(language as u32, 36)?, own(language, place, text))))
        .map(|(digit, own)| format!("WHEN {own} IS NOT NULL THEN '{digit}' "))
        .collect();
    format!("CASE {cases}ELSE '-' END")
}
