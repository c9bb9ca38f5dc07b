//! Column maps: any spreadsheet as products.

mod fields;

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use toml::{Table, Value};

use crate::{
    FeedError,
    cells::{Style, Texts},
    columns::{Columns, Level, Role, Side},
    description::Breaks,
    measure::{DecimalMark, Unit},
};

/// The columns of any spreadsheet, by the fields that they fill.
///
/// ```
/// let map = product_csv::ColumnMap::parse(r#"
/// decimal = ","               # "." if left out
/// delimiter = ";"             # detected if left out
/// encoding = "windows-1252"   # detected if left out
/// descriptions = "text"       # or "html", which is assumed, or "markdown"
/// list = "|"                  # between pictures, tags or categories; "," if left out
/// path = "/"                  # between the names of a category's path; ">" if left out
/// ignore = ["Storage"]        # columns that need no report
///
/// [columns]
/// group = "Model"             # rows below each other with the same value are one product
/// title = "Name"
/// sku = "Item no."
/// price = { EUR = "Price", CHF = "Price CHF" }
/// weight = { column = "Weight", unit = "kg" }
/// categories = ["Range", "Subrange"]
/// images = ["Photo 1", "Photo 2"]
///
/// [constants]
/// vendor = "Clay & Sons"
///
/// [options]                   # the option's name and its column
/// Colour = "Col."
///
/// [attributes]
/// Material = "Fabric"
/// "#);
/// assert!(map.is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct ColumnMap {
    pub(crate) delimiter: Option<u8>,
    pub(crate) encoding: Option<&'static Encoding>,
    style: Style,
    ignored: Vec<String>,
    columns: Vec<Mapped>,
    constants: Vec<(Role, String)>,
}

/// A column and the field it fills.
#[derive(Clone, Debug)]
struct Mapped {
    column: String,
    field: String,
    role: Role,
    unit: Option<Unit>,
}

/// A fault of a column map.
#[derive(Debug, thiserror::Error)]
#[error("the column map can't be read: {0}")]
pub struct ColumnMapError(String);

impl ColumnMap {
    /// Reads a map from TOML.
    pub fn parse(text: &str) -> Result<Self, ColumnMapError> {
        let mut file: Table = text.parse().map_err(|error: toml::de::Error| ColumnMapError(error.to_string()))?;
        let style = Style {
            decimal: decimal_mark(take_text(&mut file, "decimal")?.as_deref())?,
            list: take_character(&mut file, "list")?.unwrap_or(','),
            escapes: false,
            path: take_text(&mut file, "path")?.filter(|path| !path.is_empty()).unwrap_or_else(|| ">".to_owned()),
            texts: texts(take_text(&mut file, "descriptions")?.as_deref())?,
        };
        let delimiter = delimiter(take_character(&mut file, "delimiter")?)?;
        let encoding = encoding(take_text(&mut file, "encoding")?)?;
        let ignored = take_list(&mut file, "ignore")?;
        let mut columns = Vec::new();
        for (field, value) in take_table(&mut file, "columns")? {
            columns.extend(mapped(&field, &value)?);
        }
        for (place, (name, column)) in take_names(&mut file, "options")?.into_iter().enumerate() {
            let field = format!("the option {name}");
            columns.push(Mapped { column, field, role: Role::OptionValue(place), unit: None });
        }
        columns.extend(take_names(&mut file, "attributes")?.into_iter().map(attribute));
        let constants = constants(take_table(&mut file, "constants")?)?;
        if let Some(name) = file.keys().next() {
            return Err(ColumnMapError(format!("{name} is not a setting")));
        }
        Ok(Self { delimiter, encoding, style, ignored, columns, constants })
    }

    /// Returns the spelling of cells.
    pub(crate) fn style(&self) -> Style {
        self.style.clone()
    }

