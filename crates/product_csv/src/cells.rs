//! Readers of cells that formats share.

use crate::{
    FeedAttribute, FeedPrice, FeedText, PriceKind,
    columns::{Amount, Level, Role, Side, View},
    description::{Breaks, markdown},
    measure::{DecimalMark, decimal},
    notes::Notes,
};

/// The spelling of cells in a format.
#[derive(Clone, Debug)]
pub(crate) struct Style {
    pub(crate) decimal: DecimalMark,
    /// The character between the values of a list.
    pub(crate) list: char,
    /// True if a backslash before that character makes it a part of the value.
    pub(crate) escapes: bool,
    /// The text between the names of a category's path.
    pub(crate) path: String,
    pub(crate) texts: Texts,
}

/// The form of descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Texts {
    Html(Breaks),
    /// WooCommerce's: line breaks are written as `\n`.
    EscapedHtml,
    Markdown,
    Plain,
}

/// Splits a list, without empty values.
pub(crate) fn list(text: &str, style: &Style) -> Vec<String> {
    split(text, style.list, style.escapes)
}

/// Splits a list at a character, without empty and repeated values.
pub(crate) fn split(text: &str, separator: char, escapes: bool) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if escapes && c == '\\' && characters.peek() == Some(&separator) {
            values.last_mut().into_iter().for_each(|value| value.push(separator));
            characters.next();
        } else if c == separator {
            values.push(String::new());
        } else {
            values.last_mut().into_iter().for_each(|value| value.push(c));
        }
    }
    let mut trimmed: Vec<String> = Vec::new();
    for value in values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
        if !trimmed.iter().any(|other| other == value) {
            trimmed.push(value.to_owned());
        }
    }
    trimmed
}

/// Splits categories into paths.
pub(crate) fn categories(text: &str, style: &Style) -> Vec<Vec<String>> {
    list(text, style).iter().map(|category| path(category, style)).filter(|path| !path.is_empty()).collect()
}

