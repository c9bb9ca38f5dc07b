use catalog::{OptionDocument, ProductDocument, ProductPictureDocument, ScheduledPriceDocument, VariantDocument};
use types::{Market, Slug, Window};

use super::{
    cells::COMPARE_AT,
    columns::{OF_PRODUCT, OF_VARIANT},
    formula::neutralise,
    join_codes, option_column, value_column,
};

/// Returns products as a table that an import reads back unchanged. The table begins with a byte order mark, which
/// spreadsheets need to recognise UTF-8, and has no cell that a spreadsheet runs as a formula.
pub fn write_csv(products: &[ProductDocument]) -> String {
    let options = products.iter().map(|product| product.options.len()).max().unwrap_or_default();
    let mut table = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    write_row(&mut table, &header(options));
    for product in products {
        for (place, variant) in product.variants.iter().enumerate() {
            let of_product =
                if place == 0 { product_cells(product, options) } else { cells_of_later_rows(product, options) };
            let row = [of_product, variant_cells(product, variant, options)].concat();
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

fn header(options: usize) -> Vec<String> {
    let of_product = OF_PRODUCT.iter().map(|column| column.name.to_owned());
    let of_variant = OF_VARIANT.iter().map(|column| column.name.to_owned());
    let names = (0..options).map(option_column).chain((0..options).map(value_column));
    of_product.chain(names).chain(of_variant).collect()
}

fn product_cells(product: &ProductDocument, options: usize) -> Vec<String> {
    let [from, to] = moments(product.published.as_ref());
    let mut cells = vec![product.code.to_string(), product.category.to_string()];
    cells.extend(product.slug.iter().map(|(_, slug)| slug.to_string()));
    for words in [&product.name, &product.description, &product.material, &product.care] {
        cells.extend(words.iter().map(|(_, words)| words.clone()));
    }
    cells.extend([
        product.brand.clone(),
        product.hsn.clone(),
        join_codes(&product.tags),
        product.popularity.to_string(),
        from,
        to,
    ]);
    cells.extend([attributes(product), semicolons(product.pictures.iter().map(picture))]);
    let of_options = (0..options).map(|place| product.options.get(place).map(|option| option_cell(product, option)));
    cells.extend(of_options.map(Option::unwrap_or_default));
    cells
}

/// Returns the product's own cells of its second and later rows: only the code is filled.
fn cells_of_later_rows(product: &ProductDocument, options: usize) -> Vec<String> {
    let mut cells = vec![String::new(); OF_PRODUCT.len() + options];
    cells[0] = product.code.to_string();
    cells
}

fn variant_cells(product: &ProductDocument, variant: &VariantDocument, options: usize) -> Vec<String> {
    let chosen = |place: usize| variant.options.get(&product.options.get(place)?.attribute).map(Slug::to_string);
    let mut cells: Vec<String> = (0..options).map(|place| chosen(place).unwrap_or_default()).collect();
    let size = variant.dimensions_mm;
    cells.push(variant.sku.to_string());
    cells.extend([variant.weight_g, size.length, size.width, size.height].map(|number| number.to_string()));
    for amounts in [&variant.price, &variant.compare_at] {
        let amount = |currency| amounts.get(&currency).map(|amount| amount.minor().to_string());
        cells.extend(Market::ALL.map(|market| amount(market.currency()).unwrap_or_default()));
    }
    cells.push(semicolons(variant.scheduled_prices.iter().map(scheduled_price)));
    cells.push(variant.stock.to_string());
    cells
}

fn moments(window: Option<&Window>) -> [String; 2] {
    let from = window.map(|window| window.from.to_string());
    let to = window.and_then(|window| window.to).map(|to| to.to_string());
    [from, to].map(Option::unwrap_or_default)
}

fn attributes(product: &ProductDocument) -> String {
    semicolons(product.attributes.iter().map(|(name, values)| format!("{name}={}", join_codes(values))))
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
    format!("{} {} {}{to}{compare_at}", price.currency.code(), price.amount.minor(), price.from)
}

fn semicolons(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(";")
}
