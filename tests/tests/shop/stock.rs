//! Stock and holds, as staff see them with the program.

use serde_json::{Value, json};

use crate::harness::{Program, SHOP, TestShop};

/// Returns the lines about a SKU, without runs of spaces and the tokens of holds.
fn shown(program: &Program, sku: &str) -> String {
    let text = program.success(&["stock", "show", sku]);
    let lines = text.lines().filter(|line| line.contains(sku));
    let words = |line: &str| line.split_whitespace().filter(|word| word.len() < 32).collect::<Vec<_>>().join(" ");
    lines.map(words).collect::<Vec<_>>().join("\n")
}

#[test]
fn units_are_counted_held_and_released() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);

    let first = shown(&program, "DUNE-CLAY");
    let held = program.success(&["stock", "hold", "DUNE-CLAY", "5", "--for", "spring fair"]);
    let with_hold = shown(&program, "DUNE-CLAY");
    let refusal = program.refusal(&["stock", "hold", "DUNE-CLAY", "3", "--for", "somebody"]);
    program.write("count.csv", "sku,stock\nDUNE-CLAY,4\n");
    program.success(&["import", "count.csv"]);
    let counted = shown(&program, "DUNE-CLAY");
    let token = held.trim().rsplit(' ').next().unwrap();
    program.success(&["stock", "release", token]);
    let released = shown(&program, "DUNE-CLAY");

    insta::assert_snapshot!(first, @"DUNE-CLAY main 7 0 7");
    insta::assert_snapshot!(with_hold, @r"
    DUNE-CLAY main 7 5 2
    DUNE-CLAY 5 staff released or sold spring fair
    ");
    insta::assert_snapshot!(refusal, @"only 2 units are available");
    insta::assert_snapshot!(counted, @r"
    DUNE-CLAY main 5 5 0
    DUNE-CLAY 5 staff released or sold spring fair
    ");
    insta::assert_snapshot!(released, @"DUNE-CLAY main 5 0 5");
}

#[test]
fn unknown_sku_and_unknown_hold_are_refused() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);

    let sku = program.refusal(&["stock", "hold", "DUNE", "1", "--for", "nobody"]);
    let hold = program.refusal(&["stock", "release", "0123456789abcdef0123456789abcdef"]);

    insta::assert_snapshot!(sku, @"no variant has the SKU DUNE; `vitrine stock show` lists those that the shop has");
    insta::assert_snapshot!(hold, @"there is no such hold");
}

#[tokio::test]
async fn setup_says_from_which_number_pages_tell_none() {
    let shop = TestShop::open().await;
    let stock = async || {
        let page = shop.get("/en-ae/p/dune-vase?colour=clay").await;
        ["In stock", "Only 7 left"].map(|text| page.text().contains(text))
    };

    let by_itself = stock().await;
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    document["setup"]["stock"] = json!({ "few": 8 });
    shop.import(&json!({ "format": "vitrine/1", "setup": document["setup"] }).to_string()).await;
    let with_eight = stock().await;

    assert_eq!((by_itself, with_eight), ([true, false], [false, true]));
}
