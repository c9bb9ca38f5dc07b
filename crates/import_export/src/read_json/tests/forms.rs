//! Documents that can't be read, in whole or in part.

use super::*;
use crate::file_fault::FileFault;
use crate::{DiagnosticKind, Losses};

#[test]
fn a_wrong_form_is_refused_with_line_and_field() {
    let cases = [
        (
            "\"AED\": 19000",
            "\"AED\": 0",
            "shop.json:61: products[0].variants[0].price.AED: a price is a whole number of minor units from 1 to 1000000000000, not 0",
        ),
        (
            "\"AED\": 19000",
            "\"AED\": \"190.00\"",
            "shop.json:61: products[0].variants[0].price.AED: a price is a whole number of minor units from 1 to 1000000000000, not the text \"190.00\"",
        ),
        (
            "\"AED\": 19000",
            "\"AED\": 190.5",
            "shop.json:61: products[0].variants[0].price.AED: a price is a whole number of minor units from 1 to 1000000000000, not 190.5",
        ),
        (
            "\"AED\": 19000",
            "\"EUR\": 19000",
            "shop.json:61: products[0].variants[0].price.EUR: no market has the price list \"EUR\"; write \"AED\", \"INR\" or \"USD\"",
        ),
        (
            "        \"ar\": \"مزهرية الكثبان\",\n",
            "",
            "shop.json:38: products[0].name.ar: the text in \"ar\" is missing; write it",
        ),
        (
            "\"en\": \"dune-vase\"",
            "\"en\": \"Dune Vase\"",
            "shop.json:37: products[0].slug.en: a slug is 1 to 96 lower-case letters or digits, with single hyphens between them, not \"Dune Vase\"",
        ),
        (
            "\"DUNE-SAND\"",
            "\" \"",
            "shop.json:72: products[0].variants[1].sku: a SKU is 1 to 64 characters; this one is empty, not \" \"",
        ),
        (
            "\"weight_g\": 1450",
            "\"weight\": 1450",
            "shop.json:58: products[0].variants[0].weight: \"weight\" is not known here; did you mean \"weight_g\"?",
        ),
        (
            "\"stock\": 7",
            "\"stok\": 7",
            "Missing:\nshop.json:55: products[0].variants[0].stock: \"stock\" is missing; add it\nNot known:\nshop.json:69: products[0].variants[0].stok: \"stok\" is not known here; did you mean \"stock\"?",
        ),
        (
            "\"stock\": 7",
            "\"stock\": -7",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not -7",
        ),
        (
            "\"stock\": 7",
            "\"stock\": 1000000001",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not 1000000001",
        ),
        (
            "\"stock\": 7",
            "\"stock\": null",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not null",
        ),
        (
            "\"stock\": 7",
            "\"stock\": \"7\"",
            "shop.json:69: products[0].variants[0].stock: write a whole number from 0 to 1000000000, or \"untracked\", not the text \"7\"",
        ),
        (
            "#A96A50",
            "clay",
            "shop.json:12: attributes[0].values[0].swatch: a swatch is a colour written as \"#rrggbb\", not \"clay\"",
        ),
        (
            "\"newest\"",
            "\"latest\"",
            "shop.json:120: pages[0].blocks[1].product_list.products: \"latest\" is not known here; write \"newest\", \"popular\", \"collection\" or \"products\"",
        ),
        ("vitrine/1", "vitrine/2", "shop.json:2: format: this version reads \"vitrine/1\", not \"vitrine/2\""),
        (
            "\"collections\": [\n",
            "\"colections\": [\n",
            "Not known:\nshop.json:86: colections: \"colections\" is not known here; did you mean \"collections\"?\nNot fitting:\nshop.json:121: pages[0].blocks[2].collections.collections[0]: there is no collection \"gifts\"; add it to \"collections\"",
        ),
        (
            "\"popularity\": 12,",
            "\"popularity\": 12",
            "shop.json:49: this is not JSON: column 7: a comma or } is due here",
        ),
    ];
    for (from, to, refusal) in cases {
        assert_eq!(refusals_after(from, to), refusal);
    }
}

