use std::collections::{BTreeMap, BTreeSet};

use catalog::{
    Amount, FactDocument, MarketsDocument, OptionDocument, ProductDocument, ProductPictureDocument,
    ScheduledPriceDocument, VariantDocument,
};
use setup::Setup;
use types::{Language, MarketCode, Money, PriceList, Slug, Translated, Window};

use super::{
    cells::COMPARE_AT,
    columns::{Column, Columns},
    formula::neutralise,
    join_codes, option_column, value_column,
};

/// Returns products as a table that an import into a shop with this setup reads back unchanged. The table begins with a byte
/// order mark, which spreadsheets need to recognise UTF-8, and has no cell that a spreadsheet runs as a formula.
pub fn write_csv(setup: &Setup, products: &[ProductDocument]) -> String {
    let options = products.iter().map(|product| product.options.len()).max().unwrap_or_default();
    let variants = || products.iter().flat_map(|product| &product.variants);
    let lists: BTreeSet<PriceList> =
        variants().flat_map(|variant| variant.price.keys().chain(variant.compare_at.keys()).copied()).collect();
    let columns = Columns::new(setup, &[], &lists.into_iter().collect::<Vec<_>>());
    let mut table = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    write_row(&mut table, &header(&columns, options));
    for product in products {
        for (place, variant) in product.variants.iter().enumerate() {
            let of_product = if place == 0 {
                product_cells(&columns, product, options)
            } else {
                cells_of_later_rows(&columns, product, options)
            };
            let row = [of_product, variant_cells(&columns, product, variant, options)].concat();
            write_row(&mut table, &row);
        }
    }
    let bytes = table.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("every cell is text")
}

fn write_row(table: &mut csv::Writer<Vec<u8>>, cells: &[String]) {
    table
        .write_record(cells.iter().map(|cell| neutralise(cell).into_owned()))
        .expect("memory takes every byte, and rows have one length");
}

fn header(columns: &Columns, options: usize) -> Vec<String> {
    let of_product = columns.of_product.iter().map(|column| column.name.clone());
    let of_variant = columns.of_variant.iter().map(|column| column.name.clone());
    let names = (0..options).map(option_column).chain((0..options).map(value_column));
    of_product.chain(names).chain(of_variant).collect()
}

fn product_cells(columns: &Columns, product: &ProductDocument, options: usize) -> Vec<String> {
    let mut cells: Vec<String> = columns.of_product.iter().map(|column| product_cell(column, product)).collect();
    let of_options = (0..options).map(|place| product.options.get(place).map(|option| option_cell(product, option)));
    cells.extend(of_options.map(Option::unwrap_or_default));
    cells
}

fn product_cell(column: &Column, product: &ProductDocument) -> String {
    let language = column.path.last().and_then(|tag| Language::from_code(tag));
    let text = |texts: &Translated| language.and_then(|language| texts.get(language)).cloned().unwrap_or_default();
    let [from, to] = moments(product.published.as_ref());
    match (column.path[0].as_str(), column.path.get(1).map(String::as_str)) {
        ("code", _) => product.code.to_string(),
        ("category", _) => product.category.to_string(),
        ("slug", _) => {
            language.and_then(|language| product.slug.get(language)).map(Slug::to_string).unwrap_or_default()
        }
        ("name", _) => text(&product.name),
        ("description", _) => text(&product.description),
        ("material", _) => text(&product.material),
        ("care", _) => text(&product.care),
        ("seo", Some("title")) => text(&product.seo.title),
        ("seo", _) => text(&product.seo.description),
        ("brand", _) => product.brand.clone(),
        ("hsn", _) => product.hsn.clone(),
        ("country_of_origin", _) => product.country_of_origin.map(|country| country.to_string()).unwrap_or_default(),
        ("tax_class", _) => product.tax_class.clone(),
        ("tags", _) => join_codes(&product.tags),
        ("popularity", _) => product.popularity.to_string(),
        ("published", Some("from")) => from,
        ("published", _) => to,
        ("archived", _) => if product.archived { "yes" } else { "" }.to_owned(),
        ("redirect", _) => product.redirect.as_ref().map(ToString::to_string).unwrap_or_default(),
        ("markets", _) => product.markets.as_ref().map(markets).unwrap_or_default(),
        ("attributes", _) => attributes(product),
        ("facts", _) => semicolons(product.facts.iter().map(|(name, fact)| format!("{name}={}", fact_text(*fact)))),
        ("pictures", _) => semicolons(product.pictures.iter().map(picture)),
        _ => String::new(),
    }
}

