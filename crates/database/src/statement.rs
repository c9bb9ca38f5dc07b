use std::fmt::Write as _;

use types::Timestamp;

use crate::statement_span::Engine;

/// A SQL text and its parameters, in order.
#[must_use = "a statement does nothing until it is run"]
pub struct Statement {
    text: Text,
    parameters: Vec<Parameter>,
}

/// The text of a statement.
enum Text {
    Whole(sqlx::SqlStr),
    /// A text with a row in braces, which is written once for each of the rows.
    Rows {
        template: &'static str,
        rows: Vec<Vec<Parameter>>,
    },
}

/// A statement as an engine runs it.
pub(crate) struct Rendered {
    pub(crate) text: sqlx::SqlStr,
    pub(crate) parameters: Vec<Parameter>,
}

/// A value that both engines store.
#[derive(Clone, Debug)]
pub enum Parameter {
    /// A `BIGINT`.
    Integer(Option<i64>),
    /// A `TEXT`.
    Text(Option<String>),
    /// A `BOOLEAN`.
    Boolean(bool),
}

/// Returns a statement with this text, which is known when the program is built.
pub fn sql(text: &'static str) -> Statement {
    Statement { text: Text::Whole(sqlx::SqlSafeStr::into_sql_str(text)), parameters: Vec::new() }
}

impl Statement {
    /// Returns a statement whose text the program has composed of its own names. Values are bound, and never a part of the text.
    pub fn composed(text: String) -> Self {
        Self { text: Text::Whole(safe(text)), parameters: Vec::new() }
    }

    /// Returns `text` with `(?)` replaced by `($n, $n+1, …)`, one for each of `values`, numbered after the parameters
    /// `fixed`. No values become `(NULL)`, which matches nothing.
    pub fn with_list<P: Into<Parameter>>(
        text: &'static str,
        fixed: Vec<Parameter>,
        values: impl IntoIterator<Item = P>,
    ) -> Self {
        let first = fixed.len() + 1;
        let mut parameters = fixed;
        parameters.extend(values.into_iter().map(Into::into));
        let names: Vec<String> = (first..=parameters.len()).map(|n| format!("${n}")).collect();
        let list = if names.is_empty() { "(NULL)".to_owned() } else { format!("({})", names.join(", ")) };
        // Only parameter names are put into the text, never a value.
        Self { text: Text::Whole(safe(text.replace("(?)", &list))), parameters }
    }

    /// Returns `text` with the row in braces written once for each of `rows`, each of its question marks being a parameter:
    /// `INSERT INTO outbox (revision, cache_key) VALUES {($1, ?)}`. `fixed` are the numbered parameters.
    pub fn with_rows(text: &'static str, fixed: &[Parameter], rows: Vec<Vec<Parameter>>) -> Self {
        Self { text: Text::Rows { template: text, rows }, parameters: fixed.to_vec() }
    }

    /// Gives the next parameter its value.
    pub fn bind(mut self, value: impl Into<Parameter>) -> Self {
        self.parameters.push(value.into());
        self
    }
}

impl Statement {
    /// Returns the text and the parameters for an engine.
    pub(crate) fn render(self, engine: Engine) -> Rendered {
        let Self { text, parameters } = self;
        match (text, engine) {
            (Text::Whole(text), _) => Rendered { text, parameters },
            (Text::Rows { template, rows }, Engine::Sqlite) => render_by_place(template, &parameters, rows),
            (Text::Rows { template, rows }, Engine::Postgres) => render_by_number(template, parameters, rows),
        }
    }
}

/// Returns a text that the program has composed of its own names, and no value.
fn safe(text: String) -> sqlx::SqlStr {
    sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(text))
}

/// Returns the texts before, in and after the braces.
fn split_template(template: &'static str) -> [&'static str; 3] {
    let (before, rest) = template.split_once('{').unwrap_or((template, ""));
    let (row, after) = rest.split_once('}').unwrap_or((rest, ""));
    [before, row, after]
}

/// Numbers the parameters of the rows after the fixed ones.
fn render_by_number(template: &'static str, fixed: Vec<Parameter>, rows: Vec<Vec<Parameter>>) -> Rendered {
    let [before, row, after] = split_template(template);
    let (mut text, mut parameters) = (before.to_owned(), fixed);
    for (index, values) in rows.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        let mut parts = row.split('?');
        text.push_str(parts.next().unwrap_or_default());
        for (value, part) in values.into_iter().zip(parts) {
            parameters.push(value);
            write!(text, "${}{part}", parameters.len()).expect("a text takes any text");
        }
    }
    text.push_str(after);
    Rendered { text: safe(text), parameters }
}

