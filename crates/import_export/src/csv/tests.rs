mod amounts;
mod partial;
mod spreadsheets;

use catalog::ProductDocument;

use super::write_csv;
use crate::{
    DiagnosticKind, Diagnostics, ExistingShop, ShopDocument, seed,
    seed::tests::base_shop,
    testing::{plan, shop, shop_with},
};

/// Reads a table into the shop without its product, so that the product is new.
fn read(text: &str) -> Result<ShopDocument, Diagnostics> {
    let known = ExistingShop::from(&ShopDocument {
        products: Vec::new(),
        collections: Vec::new(),
        pages: Vec::new(),
        ..shop()
    });
    plan("products.csv", text.as_bytes(), &known).map(|plan| plan.document)
}

/// Reads a table into the shop, and returns the product and the summary of the import.
fn read_over(text: &str) -> Result<(ProductDocument, String), Diagnostics> {
    let plan = plan("products.csv", text.as_bytes(), &ExistingShop::from(&shop()))?;
    Ok((plan.document.products[0].clone(), plan.summary.to_string()))
}

fn vase() -> ProductDocument {
    shop().products.remove(0)
}

/// Returns the file with one cell of the row at `line` replaced; the header is line 1.
fn with_cell(line: usize, column: &str, cell: &str) -> String {
    let text = write_csv(&setup::testing::setup(), &shop().products);
    let mut rows: Vec<Vec<String>> = table(&text);
    let place = rows[0].iter().position(|name| name == column).unwrap();
    cell.clone_into(&mut rows[line - 1][place]);
    written(&rows)
}