#[test]
fn a_picture_outside_the_folder_is_refused() {
    for file in ["../vase.jpg", "/etc/vase.jpg", "images/../../vase.jpg", "", "images\\vase.jpg", "a;b.jpg"] {
        let document = serde_json::json!({
            "format": "vitrine/1",
            "pictures": [{ "file": file, "alt": { "en": "a", "ar": "b", "hi": "c" } }],
        });

        let refusals = read(&document.to_string()).unwrap_err();

        assert_eq!(refusals.diagnostics().next().unwrap().field, "pictures[0].file", "{file}");
    }
}

#[test]
fn faults_in_several_elements_are_told_together_and_counted() {
    let attribute = r#"{ "code": "A B", "name": { "en": "", "ar": "", "hi": "" }, "facet": true, "values": [] }"#;
    let many = vec![attribute; 23].join(",\n");

    let refusals = read(&format!("{{ \"format\": \"vitrine/1\", \"attributes\": [\n{many}] }}")).unwrap_err();

    let [forms, rules] = refusals.groups.as_slice() else { panic!("{refusals}") };
    assert_eq!((forms.kind, forms.diagnostics.len(), forms.more), (DiagnosticKind::Form, 20, 3));
    assert_eq!(forms.diagnostics[19].line, Some(21));
    assert_eq!((rules.kind, rules.diagnostics.len(), rules.more), (DiagnosticKind::Rule, 20, 49));
    assert!(refusals.to_string().ends_with("\nand 49 more"));
}

#[test]
fn a_file_that_is_no_text_is_refused() {
    let not_text = plan("shop.json", b"{\n \"format\": \"\xff\"}", &empty_shop()).unwrap_err();
    let nothing = read("").unwrap_err();
    let half = read("{\n\"format\": \"vitrine/1\",\n").unwrap_err();
    let two = read("{\"format\": \"vitrine/1\"}\n{}").unwrap_err();

    assert_eq!(
        not_text.to_string(),
        "shop.json:2: byte 13 of this line is not UTF-8; save the file as UTF-8 (Excel: \"CSV UTF-8\")"
    );
    assert_eq!(nothing.to_string(), "shop.json:1: this is not JSON: the file ends where a value is due");
    assert_eq!(half.to_string(), "shop.json:3: this is not JSON: the file ends in the middle of an object");
    assert_eq!(two.to_string(), "shop.json:2: this is not JSON: column 1: the document ends before this");
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(read(&format!("\u{feff}{SHOP}")), read(SHOP));
}

#[test]
fn a_field_that_is_there_twice_is_refused_wherever_it_is() {
    let cases = [
        ("\"AED\": 19000", "\"AED\": 19000, \"AED\": 1900", "shop.json:61: products[0].variants[0].price.AED"),
        ("\"AED\": 19000", "\"AED\": 19000,\n\"A\\u0045D\": 1", "shop.json:62: products[0].variants[0].price.AED"),
        (
            "{ \"colour\": \"sand\" }",
            "{ \"colour\": \"sand\", \"colour\": \"sand\" }",
            "shop.json:73: products[0].variants[1].options.colour",
        ),
        (
            "{ \"colour\": [\"clay\", \"sand\"] }",
            "{ \"colour\": [\"clay\"], \"colour\": [\"sand\"] }",
            "shop.json:50: products[0].attributes.colour",
        ),
        ("\"en\": \"Colour\"", "\"en\": \"Colour\", \"en\": \"Color\"", "shop.json:9: attributes[0].name.en"),
        ("\"x\": 400", "\"x\": 400, \"x\": 400", "shop.json:4: pictures[0].focus.x"),
        ("\"limit\": 8", "\"limit\": 8, \"limit\": 8", "shop.json:120: pages[0].blocks[1].product_list.limit"),
        ("\"rule\": {", "\"rule\": { \"tags\": [],", "shop.json:93: collections[0].members.rule.tags"),
        ("\"code\": \"dune-vase\"", "\"code\": \"dune-vase\", \"code\": \"x\"", "shop.json:35: products[0].code"),
        ("\"pages\": [", "\"pages\": [],\n  \"pages\": [", "shop.json:104: pages"),
        ("\"pictures\": [\n", "\"format\": \"vitrine/1\", \"pictures\": [\n", "shop.json:3: format"),
    ];
    for (from, to, place) in cases {
        assert_eq!(refusals_after(from, to), format!("{place}: this field is there twice; leave one out"));
    }
}