/// Writes every parameter as a question mark, and a fixed one as often as it occurs. SQLite searches the names of numbered
/// parameters one by one, for each of them, which takes longer than writing the rows does.
fn render_by_place(template: &'static str, fixed: &[Parameter], rows: Vec<Vec<Parameter>>) -> Rendered {
    let [before, row, after] = split_template(template);
    let (mut text, mut parameters) = (String::with_capacity(template.len() + rows.len() * row.len()), Vec::new());
    push_by_place(&mut text, &mut parameters, before, fixed, Vec::new());
    for (index, values) in rows.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        push_by_place(&mut text, &mut parameters, row, fixed, values);
    }
    push_by_place(&mut text, &mut parameters, after, fixed, Vec::new());
    Rendered { text: safe(text), parameters }
}

/// Appends a part of a template, and its parameters in the order of the text.
fn push_by_place(
    text: &mut String,
    parameters: &mut Vec<Parameter>,
    part: &str,
    fixed: &[Parameter],
    values: Vec<Parameter>,
) {
    let mut values = values.into_iter();
    let mut rest = part;
    while let Some(at) = rest.find(['?', '$']) {
        let (before, from) = rest.split_at(at);
        let end = from[1..].find(|letter: char| !letter.is_ascii_digit()).map_or(from.len(), |length| length + 1);
        text.push_str(before);
        text.push('?');
        let numbered = from[1..end].parse::<usize>().ok().and_then(|number| fixed.get(number.checked_sub(1)?));
        parameters.extend(numbered.cloned().or_else(|| values.next()));
        rest = &from[end..];
    }
    text.push_str(rest);
}

/// Builds the sqlx query of a rendered statement. A macro, because the place where it runs decides the engine.
macro_rules! bind {
    ($statement:expr) => {{
        let statement = $statement;
        let mut query = sqlx::query(statement.text);
        for parameter in statement.parameters {
            query = match parameter {
                $crate::Parameter::Integer(value) => query.bind(value),
                $crate::Parameter::Text(value) => query.bind(value),
                $crate::Parameter::Boolean(value) => query.bind(value),
            };
        }
        query
    }};
}
pub(crate) use bind;

macro_rules! parameters {
    ($($from:ty => $value:ident: $into:expr),* $(,)?) => {$(
        impl From<$from> for Parameter {
            fn from($value: $from) -> Self {
                $into
            }
        }
    )*};
}

parameters! {
    i64 => value: Self::Integer(Some(value)),
    u32 => value: Self::Integer(Some(i64::from(value))),
    Option<i64> => value: Self::Integer(value),
    bool => value: Self::Boolean(value),
    &str => value: Self::Text(Some(value.to_owned())),
    String => value: Self::Text(Some(value)),
    &String => value: Self::Text(Some(value.clone())),
    Option<String> => value: Self::Text(value),
    Option<&str> => value: Self::Text(value.map(str::to_owned)),
    Timestamp => value: Self::Integer(Some(value.0)),
    Option<Timestamp> => value: Self::Integer(value.map(|moment| moment.0)),
    types::ProductId => id: Self::Integer(Some(id.0)),
    types::VariantId => id: Self::Integer(Some(id.0)),
    types::VisitorId => id: Self::Integer(Some(id.0)),
    types::CartId => id: Self::Integer(Some(id.0)),
    types::CategoryId => id: Self::Integer(Some(id.0)),
    Option<types::CategoryId> => id: Self::Integer(id.map(|id| id.0)),
    types::CollectionId => id: Self::Integer(Some(id.0)),
    types::PictureId => id: Self::Integer(Some(id.0)),
    Option<types::PictureId> => id: Self::Integer(id.map(|id| id.0)),
    types::PageId => id: Self::Integer(Some(id.0)),
    types::LocationId => id: Self::Integer(Some(id.0)),
    types::OrderId => id: Self::Text(Some(id.to_string())),
    types::CheckoutId => id: Self::Text(Some(id.to_string())),
    types::Currency => currency: Self::Text(Some(currency.code().to_owned())),
    types::Language => language: Self::Text(Some(language.code().to_owned())),
    types::MarketCode => market: Self::Text(Some(market.as_str().to_owned())),
    types::PriceList => list: Self::Text(Some(list.to_string())),
    &types::Slug => slug: Self::Text(Some(slug.as_str().to_owned())),
    &types::Sku => sku: Self::Text(Some(sku.as_str().to_owned())),
    types::SkuKey => key: Self::Text(Some(key.as_str().to_owned())),
}
