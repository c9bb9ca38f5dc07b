//! Tables in the forms that spreadsheets write.

use super::*;
use crate::testing::write;

#[test]
fn cells_rows_and_columns_that_a_spreadsheet_leaves_empty_are_ignored() {
    let text = write_csv(&setup::testing::setup(), &shop().products);
    let lines: Vec<&str> = text.lines().collect();
    let empty = ",".repeat(19);
    let short = lines[1].trim_end_matches(',');

    let widened: Vec<String> = lines.iter().map(|line| format!("{line},,")).collect();
    let followed = format!("{text}{empty}\r\n , ,\r\n\r\n");
    let shortened = [lines[0], short, lines[2]].join("\r\n");

    for table in [widened.join("\r\n"), followed, shortened] {
        assert_eq!(read(&table).unwrap().products, shop().products, "{table}");
    }
}

#[test]
fn a_row_whose_last_cells_are_left_out_says_nothing_of_them() {
    let (product, said) = read_over("code,sku,price_AED,stock\ndune-vase,DUNE-CLAY,191\n").unwrap();

    assert_eq!(product.variants[0].stock, types::Stock::Counted(7));
    assert_eq!(said, "1 product and 1 variant changed; 1 variant left as it is");
}

#[test]
fn every_delimiter_is_recognised() {
    let products = shop().products;
    let commas = write_csv(&setup::testing::setup(), &products);
    let rewritten = |delimiter: u8| {
        let mut table = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        for row in self::table(&commas) {
            let is_amount = |cell: &str| {
                cell.len() > 3
                    && cell.as_bytes()[cell.len() - 3] == b'.'
                    && cell.starts_with(|first: char| first.is_ascii_digit())
            };
            let localized =
                |cell: String| if delimiter == b';' && is_amount(&cell) { cell.replace('.', ",") } else { cell };
            table.write_record(row.into_iter().map(localized)).unwrap();
        }
        String::from_utf8(table.into_inner().unwrap()).unwrap()
    };
    let semicolons = rewritten(b';');

    for text in [format!("sep=;\r\n{semicolons}"), semicolons, rewritten(b'\t'), commas.clone()] {
        assert_eq!(read(&text).unwrap().products, products);
    }
    let refused = read(&format!("sep=;\n{}", rewritten(b';').replacen("1450", "heavy", 1))).unwrap_err();
    assert_eq!(refused.diagnostics().next().unwrap().line, Some(3));
}

#[test]
fn decimals_that_a_spreadsheet_adds_are_read_by_the_files_own_sign() {
    let table =
        |sign: char, weight: &str| format!("code{sign}sku{sign}weight_g\ndune-vase{sign}DUNE-CLAY{sign}\"{weight}\"\n");
    let read = [(';', "900,00"), (';', "900,0"), (',', "900.00"), ('\t', "900,00"), ('\t', "900.0"), (';', " 900 ")];
    let refused = [(';', "900,5"), (';', "1.000"), (';', "900.00"), (',', "900,00"), (',', "1,000"), ('\t', "1.000")];

    for (sign, weight) in read {
        assert_eq!(read_over(&table(sign, weight)).unwrap().0.variants[0].weight_g, 900, "{sign} {weight}");
    }
    for (sign, weight) in refused {
        let message =
            format!("products.csv:2: column weight_g: write a whole number from 0 to 4294967295, not \"{weight}\"");
        assert_eq!(read_over(&table(sign, weight)).unwrap_err().to_string(), message);
    }
    let (product, _) = read_over("code;sku;price_AED\ndune-vase;DUNE-CLAY;190,5\n").unwrap();
    assert_eq!(product.variants[0].price[&crate::testing::AED].minor(), 19_050);
}

#[test]
fn a_format_is_recognised_by_what_the_file_holds() {
    let known = ExistingShop::from(&shop());
    let json = crate::testing::SHOP;
    let csv = write_csv(&setup::testing::setup(), &shop().products);

    for (name, text) in
        [("shop.JSON", json), ("shop.csv", json), ("shop", json), ("P.CSV", &csv), ("p.json", &csv), ("p.txt", &csv)]
    {
        assert!(plan(name, text.as_bytes(), &known).is_ok(), "{name}");
    }
    let neither = plan("letter.txt", b"Dear shop,\n", &known).unwrap_err();
    assert_eq!(
        neither.to_string(),
        "letter.txt: this is neither a shop in JSON nor a table of products; see the manual for both formats"
    );
}

#[test]
fn an_export_begins_with_a_byte_order_mark_and_runs_nothing() {
    let mut products = shop().products;
    write(&mut products[0].name, "en", "=HYPERLINK(\"https://example.com\")");
    write(&mut products[0].description, "en", "'-- by hand\n\"'=1\"");
    products[0].variants[0].sku = types::Sku::new("@1-a").unwrap();
    products[0].variants[1].sku = types::Sku::new("'+1").unwrap();

    let text = write_csv(&setup::testing::setup(), &products);

    assert!(text.starts_with('\u{feff}'));
    assert!(table(&text).iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
    assert_eq!(read(&text).unwrap().products, products);
}