    /// Gives each column of a file its role.
    pub(crate) fn columns(&self, header: &[String]) -> Result<(Columns, Vec<String>), FeedError> {
        for Mapped { column, field, .. } in &self.columns {
            if !header.contains(column) {
                let (name, field, columns) = (column.clone(), field.clone(), header.join(", "));
                return Err(FeedError::NoSuchColumn { name, field, columns });
            }
        }
        let options = self.options_by_place(header);
        let mut columns = Columns::new(header, |place, name| {
            let is_first = header.iter().position(|other| other == name) == Some(place);
            let mapped = self.columns.iter().find(|mapped| mapped.column == name).filter(|_| is_first);
            match mapped {
                Some(Mapped { role: Role::OptionValue(_), .. }) => {
                    let option = options.iter().position(|(column, _)| column == name);
                    Role::OptionValue(option.unwrap_or_default())
                }
                Some(mapped) => mapped.role.clone(),
                None if self.ignored.iter().any(|ignored| ignored == name) => Role::Ignored,
                None => Role::Unknown,
            }
        });
        for Mapped { role, unit, .. } in &self.columns {
            if let (Role::Measure(side), Some(unit)) = (role, unit) {
                columns.set_unit(*side, *unit);
            }
        }
        for (role, value) in &self.constants {
            columns.set_constant(role.clone(), value.clone());
        }
        Ok((columns, options.into_iter().map(|(_, name)| name).collect()))
    }

    /// Returns the columns and names of options in the order of the file's columns.
    fn options_by_place(&self, header: &[String]) -> Vec<(String, String)> {
        let name = |mapped: &Mapped| mapped.field.trim_start_matches("the option ").to_owned();
        let of_column = |column: &String| {
            let is_option = |mapped: &&Mapped| mapped.column == *column && matches!(mapped.role, Role::OptionValue(_));
            self.columns.iter().find(is_option).map(|mapped| (column.clone(), name(mapped)))
        };
        header.iter().filter_map(of_column).collect()
    }
}

/// Reads one line of `[columns]`: a name, a name with a unit, names by currency, or a list of names.
fn mapped(field: &str, value: &Value) -> Result<Vec<Mapped>, ColumnMapError> {
    let one = |column: &str, role| Mapped { column: column.to_owned(), field: field.to_owned(), role, unit: None };
    match value {
        Value::String(column) => match fields::side(field) {
            Some(_) => refuse(field, "write { column = …, unit = … }"),
            None => Ok(vec![one(column, fields::role(field).ok_or_else(|| unknown(field))?)]),
        },
        Value::Array(columns) => {
            let columns: Option<Vec<&str>> = columns.iter().map(Value::as_str).collect();
            let Some(columns) = columns else { return refuse(field, "write a list of columns' names") };
            let role = fields::numbered(field).ok_or_else(|| unknown_form(field, "it has one column, not a list"))?;
            Ok(columns.iter().enumerate().map(|(place, column)| one(column, role(place))).collect())
        }
        Value::Table(parts) => match fields::side(field) {
            Some(side) => Ok(vec![measured(field, side, parts)?]),
            None => {
                let kind = fields::amount(field).ok_or_else(|| unknown_form(field, "it has one column"))?;
                let by_currency = parts.iter().map(|(currency, column)| {
                    let Some(column) = column.as_str() else { return refuse(field, "write { EUR = \"column\" }") };
                    Ok(one(column, Role::Price { kind, region: None, currency: Some(currency.clone()) }))
                });
                by_currency.collect()
            }
        },
        _ => refuse(field, "write the column's name"),
    }
}

fn measured(field: &str, side: Side, parts: &Table) -> Result<Mapped, ColumnMapError> {
    let text = |name: &str| parts.get(name).and_then(Value::as_str);
    let (Some(column), Some(sign), 2) = (text("column"), text("unit"), parts.len()) else {
        return refuse(field, "write { column = …, unit = … }");
    };
    let unit = if side == Side::Weight { Unit::weight(sign) } else { Unit::length(sign) };
    let Some(unit) = unit else { return refuse(field, "units are mg g kg t oz lb, or mm cm m in ft yd") };
    let (column, field) = (column.to_owned(), field.to_owned());
    Ok(Mapped { column, field, role: Role::Measure(side), unit: Some(unit) })
}

