use catalog::ProductDocument;
use serde_json::Value;
use setup::Setup;
use types::{Currency, Language, PriceList};

use super::{
    cells::{self, Read},
    option_column, value_column,
};
use crate::{
    field::{FieldPath, Step},
    nearest::suggestion,
};

/// Maximum number of options, each with its own columns.
pub(crate) const MOST_OPTIONS: usize = 9;

/// The texts of products that have a column for each language, with their fields.
const TEXTS: [(&str, &[&str]); 7] = [
    ("slug", &["slug"]),
    ("name", &["name"]),
    ("description", &["description"]),
    ("seo_title", &["seo", "title"]),
    ("seo_description", &["seo", "description"]),
    ("material", &["material"]),
    ("care", &["care"]),
];
/// The amounts of variants that have a column for each price list.
const AMOUNTS: [&str; 2] = ["price", "compare_at"];

/// A column of the format.
#[derive(Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The field of the product's document, or of the variant's.
    pub(crate) path: Vec<String>,
    pub(crate) read: Read,
    pub(crate) empty: Empty,
    /// The currency of the amounts in the column.
    pub(crate) currency: Option<Currency>,
}

/// The meaning of an empty cell.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Empty {
    /// The present value stays; a new thing needs a value.
    Required,
    /// The present value stays.
    Kept,
    /// The present value is removed.
    Removed,
    /// The list is emptied.
    List,
}

impl Empty {
    /// Returns the JSON of a cell that was emptied, if that means anything.
    pub(crate) fn value(self) -> Option<Value> {
        match self {
            Self::Required | Self::Kept => None,
            Self::Removed => Some(Value::Null),
            Self::List => Some(Value::Array(Vec::new())),
        }
    }
}