/// Splits the path of one category.
pub(crate) fn path(category: &str, style: &Style) -> Vec<String> {
    let names = category.split(style.path.as_str()).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Reads yes or no; `None` if the cell is empty or faulty.
pub(crate) fn flag(row: &View<'_>, role: &Role, notes: &mut Notes) -> Option<bool> {
    let text = row.get(role);
    match text.to_ascii_lowercase().as_str() {
        "" => None,
        "true" | "1" | "yes" => Some(true),
        "false" | "0" | "no" => Some(false),
        _ => {
            notes.error(row, role, format!("{text:?} is neither true nor false"));
            None
        }
    }
}

/// Reads an amount; `None` if the cell is empty or faulty.
pub(crate) fn amount(row: &View<'_>, role: &Role, style: &Style, notes: &mut Notes) -> Option<String> {
    let text = row.get(role);
    if text.is_empty() {
        return None;
    }
    decimal(text, style.decimal).map_err(|message| notes.error(row, role, message)).ok()
}

/// Reads a weight in grams or a length in millimetres.
pub(crate) fn measure(row: &View<'_>, side: Side, style: &Style, notes: &mut Notes) -> Option<u32> {
    let role = Role::Measure(side);
    let amount = amount(row, &role, style, notes)?;
    let whole = row.columns.unit(side).whole(&amount);
    whole.map_err(|message| notes.error(row, &role, message)).ok().flatten()
}

/// Reads whole units of stock. Sold-out stock that was oversold counts as 0.
pub(crate) fn units(row: &View<'_>, role: &Role, notes: &mut Notes) -> Option<u32> {
    let text = row.get(role);
    let number = text.strip_suffix(".0").unwrap_or(text);
    match number.parse::<i64>() {
        _ if number.is_empty() => None,
        Ok(units @ ..0) => {
            notes.not_kept(row, role, format!("{} units were oversold; the stock is 0", units.unsigned_abs()));
            Some(0)
        }
        Ok(units) if units <= i64::from(u32::MAX) => u32::try_from(units).ok(),
        _ => {
            notes.error(row, role, format!("{text:?} is not a whole number of units"));
            None
        }
    }
}

/// Reads all columns of amounts. Returns the prices, and those that have ended: of a compare-at price or a sale the cell is empty,
/// or a compare-at price is 0.
pub(crate) fn prices(row: &View<'_>, style: &Style, notes: &mut Notes) -> [Vec<FeedPrice>; 2] {
    let [mut prices, mut ended] = [(); 2].map(|()| Vec::new());
    for role in row.columns.roles() {
        let Role::Price { kind, region, currency } = role else { continue };
        let amount = amount(row, role, style, notes);
        if amount.is_none() && row.has(role) {
            // The cell is faulty.
            continue;
        }
        let amount = amount.filter(|amount| *kind != Amount::CompareAt || !is_zero(amount));
        let has_amount = amount.is_some();
        let kind = match kind {
            Amount::Base => PriceKind::Base,
            Amount::CompareAt => PriceKind::CompareAt,
            Amount::Cost => PriceKind::Cost,
            Amount::Sale if has_amount => sale(row, notes),
            Amount::Sale => PriceKind::Sale { from: None, until: None },
        };
        let may_end = matches!(kind, PriceKind::CompareAt | PriceKind::Sale { .. });
        let (region, currency) = (region.clone(), currency.clone());
        let price = FeedPrice { kind, region, currency, amount: amount.unwrap_or_default() };
        if has_amount {
            prices.push(price);
        } else if may_end {
            ended.push(price);
        }
    }
    [prices, ended]
}

fn is_zero(amount: &str) -> bool {
    amount.bytes().all(|b| matches!(b, b'0' | b'.'))
}

fn sale(row: &View<'_>, notes: &mut Notes) -> PriceKind {
    let mut moment = |role| {
        let text = row.get(&role);
        if !text.is_empty() && !is_moment(text) {
            notes.error(row, &role, format!("{text:?} is not a date: write 2026-11-27 or 2026-11-27 09:30:00"));
            return None;
        }
        (!text.is_empty()).then(|| text.to_owned())
    };
    PriceKind::Sale { from: moment(Role::SaleFrom), until: moment(Role::SaleUntil) }
}

/// Returns whether a text has the form of a date, or of one with a time.
fn is_moment(text: &str) -> bool {
    let has_form = |text: &str, form: &str| {
        let fits = |(c, form)| if form == '0' { char::is_ascii_digit(&c) } else { c == form };
        text.len() == form.len() && text.chars().zip(form.chars()).all(fits)
    };
    ["0000-00-00", "0000-00-00 00:00", "0000-00-00 00:00:00", "0000-00-00T00:00:00", "0000-00-00T00:00:00Z"]
        .iter()
        .any(|form| has_form(text, form))
}

/// Reads a description, and reports the formatting that Markdown lacks.
pub(crate) fn text(row: &View<'_>, role: &Role, style: &Style, notes: &mut Notes) -> FeedText {
    let cell = row.get(role);
    let (html, breaks, has_lines) = match style.texts {
        Texts::Markdown => return FeedText { markdown: cell.to_owned(), html: None },
        Texts::Plain => return FeedText { markdown: plain(cell), html: None },
        Texts::Html(breaks) => (cell.to_owned(), breaks, true),
        Texts::EscapedHtml => (unescape_lines(cell), Breaks::Lines, cell.contains('\n')),
    };
    let (markdown, losses) = markdown(&html, breaks);
    let first = row.line_of(role);
    let is_lossy = !losses.is_empty();
    for loss in losses {
        let line = if has_lines { first + loss.line.saturating_sub(1) } else { first };
        notes.value_not_kept(line, row.name(role), &loss.tag, loss.reason);
    }
    FeedText { markdown, html: is_lossy.then_some(html) }
}

/// Returns plain text as Markdown.
fn plain(text: &str) -> String {
    markdown(&text.replace('&', "&amp;").replace('<', "&lt;"), Breaks::Lines).0
}

/// Replaces `\n` by line breaks, and `\\n` by `\n`.
fn unescape_lines(text: &str) -> String {
    text.split("\\\\n").map(|part| part.replace("\\n", "\n")).collect::<Vec<_>>().join("\\n")
}

/// Reads all facts about a product or a variant.
pub(crate) fn facts(row: &View<'_>, about: Level) -> Vec<FeedAttribute> {
    let mut facts = Vec::new();
    for role in row.columns.roles() {
        let Role::Fact { level, key, name, list, visible } = role else { continue };
        let text = row.get(role);
        if *level != about || text.is_empty() {
            continue;
        }
        let values = list.map_or_else(|| vec![text.to_owned()], |separator| split(text, separator, false));
        facts.push(FeedAttribute { key: key.clone(), name: name.clone(), values, visible: *visible });
    }
    facts
}

/// Reads facts that are written as `name:value`, and joins those of one name.
pub(crate) fn named_facts(row: &View<'_>, role: &Role, style: &Style, notes: &mut Notes) -> Vec<FeedAttribute> {
    let mut facts: Vec<FeedAttribute> = Vec::new();
    for fact in list(row.get(role), style) {
        let Some((name, value)) = fact.split_once(':').map(|(name, value)| (name.trim(), value.trim())) else {
            notes.error(row, role, format!("{fact:?} has no value: write name:value"));
            continue;
        };
        match facts.iter_mut().find(|other| other.name == name) {
            Some(other) => other.values.push(value.to_owned()),
            None => {
                let (key, name) = (name.to_owned(), name.to_owned());
                facts.push(FeedAttribute { key, name, values: vec![value.to_owned()], visible: true });
            }
        }
    }
    facts
}

/// Reports cells that have no place.
pub(crate) fn report_dropped(row: &View<'_>, notes: &mut Notes) {
    for (name, role, value) in row.cells() {
        match role {
            Role::Unknown => notes.value_not_kept(row.line(), name, value, "the column is not known"),
            Role::Dropped { usual, reason } if !usual.iter().any(|usual| usual.eq_ignore_ascii_case(value)) => {
                notes.value_not_kept(row.line(), name, value, *reason);
            }
            _ => {}
        }
    }
}