fn attribute((name, column): (String, String)) -> Mapped {
    let field = format!("the attribute {name}");
    let role = Role::Fact { level: Level::Product, key: name.clone(), name, list: None, visible: true };
    Mapped { column, field, role, unit: None }
}

fn constants(table: Table) -> Result<Vec<(Role, String)>, ColumnMapError> {
    let constant = |(field, value): (String, Value)| {
        let role = fields::role(&field).ok_or_else(|| unknown(&field))?;
        let value = match value {
            Value::String(text) => text,
            Value::Boolean(flag) => flag.to_string(),
            Value::Integer(number) => number.to_string(),
            _ => return refuse(&field, "write a text, a whole number, true or false"),
        };
        Ok((role, value))
    };
    table.into_iter().map(constant).collect()
}

fn unknown(field: &str) -> ColumnMapError {
    ColumnMapError(format!("{field} is not a field; the fields are: {}", fields::NAMES.join(", ")))
}

fn unknown_form(field: &str, message: &str) -> ColumnMapError {
    if fields::role(field).is_none() { unknown(field) } else { ColumnMapError(format!("{field}: {message}")) }
}

fn refuse<T>(field: &str, message: &str) -> Result<T, ColumnMapError> {
    Err(ColumnMapError(format!("{field}: {message}")))
}

fn take_table(file: &mut Table, name: &str) -> Result<Table, ColumnMapError> {
    match file.remove(name) {
        None => Ok(Table::new()),
        Some(Value::Table(table)) => Ok(table),
        Some(_) => refuse(name, "write a section, as [name]"),
    }
}

fn take_names(file: &mut Table, name: &str) -> Result<BTreeMap<String, String>, ColumnMapError> {
    let table = take_table(file, name)?.into_iter();
    let text = |(key, value): (String, Value)| match value {
        Value::String(text) => Ok((key, text)),
        _ => refuse(&key, "write the column's name"),
    };
    table.map(text).collect()
}

fn take_text(file: &mut Table, name: &str) -> Result<Option<String>, ColumnMapError> {
    match file.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => refuse(name, "write a text"),
    }
}

fn take_list(file: &mut Table, name: &str) -> Result<Vec<String>, ColumnMapError> {
    let Some(value) = file.remove(name) else { return Ok(Vec::new()) };
    let texts = value.as_array().map(|list| list.iter().map(|value| value.as_str().map(str::to_owned)).collect());
    texts.flatten().ok_or_else(|| ColumnMapError(format!("{name}: write a list of columns' names")))
}

fn take_character(file: &mut Table, name: &str) -> Result<Option<char>, ColumnMapError> {
    let Some(text) = take_text(file, name)? else { return Ok(None) };
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Ok(Some(character)),
        _ => refuse(name, "write one character"),
    }
}

fn decimal_mark(text: Option<&str>) -> Result<DecimalMark, ColumnMapError> {
    match text {
        None | Some(".") => Ok(DecimalMark::Point),
        Some(",") => Ok(DecimalMark::Comma),
        Some(_) => refuse("decimal", "write \".\" or \",\""),
    }
}

fn texts(text: Option<&str>) -> Result<Texts, ColumnMapError> {
    match text {
        None | Some("html") => Ok(Texts::Html(Breaks::Spaces)),
        Some("markdown") => Ok(Texts::Markdown),
        Some("text") => Ok(Texts::Plain),
        Some(_) => refuse("descriptions", "write html, markdown or text"),
    }
}

fn delimiter(character: Option<char>) -> Result<Option<u8>, ColumnMapError> {
    let Some(character) = character else { return Ok(None) };
    let byte = u8::try_from(character).ok().filter(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n'));
    byte.map(Some).ok_or_else(|| ColumnMapError("delimiter: write a character such as ; or a tab".to_owned()))
}

fn encoding(label: Option<String>) -> Result<Option<&'static Encoding>, ColumnMapError> {
    let Some(label) = label else { return Ok(None) };
    let encoding = Encoding::for_label(label.as_bytes());
    encoding.map(Some).ok_or_else(|| ColumnMapError(format!("encoding: {label:?} is not the name of one")))
}
