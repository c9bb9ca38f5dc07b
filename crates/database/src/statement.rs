use types::Timestamp;

/// A SQL text and its parameters, in order.
#[must_use = "a statement does nothing until it is run"]
pub struct Statement {
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
    Statement { text: sqlx::SqlSafeStr::into_sql_str(text), parameters: Vec::new() }
}

impl Statement {
    /// Returns a statement whose text the program has composed of its own names. Values are bound, and never a part of the text.
    pub fn composed(text: String) -> Self {
        Self { text: sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(text)), parameters: Vec::new() }
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
        let text = sqlx::SqlSafeStr::into_sql_str(sqlx::AssertSqlSafe(text.replace("(?)", &list)));
        Self { text, parameters }
    }

    /// Returns `text` with the row in braces written once for each of `rows`, each of its question marks being a parameter:
    /// `INSERT INTO outbox (revision, cache_key) VALUES {($1, ?)}`. `fixed` are the numbered parameters.
    pub fn with_rows(text: &'static str, fixed: &[Parameter], rows: Vec<Vec<Parameter>>) -> Self {
        let (before, rest) = text.split_once('{').unwrap_or((text, ""));
        let (row, after) = rest.split_once('}').unwrap_or((rest, ""));
        let mut parameters = fixed.to_vec();
        let mut names = Vec::with_capacity(rows.len());
        for values in rows {
            let mut parts = row.split('?');
            let mut name = parts.next().unwrap_or_default().to_owned();
            for (value, part) in values.into_iter().zip(parts) {
                parameters.push(value);
                name.push_str(&format!("${}{part}", parameters.len()));
            }
            names.push(name);
        }
        // Only parameter names are put into the text, never a value.
        let text = sqlx::AssertSqlSafe(format!("{before}{}{after}", names.join(", ")));
        Self { text: sqlx::SqlSafeStr::into_sql_str(text), parameters }
    }

    /// Gives the next parameter its value.
    pub fn bind(mut self, value: impl Into<Parameter>) -> Self {
        self.parameters.push(value.into());
        self
    }
}

/// Builds the sqlx query of a statement. A macro, because the place where it runs decides the engine.
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
    types::CategoryId => id: Self::Integer(Some(id.0)),
    Option<types::CategoryId> => id: Self::Integer(id.map(|id| id.0)),
    types::CollectionId => id: Self::Integer(Some(id.0)),
    types::PictureId => id: Self::Integer(Some(id.0)),
    Option<types::PictureId> => id: Self::Integer(id.map(|id| id.0)),
    types::PageId => id: Self::Integer(Some(id.0)),
    types::LocationId => id: Self::Integer(Some(id.0)),
    types::Language => language: Self::Text(Some(language.code().to_owned())),
    types::MarketCode => market: Self::Text(Some(market.as_str().to_owned())),
    types::PriceList => list: Self::Text(Some(list.to_string())),
    &types::Slug => slug: Self::Text(Some(slug.as_str().to_owned())),
    &types::Sku => sku: Self::Text(Some(sku.as_str().to_owned())),
    types::SkuKey => key: Self::Text(Some(key.as_str().to_owned())),
}