#[test]
fn all_faults_of_all_kinds_are_told_in_one_round() {
    let text = SHOP
        .replacen("\"weight_g\": 1450", "\"weight\": \"heavy\"", 1)
        .replacen("\"AED\": 19000", "\"AED\": \"190.00\"", 1)
        .replacen("\"USD\": 5400\n", "\"USD\": 5400, \"INR\": 1\n", 1)
        .replacen("\"ar\": \"مزهرية الكثبان\",\n", "", 1)
        .replacen("\"category\": \"vases\"", "\"category\": \"vasen\"", 1)
        .replacen("[\"gifts\"] } }", "[\"gift\"] } }", 1);
    let mut faults = crate::PictureFiles::default();
    let picture = crate::NamedPicture { file: "images/vase.jpg".to_owned(), from: None };
    let fault = FileFault { message: "there is no such file".to_owned(), is_missing: true };
    faults.insert(&picture, Err(fault));

    let file = crate::ImportFile::decode("shop.json", text.as_bytes()).unwrap();
    let refusals = file.open().unwrap().plan(&empty_shop(), Losses::Refused, &faults).unwrap_err();

    assert_eq!(
        refusals.to_string(),
        "Missing:\n\
         shop.json:38: products[0].name.ar: the text in \"ar\" is missing; write it\n\
         Not known:\n\
         shop.json:57: products[0].variants[0].weight: \"weight\" is not known here; did you mean \"weight_g\"?\n\
         Not readable:\n\
         shop.json:60: products[0].variants[0].price.AED: a price is a whole number of minor units from 1 to 1000000000000, not the text \"190.00\"\n\
         shop.json:62: products[0].variants[0].price.INR: this field is there twice; leave one out\n\
         Not fitting:\n\
         shop.json:36: products[0].category: there is no category \"vasen\"; add it to \"categories\"; did you mean \"vases\"?\n\
         shop.json:120: pages[0].blocks[2].collections.collections[0]: there is no collection \"gift\"; add it to \"collections\"; did you mean \"gifts\"?\n\
         Pictures:\n\
         shop.json:4: pictures[0].file: there is no such file"
    );
}

#[test]
fn a_file_of_another_form_is_refused_in_words_that_say_what_to_write() {
    let cases = [
        ("[]", "shop.json:1: a shop is an object in { } that begins with \"format\": \"vitrine/1\""),
        ("{}", "shop.json:1: format: \"format\" is missing; write \"format\": \"vitrine/1\""),
        ("{ \"format\": 1 }", "shop.json:1: format: this version reads \"vitrine/1\", not 1"),
        ("{ \"format\": \"vitrine/1\",\n \"products\": {} }", "shop.json:2: products: write a list in [ ]"),
        (
            "{ \"format\": \"vitrine/1\", \"products\": [\n1] }",
            "shop.json:2: products[0]: write an object in { }, not 1",
        ),
        (
            "{ \"format\": \"vitrine/1\", \"products\": [{\n\"popularity\": 1e999 }] }",
            "shop.json:2: products[0]: this number is too large",
        ),
        (
            "{ \"format\": \"vitrine/1\", \"products\": [{\n\"hsn\": \"\\ud800\" }] }",
            "shop.json:2: products[0]: a backslash in a text begins none of JSON's escapes; write \\\\ for a backslash",
        ),
        (
            "{ \"format\": nil }",
            "shop.json:1: this is not JSON: column 14: a value is due here: a text in double quotes, a number, true, false, null, [ or {",
        ),
        ("{ 'format': 1 }", "shop.json:1: this is not JSON: column 3: a field's name is due here, in double quotes"),
        (
            "{ \"format\": \"vitrine/1\", }",
            "shop.json:1: this is not JSON: column 26: a field's name is due here, in double quotes",
        ),
    ];
    for (text, refusal) in cases {
        assert_eq!(read(text).unwrap_err().to_string(), refusal);
    }
}