fn markets(markets: &MarketsDocument) -> String {
    let (word, codes) = match markets {
        MarketsDocument::Only(codes) => ("only", codes),
        MarketsDocument::Not(codes) => ("not", codes),
    };
    format!("{word} {}", codes.iter().map(MarketCode::as_str).collect::<Vec<_>>().join("|"))
}

/// Returns the product's own cells of its second and later rows: only the code is filled.
fn cells_of_later_rows(columns: &Columns, product: &ProductDocument, options: usize) -> Vec<String> {
    let mut cells = vec![String::new(); columns.of_product.len() + options];
    cells[0] = product.code.to_string();
    cells
}

fn variant_cells(
    columns: &Columns,
    product: &ProductDocument,
    variant: &VariantDocument,
    options: usize,
) -> Vec<String> {
    let chosen = |place: usize| variant.options.get(&product.options.get(place)?.attribute).map(Slug::to_string);
    let of_options = (0..options).map(|place| chosen(place).unwrap_or_default());
    of_options.chain(columns.of_variant.iter().map(|column| variant_cell(column, variant))).collect()
}

fn variant_cell(column: &Column, variant: &VariantDocument) -> String {
    let size = variant.dimensions_mm;
    let amount = |amounts: &BTreeMap<PriceList, Amount>| {
        let amount = column.path.get(1).and_then(|list| PriceList::from_code(list)).and_then(|list| amounts.get(&list));
        let money = amount.zip(column.currency).map(|(amount, currency)| Money::new(amount.minor(), currency));
        money.map(Money::to_decimal_string).unwrap_or_default()
    };
    match (column.path[0].as_str(), column.path.get(1).map(String::as_str)) {
        ("sku", _) => variant.sku.to_string(),
        ("gtin", _) => variant.gtin.as_ref().map(ToString::to_string).unwrap_or_default(),
        ("mpn", _) => variant.mpn.clone(),
        ("weight_g", _) => variant.weight_g.to_string(),
        ("dimensions_mm", Some("length")) => size.length.to_string(),
        ("dimensions_mm", Some("width")) => size.width.to_string(),
        ("dimensions_mm", _) => size.height.to_string(),
        ("price", _) => amount(&variant.price),
        ("compare_at", _) => amount(&variant.compare_at),
        ("scheduled_prices", _) => semicolons(variant.scheduled_prices.iter().map(scheduled_price)),
        ("stock", _) => variant.stock.to_string(),
        _ => String::new(),
    }
}

fn moments(window: Option<&Window>) -> [String; 2] {
    let from = window.map(|window| window.from.to_string());
    let to = window.and_then(|window| window.to).map(|to| to.to_string());
    [from, to].map(Option::unwrap_or_default)
}

fn attributes(product: &ProductDocument) -> String {
    semicolons(product.attributes.iter().map(|(name, values)| format!("{name}={}", join_codes(values))))
}

fn fact_text(fact: FactDocument) -> String {
    match fact {
        FactDocument::Number(number) => number.to_string(),
        FactDocument::Flag(true) => "yes".to_owned(),
        FactDocument::Flag(false) => "no".to_owned(),
    }
}

/// Returns the cell of an option. It names the values only if the variants imply others, or another order.
fn option_cell(product: &ProductDocument, option: &OptionDocument) -> String {
    let mut met: Vec<&Slug> = Vec::new();
    for value in product.variants.iter().filter_map(|variant| variant.options.get(&option.attribute)) {
        if !met.contains(&value) {
            met.push(value);
        }
    }
    let attribute = &option.attribute;
    if met.into_iter().eq(&option.values) {
        attribute.to_string()
    } else {
        format!("{attribute}={}", join_codes(&option.values))
    }
}

fn picture(picture: &ProductPictureDocument) -> String {
    let shown = picture.shows.iter().map(|(attribute, value)| format!("={attribute}:{value}"));
    std::iter::once(picture.file.clone()).chain(shown).collect()
}

fn scheduled_price(price: &ScheduledPriceDocument) -> String {
    let to = price.to.map(|to| format!("/{to}")).unwrap_or_default();
    let compare_at = price.compare_at.map(|amount| format!(" {COMPARE_AT} {}", amount.minor())).unwrap_or_default();
    format!("{} {} {}{to}{compare_at}", price.currency, price.amount.minor(), price.from)
}

fn semicolons(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(";")
}