type Fixed = (&'static str, &'static [&'static str], Read, Empty);

/// The columns of products before their texts.
const BEFORE_TEXTS: [Fixed; 2] =
    [("code", &["code"], cells::code, Empty::Required), ("category", &["category"], cells::code, Empty::Required)];
/// The columns of products after their texts; the options' columns come after them.
const AFTER_TEXTS: [Fixed; 14] = [
    ("brand", &["brand"], cells::trimmed, Empty::Removed),
    ("hsn", &["hsn"], cells::trimmed, Empty::Removed),
    ("country_of_origin", &["country_of_origin"], cells::country, Empty::Removed),
    ("tax_class", &["tax_class"], cells::trimmed, Empty::Removed),
    ("tags", &["tags"], cells::codes, Empty::Removed),
    ("popularity", &["popularity"], cells::whole, Empty::Removed),
    // Both columns form one window, which the product's rows set or remove.
    ("published_from", &["published", "from"], cells::moment, Empty::Kept),
    ("published_to", &["published", "to"], cells::moment, Empty::Kept),
    ("archived", &["archived"], cells::archived, Empty::Removed),
    ("redirect", &["redirect"], cells::redirect, Empty::Removed),
    ("markets", &["markets"], cells::markets, Empty::Removed),
    ("attributes", &["attributes"], cells::attributes, Empty::Removed),
    ("facts", &["facts"], cells::facts, Empty::Removed),
    ("pictures", &["pictures"], cells::pictures, Empty::List),
];
/// The columns of variants before their prices; the options' values come before them.
const BEFORE_PRICES: [Fixed; 7] = [
    ("sku", &["sku"], cells::sku, Empty::Required),
    ("gtin", &["gtin"], cells::gtin, Empty::Removed),
    ("mpn", &["mpn"], cells::trimmed, Empty::Removed),
    ("weight_g", &["weight_g"], cells::whole, Empty::Kept),
    ("length_mm", &["dimensions_mm", "length"], cells::whole, Empty::Kept),
    ("width_mm", &["dimensions_mm", "width"], cells::whole, Empty::Kept),
    ("height_mm", &["dimensions_mm", "height"], cells::whole, Empty::Kept),
];
/// The columns of variants after their prices.
const AFTER_PRICES: [Fixed; 2] = [
    ("scheduled_prices", &["scheduled_prices"], cells::scheduled_prices, Empty::Removed),
    ("stock", &["stock"], cells::stock, Empty::Required),
];

fn fixed((name, path, read, empty): &Fixed) -> Column {
    let path = path.iter().map(|part| (*part).to_owned()).collect();
    Column { name: (*name).to_owned(), path, read: *read, empty: *empty, currency: None }
}

/// The columns of a table, in the order in which they are written.
pub(crate) struct Columns {
    pub(crate) of_product: Vec<Column>,
    pub(crate) of_variant: Vec<Column>,
}

impl Columns {
    /// Returns the columns of a shop with this setup, with texts in these other languages and prices in these other lists too.
    pub(crate) fn new(setup: &Setup, languages: &[Language], lists: &[PriceList]) -> Self {
        let known = setup.languages().iter().map(|of| of.language);
        let languages = unique(known.chain(languages.iter().copied()));
        let texts = TEXTS.iter().flat_map(|text| languages.iter().map(|language| text_column(setup, *text, *language)));
        let currencies = setup.markets().iter().map(|market| PriceList::Currency(market.currency()));
        let lists = unique(currencies.chain(lists.iter().copied()));
        let prices = AMOUNTS.iter().flat_map(|field| lists.iter().map(|list| amount_column(setup, field, *list)));
        let of_product = BEFORE_TEXTS.iter().map(fixed).chain(texts).chain(AFTER_TEXTS.iter().map(fixed)).collect();
        let of_variant = BEFORE_PRICES.iter().map(fixed).chain(prices).chain(AFTER_PRICES.iter().map(fixed)).collect();
        Self { of_product, of_variant }
    }

    /// Returns the columns of a shop with this setup, and of a table with these names.
    pub(crate) fn of_names<'n>(setup: &Setup, names: impl Iterator<Item = &'n str> + Clone) -> Self {
        let lists = names.filter_map(|name| Some(list_of(name)?.1)).filter(|list| setup.uses_list(*list));
        Self::new(setup, &[], &lists.collect::<Vec<_>>())
    }
}

/// Returns the reason why the shop has no column of this name, if that is its language or price list.
pub(crate) fn fault_of_name(setup: &Setup, name: &str) -> Option<String> {
    if let Some((_, language)) = language_of(name) {
        let message = || {
            format!(
                "\"{language}\" is no language of this shop; add it to \"languages\" of the setup, or leave the column out"
            )
        };
        return (!setup.has_language(language)).then(message);
    }
    let (field, list) = list_of(name)?;
    let known: Vec<String> = setup.markets().iter().map(|market| format!("{field}_{}", market.currency())).collect();
    let question = || suggestion(name, known.iter().map(String::as_str));
    (!setup.uses_list(list)).then(|| format!("no market has the price list \"{list}\"{}", question()))
}

fn unique<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<T> {
    things.fold(Vec::new(), |mut met, thing| {
        if !met.contains(&thing) {
            met.push(thing);
        }
        met
    })
}

fn text_column(setup: &Setup, (name, path): (&str, &[&str]), language: Language) -> Column {
    let is_required = matches!(name, "slug" | "name") && setup.is_required(language);
    Column {
        name: format!("{name}_{language}"),
        path: path.iter().copied().chain([language.code()]).map(str::to_owned).collect(),
        read: if name == "slug" { cells::slug } else { cells::text },
        empty: if is_required { Empty::Required } else { Empty::Removed },
        currency: None,
    }
}

fn amount_column(setup: &Setup, field: &str, list: PriceList) -> Column {
    let currency = match list {
        PriceList::Currency(currency) => Some(currency),
        PriceList::Market(market) => setup.market(market).map(|market| market.currency()),
    };
    Column {
        name: format!("{field}_{list}"),
        path: vec![field.to_owned(), list.to_string()],
        read: cells::price,
        empty: Empty::Removed,
        currency,
    }
}

/// Returns the field and the language of a column such as `name_en`.
fn language_of(name: &str) -> Option<(&'static str, Language)> {
    let of =
        |(text, _): (&'static str, _)| Some((text, Language::from_code(name.strip_prefix(text)?.strip_prefix('_')?)?));
    TEXTS.into_iter().find_map(of)
}

/// Returns the field and the price list of a column such as `price_EUR`.
fn list_of(name: &str) -> Option<(&'static str, PriceList)> {
    let of = |field: &'static str| Some((field, PriceList::from_code(name.strip_prefix(field)?.strip_prefix('_')?)?));
    AMOUNTS.into_iter().find_map(of)
}

/// Returns the name of every column that is the same in every shop.
pub(crate) fn fixed_names() -> impl Iterator<Item = String> + Clone {
    let fixed = BEFORE_TEXTS.iter().chain(&AFTER_TEXTS).chain(&BEFORE_PRICES).chain(&AFTER_PRICES);
    let options = (0..MOST_OPTIONS).flat_map(|place| [option_column(place), value_column(place)]);
    fixed.map(|(name, ..)| (*name).to_owned()).chain(options)
}

/// Returns true if the format has a column of this name.
pub(crate) fn is_known(name: &str) -> bool {
    fixed_names().any(|known| known == name) || language_of(name).is_some() || list_of(name).is_some()
}

/// Returns true for a column of variants.
pub(crate) fn is_of_variant(name: &str) -> bool {
    let fixed = BEFORE_PRICES.iter().chain(&AFTER_PRICES).any(|(known, ..)| *known == name);
    fixed || list_of(name).is_some() || (0..MOST_OPTIONS).any(|place| value_column(place) == name)
}

/// Returns the column of a product's field, and the place of the variant if the field is a variant's.
pub(crate) fn place_of(path: &FieldPath, product: &ProductDocument) -> (Option<usize>, String) {
    let [_, _, Step::Field(field), inside @ ..] = path.0.as_slice() else { return (None, "code".to_owned()) };
    match (field.as_str(), inside) {
        ("variants", [Step::Index(variant), inside @ ..]) => (Some(*variant), variant_column(inside, product)),
        ("variants", _) => (None, "sku".to_owned()),
        ("options", [Step::Index(option), Step::Field(part), ..]) if part == "values" => (None, value_column(*option)),
        ("options", [Step::Index(option), ..]) => (None, option_column(*option)),
        ("options", _) => (None, option_column(0)),
        _ => (None, column_name(field, inside)),
    }
}

fn variant_column(inside: &[Step], product: &ProductDocument) -> String {
    match inside {
        [Step::Field(field), Step::Field(attribute), ..] if field == "options" => {
            let place = product.options.iter().position(|option| option.attribute.as_str() == attribute);
            value_column(place.unwrap_or_default())
        }
        [Step::Field(field), ..] if field == "options" => value_column(0),
        [Step::Field(field), inside @ ..] => column_name(field, inside),
        _ => "sku".to_owned(),
    }
}

/// Returns the column of a field, or the field's own name.
fn column_name(field: &str, inside: &[Step]) -> String {
    if let Some(name) = text_name(field, inside) {
        return name;
    }
    let next = match inside {
        [Step::Field(name), ..] => Some(name.as_str()),
        _ => None,
    };
    let fixed = BEFORE_TEXTS.iter().chain(&AFTER_TEXTS).chain(&BEFORE_PRICES).chain(&AFTER_PRICES);
    let mut of_field = fixed.filter(|(_, path, ..)| path[0] == field);
    let exact = of_field.clone().find(|(_, path, ..)| path.get(1).copied() == next);
    match (exact.or_else(|| of_field.next()), next) {
        (Some((name, ..)), _) => (*name).to_owned(),
        (None, Some(part)) if AMOUNTS.contains(&field) => format!("{field}_{part}"),
        (None, _) => field.to_owned(),
    }
}

/// Returns the column of a text in a language.
fn text_name(field: &str, inside: &[Step]) -> Option<String> {
    let steps = inside.iter().map_while(|step| if let Step::Field(name) = step { Some(name.as_str()) } else { None });
    let path: Vec<&str> = std::iter::once(field).chain(steps).collect();
    let (language, path) = path.split_last()?;
    let (name, _) = TEXTS.into_iter().find(|(_, known)| *known == path)?;
    Some(format!("{name}_{language}"))
}
