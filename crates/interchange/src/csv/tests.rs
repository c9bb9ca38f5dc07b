use super::*;
use crate::{read_json, seed, seed::tests::base_shop};

const SHOP: &str = include_str!("../read_json/shop.json");

fn shop() -> ShopDocument {
    read_json("shop.json", SHOP.as_bytes(), &Known::default()).unwrap()
}

fn read(text: &str) -> Result<ShopDocument, Refusals> {
    read_csv("products.csv", text.as_bytes(), &Known::from(&shop()))
}

/// The file with one cell of the row at `line` (the header is line 1) put in place.
fn with_cell(line: usize, column: &str, cell: &str) -> String {
    let text = write_csv(&shop().products);
    let mut rows: Vec<Vec<String>> = table(&text);
    let place = rows[0].iter().position(|name| name == column).unwrap();
    cell.clone_into(&mut rows[line - 1][place]);
    written(&rows)
}

fn table(text: &str) -> Vec<Vec<String>> {
    let mut parser = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    parser.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn written(rows: &[Vec<String>]) -> String {
    let mut table = ::csv::Writer::from_writer(Vec::new());
    for row in rows {
        table.write_record(row).unwrap();
    }
    String::from_utf8(table.into_inner().unwrap()).unwrap()
}

#[test]
fn products_come_back_as_they_were_written() {
    let document = shop();

    let text = write_csv(&document.products);

    assert_eq!(read(&text).unwrap().products, document.products);
}

#[test]
fn made_up_products_come_back_as_they_were_written() {
    let known = Known::from(&base_shop());
    let products: Vec<_> = seed(200, 7).collect();

    let read = read_csv("products.csv", write_csv(&products).as_bytes(), &known).unwrap();

    assert_eq!(read.products, products);
}

#[test]
fn a_wrong_cell_is_refused_with_line_and_column() {
    let cases = [
        (
            2,
            "category",
            "vasen",
            "products.csv:2: column category: there is no category \"vasen\"; add it to \"categories\"",
        ),
        (
            2,
            "slug_hi",
            "",
            "products.csv:2: column slug_hi: the cell is empty; a slug is 1 to 96 lower-case letters or digits, with single hyphens between them",
        ),
        (2, "name_ar", "", "products.csv:2: column name_ar: the Arabic text is empty; write it"),
        (
            3,
            "name_en",
            "Dune",
            "products.csv:3: column name_en: this differs from the product's first row, line 2; write the same or nothing",
        ),
        (
            2,
            "brand",
            "Shakra\nand sons",
            "products.csv:2: column brand: a brand is one line of at most 70 characters, not \"Shakra\\nand sons\"",
        ),
        (2, "hsn", "12", "products.csv:2: column hsn: an HSN code is 4, 6 or 8 digits, not \"12\""),
        (
            2,
            "published_from",
            "2026-01-01",
            "products.csv:2: column published_from: write a moment such as 2026-03-01T08:00:00Z, not \"2026-01-01\"",
        ),
        (
            2,
            "published_from",
            "",
            "products.csv:2: column published_from: \"published_to\" is filled; write from when, too",
        ),
        (
            2,
            "published_to",
            "2025-01-01T00:00:00Z",
            "products.csv:2: column published_to: this is not after \"from\", 2026-01-01T00:00:00Z; write a later moment",
        ),
        (
            2,
            "attributes",
            "colour",
            "products.csv:2: column attributes: write attributes as material=stoneware|oak;room=kitchen, not \"colour\"",
        ),
        (
            2,
            "pictures",
            "images/lamp.jpg",
            "products.csv:2: column pictures: there is no picture \"images/lamp.jpg\"; add it to \"pictures\"",
        ),
        (
            2,
            "option_1",
            "",
            "products.csv:2: column option_1_value: \"option_1\" of the product's first row is empty; name the attribute there",
        ),
        (
            3,
            "option_1_value",
            "ink",
            "products.csv:3: column option_1_value: the option \"colour\" has no value \"ink\"; write one of sand, clay",
        ),
        (
            3,
            "option_1_value",
            "",
            "products.csv:3: column option_1_value: the variant has no value for the option \"colour\"; write one of sand, clay",
        ),
        (
            3,
            "option_1_value",
            "clay",
            "products.csv:3: column option_1_value: the variant \"DUNE-CLAY\" has the same options; tell them apart",
        ),
        (
            3,
            "sku",
            "DUNE-CLAY",
            "products.csv:3: column sku: the product \"dune-vase\" has the SKU \"DUNE-CLAY\"; give each variant its own",
        ),
        (
            3,
            "weight_g",
            "1.5",
            "products.csv:3: column weight_g: write a whole number from 0 to 4294967295, not \"1.5\"",
        ),
        (
            3,
            "price_AED",
            "190.00",
            "products.csv:3: column price_AED: a price is a whole number of minor units from 1 to 1000000000000, not \"190.00\"",
        ),
        (3, "price_USD", "", "products.csv:3: column price_USD: the price in USD is missing; write one in minor units"),
        (
            3,
            "scheduled_prices",
            "EUR 1 2026-11-01T00:00:00Z",
            "products.csv:3: column scheduled_prices: write AED, INR or USD, not \"EUR\"",
        ),
        (
            3,
            "scheduled_prices",
            "AED 15000 2026-11-01T00:00:00Z compare_at 15000",
            "products.csv:3: column scheduled_prices: this is not above the price, 15000; write a higher amount or leave it out",
        ),
        (
            3,
            "compare_at_AED",
            "19500",
            "products.csv:3: column compare_at_AED: this is not above the price, 19500; write a higher amount or leave it out",
        ),
        (
            3,
            "stock",
            "many",
            "products.csv:3: column stock: write a whole number from 0 to 1000000000, or \"untracked\", not \"many\"",
        ),
        (
            3,
            "stock",
            "",
            "products.csv:3: column stock: the cell is empty; write a whole number from 0 to 1000000000, or \"untracked\"",
        ),
    ];
    for (line, column, cell, refusal) in cases {
        assert_eq!(read(&with_cell(line, column, cell)).expect_err(refusal).to_string(), refusal);
    }
}

#[test]
fn a_row_with_a_wrong_code_is_a_product_by_itself() {
    let refusals = read(&with_cell(2, "code", "Dune Vase")).unwrap_err();

    let refusal = "products.csv:2: column code: a slug is 1 to 96 lower-case letters or digits, with single hyphens \
                   between them, not \"Dune Vase\"";
    assert_eq!(refusals.told[0].to_string(), refusal);
    assert!(refusals.told[1..].iter().all(|refusal| refusal.line == Some(3)));
}

#[test]
fn a_wrong_header_is_refused() {
    let text = write_csv(&shop().products);

    let misspelt = read(&text.replacen("price_AED", "price_aed", 1)).unwrap_err();
    let twice = read(&text.replacen("care_en", "name_en", 1)).unwrap_err();
    let nothing = read("").unwrap_err();

    assert_eq!(
        misspelt.to_string(),
        "products.csv:1: column price_aed: there is no such column; see the list of columns, with at most 9 options\n\
         products.csv:1: column price_AED: the column is missing; add it"
    );
    assert_eq!(twice.to_string(), "products.csv:1: column name_en: the column is there twice; leave one out");
    assert_eq!(nothing.to_string(), "products.csv: the file is empty; write a row of column names");
}

#[test]
fn lines_are_counted_over_texts_of_several_lines_and_either_line_break() {
    let text = with_cell(2, "description_en", "One\ntwo\nthree").replace("\r\n", "\n");
    let wrong = text.replacen("22000,,,,untracked", "22000,,,,none", 1);

    let unix = read(&wrong).unwrap_err();
    let windows = read(&wrong.replace('\n', "\r\n")).unwrap_err();

    assert_eq!(unix.told[0].line, Some(5));
    assert_eq!(windows.told[0].line, Some(5));
}

#[test]
fn a_row_of_the_wrong_width_is_refused() {
    let text = write_csv(&shop().products);

    let refusals = read(&format!("{text}dune-vase,vases\n")).unwrap_err();

    let width = table(&text)[0].len();
    assert_eq!(
        refusals.to_string(),
        format!("products.csv:4: this row has 2 cells where the header has {width}; put texts with commas in quotes")
    );
}

#[test]
fn columns_may_stand_in_any_order_and_optional_ones_be_left_out() {
    let text = "sku,stock,price_AED,price_INR,price_USD,weight_g,length_mm,width_mm,height_mm,hsn,code,category,\
        slug_en,slug_ar,slug_hi,name_en,name_ar,name_hi\n\
        CUP,3,100,200,300,1,2,3,4,6912,cup,vases,cup,كوب,कप,Cup,كوب,कप\n";

    let document = read(text).unwrap();

    assert_eq!(document.products[0].variants[0].stock, types::Stock::Counted(3));
    assert_eq!(document.products[0].published, None);
}