fn table(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
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
fn a_control_character_in_any_cell_is_refused_with_line_and_column() {
    let cases =
        [("name_en", "Dune\0Vase", "U+0000"), ("description_ar", "أ\u{1}", "U+0001"), ("sku", "A\u{9f}", "U+009F")];
    for (column, text, character) in cases {
        let refused = read(&with_cell(2, column, text)).unwrap_err().to_string();

        let told = format!(
            "products.csv:2: column {column}: this holds the control character {character}, which no text may have; remove it"
        );
        assert!(refused.contains(&told), "{refused}");
    }
    assert!(read(&with_cell(2, "description_ar", "سطر\nوسطر\tآخر")).is_ok());
}

#[test]
fn products_come_back_as_they_were_written() {
    let document = shop();

    let text = write_csv(&setup::testing::setup(), &document.products);

    assert_eq!(read(&text).unwrap().products, document.products);
}

#[test]
fn made_up_products_come_back_as_they_were_written() {
    let known = shop_with(&base_shop());
    let products: Vec<_> = seed(200, 7).collect();

    let plan = plan("products.csv", write_csv(&setup::testing::setup(), &products).as_bytes(), &known).unwrap();

    assert_eq!(plan.document.products, products);
}

#[test]
fn a_wrong_cell_is_refused_with_line_and_column() {
    let cases = [
        (
            2,
            "category",
            "vasen",
            "products.csv:2: column category: there is no category \"vasen\"; add it to \"categories\"; did you mean \"vases\"?",
        ),
        (2, "slug_hi", "", "products.csv:2: column slug_hi: the text in \"hi\" is missing; write it"),
        (2, "name_ar", "", "products.csv:2: column name_ar: the text in \"ar\" is missing; write it"),
        (
            3,
            "name_en",
            "Dune",
            "products.csv:3: column name_en: this differs from the product's row on line 2; write the same or nothing",
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
        (2, "published_from", "", "products.csv:2: column published_from: \"from\" is missing; add it"),
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
            "products.csv:2: column option_1_value: \"option_1\" of the product is empty; name the attribute there",
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
            "190.005",
            "products.csv:3: column price_AED: write an amount in AED such as 190.50 (an amount in AED has at most 2 decimals), not \"190.005\"",
        ),
        (
            3,
            "scheduled_prices",
            "EUR 1 2026-11-01T00:00:00Z",
            "products.csv:3: column scheduled_prices: no market has the price list \"EUR\"; write \"AED\", \"INR\" or \"USD\"",
        ),
        (
            3,
            "scheduled_prices",
            "AED 15000 2026-11-01T00:00:00Z compare_at 15000",
            "products.csv:3: column scheduled_prices: this is not above the price, 15000; write a higher amount, or remove it: null in JSON, an empty cell in CSV",
        ),
        (
            3,
            "compare_at_AED",
            "195.00",
            "products.csv:3: column compare_at_AED: this is not above the price, 19500; write a higher amount, or remove it: null in JSON, an empty cell in CSV",
        ),
        (
            3,
            "stock",
            "many",
            "products.csv:3: column stock: write a whole number from 0 to 1000000000, or \"untracked\", not \"many\"",
        ),
        (3, "stock", "", "products.csv:3: column stock: \"stock\" is missing; add it"),
    ];
    for (line, column, cell, refusal) in cases {
        assert_eq!(read(&with_cell(line, column, cell)).expect_err(refusal).to_string(), refusal);
    }
}

#[test]
fn a_row_with_a_wrong_code_is_a_product_by_itself() {
    let refusals = read(&with_cell(2, "code", "Dune Vase")).unwrap_err();

    let code = refusals.diagnostics().find(|diagnostic| diagnostic.field == "column code").unwrap();
    let refusal = "products.csv:2: column code: a code is 1 to 96 lower-case letters or digits, with single hyphens \
                   between them, not \"Dune Vase\"";
    assert_eq!(code.to_string(), refusal);
    assert!(refusals.diagnostics().all(|diagnostic| diagnostic.line == Some(3) || diagnostic == code));
}

#[test]
fn a_wrong_header_is_refused_with_what_is_missing_first() {
    let text = write_csv(&setup::testing::setup(), &shop().products);
    let unknown: Vec<String> = (1..=30).map(|number| format!("note {number}")).collect();

    let misspelt = read(&text.replacen("price_AED", "price_aed", 1)).unwrap_err();
    let twice = read(&text.replacen("care_en", "name_en", 1)).unwrap_err();
    let many = read(&format!("code,{}\ndune-vase\n", unknown.join(","))).unwrap_err();

    assert_eq!(
        misspelt.to_string(),
        "products.csv:1: column price_aed: no market has the price list \"aed\"; did you mean \"price_AED\"?"
    );
    assert_eq!(twice.to_string(), "products.csv:1: column name_en: the column is there twice; leave one out");
    let [missing, unknown, _] = many.groups.as_slice() else { panic!("{many}") };
    assert_eq!((missing.kind, missing.diagnostics.len(), missing.more), (DiagnosticKind::Missing, 9, 0));
    assert_eq!((unknown.kind, unknown.diagnostics.len(), unknown.more), (DiagnosticKind::Unknown, 20, 10));
}

#[test]
fn a_table_without_rows_or_names_is_refused() {
    let cases = [
        ("", "products.csv: the file is empty; write a row of column names"),
        (
            "name_en\nDune\n",
            "Missing:\nproducts.csv:1: column code: the column is missing; add it\nproducts.csv:2: column code: the cell is empty; write the product's code",
        ),
        (
            "code,stock\ndune-vase,3\n",
            "products.csv:1: column sku: the column is missing; it says which variant a row is about",
        ),
        (
            "sku,stock\nTALL,3\n",
            "products.csv:2: column code: the cell is empty, and the shop has no SKU \"TALL\"; write the product's code",
        ),
        (
            "code,,stock\ndune-vase,note,\n",
            "products.csv:2: column 2: the column has no name in the first row; write one, or empty the column",
        ),
    ];
    for (text, refusal) in cases {
        assert_eq!(
            read_over(text).unwrap_err().to_string().trim_start_matches("Missing:\n"),
            refusal.trim_start_matches("Missing:\n")
        );
    }
}

#[test]
fn lines_are_counted_over_texts_of_several_lines_and_either_line_break() {
    let text = with_cell(2, "description_en", "One\ntwo\nthree").replace("\r\n", "\n");
    let wrong = text.replacen("220.00,,,,untracked", "22000,,,,none", 1);

    let unix = read(&wrong).unwrap_err();
    let windows = read(&wrong.replace('\n', "\r\n")).unwrap_err();

    assert_eq!(unix.diagnostics().next().unwrap().line, Some(5));
    assert_eq!(windows.diagnostics().next().unwrap().line, Some(5));
}

#[test]
fn a_row_that_is_too_wide_is_refused() {
    let text = write_csv(&setup::testing::setup(), &shop().products);

    let refusals = read(&format!("{text}dune-vase,{}\n", ",x".repeat(60))).unwrap_err();

    let width = table(&text)[0].len();
    assert_eq!(
        refusals.to_string(),
        format!(
            "products.csv:4: this row has 62 cells where the header has {width}; put texts that hold a comma in quotes"
        )
    );
}

#[test]
fn all_faults_of_all_kinds_are_told_in_one_round() {
    let text = "code,category,colour,name_en,name_ar,name_hi,slug_en,slug_ar,slug_hi,hsn,sku,weight_g,price_AED,stock\n\
                cup,vasen,x,Cup,كوب,कप,cup,كوب,कप,12,CUP,heavy,190.005,\n\
                dune-vase,,,,,,,,,,DUNE-CLAY,,190,1\n";

    let refusals = read_over(text).unwrap_err();

    assert_eq!(
        refusals.to_string(),
        "Missing:\n\
         products.csv:2: column stock: \"stock\" is missing; add it\n\
         Not known:\n\
         products.csv:1: column colour: there is no such column; the manual lists them, with at most 9 options\n\
         Not readable:\n\
         products.csv:2: column weight_g: write a whole number from 0 to 4294967295, not \"heavy\"\n\
         products.csv:2: column price_AED: write an amount in AED such as 190.50 (an amount in AED has at most 2 decimals), not \"190.005\"\n\
         Not fitting:\n\
         products.csv:2: column category: there is no category \"vasen\"; add it to \"categories\"; did you mean \"vases\"?\n\
         products.csv:2: column hsn: an HSN code is 4, 6 or 8 digits, not \"12\""
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
