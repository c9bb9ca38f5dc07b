//! A shop in an exported folder and back, on both engines, as visitors and operators see it.

use std::{collections::BTreeSet, fs, path::Path};

use axum::http::Request;
use database::testing::{TestDatabase, postgres, sqlite};
use pictures::ContentHash;
use serde_json::{Value, json};

use crate::{
    harness::{Program, SHOP, TestShop, visit},
    pictures::{PICTURES, TOKEN, another_picture, form, upload},
};

/// Files of the demo that the pictures are made of.
const VASE: &str = "bottle-vase-olive-1";
const JAR: &str = "bottle-vase-rose-1";

fn demo_picture(name: &str) -> Vec<u8> {
    fs::read(format!("{}/../demo/images/{name}.jpg", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn words(en: &str) -> Value {
    json!({ "en": en, "ar": format!("ع {en}"), "hi": format!("ह {en}") })
}

fn slugs(slug: &str) -> Value {
    json!({ "en": slug, "ar": format!("ع-{slug}"), "hi": format!("ह-{slug}") })
}

/// A name that no file can have.
fn long_name() -> String {
    format!("images/{}.jpg", "long-".repeat(60))
}

/// The tests' shop, with more of everything: pictures whose bytes are shared, and whose names no folder can have side by
/// side, prices that will change and have changed, stock that nobody counts, and drafts.
fn document() -> Value {
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    let names = [
        "images/Vase.jpg",
        "images/jar.jpg",
        "shop.json",
        "images/vase.jpg/inside.jpg",
        "../outside.jpg",
        &long_name(),
    ];
    for (number, name) in names.into_iter().enumerate() {
        let from = ["images/vase.jpg", "images/jar.jpg"][usize::from(number == 1)];
        let focus = json!({ "x": 500, "y": 100 * number });
        let picture = json!({ "file": name, "from": from, "alt": words(&format!("Picture {number}")), "focus": focus });
        list(&mut document, "pictures").push(picture);
    }
    let files: Vec<Value> = names.iter().map(|name| json!({ "file": name })).collect();
    for (code, published) in [("tall-vase", true), ("small-vase", true), ("secret-vase", false)] {
        let mut product = document["products"][0].clone();
        let name = code.replace('-', " ");
        product["code"] = code.into();
        product["slug"] = slugs(code);
        product["name"] = words(&name);
        product["pictures"] = files.clone().into();
        for (number, variant) in product["variants"].as_array_mut().unwrap().iter_mut().enumerate() {
            variant["sku"] = format!("{code}/{number}").into();
            variant["stock"] = if number == 0 { "untracked".into() } else { 3.into() };
            variant["compare_at"] = json!({ "INR": 500_000 });
            variant["scheduled_prices"] = json!([
                { "currency": "AED", "amount": 12_000, "from": "2026-05-01T00:00:00Z", "to": "2026-07-01T00:00:00Z" },
                { "currency": "USD", "amount": 3_000, "compare_at": 5_000, "from": "2026-05-01T00:00:00Z" },
                { "currency": "USD", "amount": 2_000, "from": "2099-05-01T00:00:00Z" },
            ]);
        }
        if !published {
            product.as_object_mut().unwrap().remove("published");
        }
        list(&mut document, "products").push(product);
    }
    document["collections"][1]["members"] = json!({ "products": ["small-vase", "dune-vase", "tall-vase"] });
    document["collections"][1]["published"] = json!({ "from": "2026-01-01T00:00:00Z" });
    document["pages"][1]["picture"] = "../outside.jpg".into();
    document
}

fn list<'a>(document: &'a mut Value, name: &str) -> &'a mut Vec<Value> {
    document[name].as_array_mut().unwrap()
}

/// Things that have had another slug, which each lead to them now: `/{section}/{former slug}`.
const FORMER: [(&str, &str, &str); 5] = [
    ("/products/0/slug", "p", "vase-of-old"),
    ("/categories/1/slug", "c", "pots"),
    ("/collections/1/slug", "c", "presents"),
    ("/pages/1/slug", "stories", "glaze"),
    ("/pages/2/slug", "pages", "delivery"),
];

/// A shop whose slugs and pixels have had other addresses before.
async fn shop_with_a_past() -> TestShop {
    let shop = TestShop::over(sqlite().await, TOKEN).await;
    fs::write(shop.file("images/jar.jpg"), demo_picture(JAR)).unwrap();
    for (place, _, former) in FORMER {
        let mut document = document();
        *document.pointer_mut(place).unwrap() = slugs(former);
        shop.import(&document.to_string()).await;
    }
    shop.import(&document().to_string()).await;
    let jar = Request::put(format!("{PICTURES}/{}", jar_address()));
    let replaced = upload(&shop, jar, form(&another_picture(), &[])).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text());
    shop
}

fn jar_address() -> String {
    ContentHash::of(&demo_picture(JAR)).as_str().to_owned()
}

/// Every address that a search engine is told of, those of pictures in their pages, and former ones of all kinds, in every
/// locale.
async fn addresses(shop: &TestShop) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let index = shop.get("/sitemap.xml").await.text();
    for sitemap in between(&index, "<loc>", "</loc>") {
        found.extend(between(&shop.get(&sitemap).await.text(), "<loc>", "</loc>"));
        found.insert(sitemap);
    }
    for page in found.clone() {
        let text = shop.get(&page).await.text();
        let pictures = between(&text, "\"/img/", "\"").filter_map(|rest| Some(rest.split(' ').next()?.to_owned()));
        found.extend(pictures.map(|rest| format!("/img/{rest}")));
    }
    for locale in ["en-ae", "ar-ae", "en-in", "hi-in", "en-us"] {
        for (_, section, slug) in FORMER {
            let slugs = ["", "ع-", "ह-"].map(|start| format!("/{locale}/{section}/{start}{slug}"));
            found.extend(slugs.map(|address| percent_encoded(&address)));
        }
        let others = ["p/secret-vase", "p/never", "p/tall-vase?colour=sand", "c/vases?available=1&sort=price"];
        found.extend(others.map(|path| format!("/{locale}/{path}")));
    }
    found.insert(format!("/img/{}/160.jpg", jar_address()));
    found
}

fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = String> + 'a {
    let found = text.split(start).skip(1).filter_map(move |rest| rest.split(end).next());
    found.map(|address| address.trim_start_matches("https://shop.example").to_owned())
}

fn percent_encoded(address: &str) -> String {
    address
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// A shop in an empty database, of what this one exports.
async fn moved(shop: &TestShop, folder: &str, database: TestDatabase) -> TestShop {
    let exported = shop.export(&shop.file(folder)).await;
    assert_eq!((exported.products, exported.pictures, exported.missing_pictures.len()), (4, 7, 0));
    TestShop::imported(&shop.file(folder), database).await
}

#[tokio::test]
async fn every_address_answers_as_before_after_an_export_to_postgres_and_back() {
    let shop = shop_with_a_past().await;
    let addresses = addresses(&shop).await;

    let on_postgres = moved(&shop, "exported", postgres().await).await;
    let on_sqlite = moved(&on_postgres, "exported", sqlite().await).await;

    let mut lines = BTreeSet::new();
    for address in &addresses {
        let before = shop.get(address).await;
        for after in [&on_postgres, &on_sqlite] {
            let after = after.get(address).await;
            assert_eq!(after.line(), before.line(), "{address}");
            assert!(after.body == before.body, "{address} shows something else");
            assert_eq!(after.header("content-type"), before.header("content-type"), "{address}");
        }
        lines.insert(before.line());
    }
    assert!(addresses.len() > 100, "{addresses:#?}");
    for line in [
        "301 /en-ae/p/dune-vase",
        "301 /en-us/c/vases",
        "301 /en-us/c/favourites",
        "301 /en-in/pages/shipping",
        "200",
        "404",
    ] {
        assert!(lines.contains(line), "{line} is not among {lines:#?}");
    }
    let moved = lines.iter().filter(|line| line.starts_with("302 /img/")).count();
    assert_eq!(moved, 1, "the pixels that were replaced lead to the new ones: {lines:#?}");
    let file = |shop: &TestShop, name: &str| fs::read(shop.file("exported").join(name)).unwrap();
    assert!(file(&shop, "shop.json") == file(&on_postgres, "shop.json"), "both engines export the same document");
}

#[tokio::test]
async fn pictures_that_no_folder_can_have_side_by_side_lie_elsewhere() {
    let shop = shop_with_a_past().await;

    shop.export(&shop.file("exported")).await;

    let elsewhere = format!("pictures/{}.jpg", ContentHash::of(&demo_picture(VASE)).as_str());
    let read = |name: &str| fs::read(shop.file("exported").join(name)).unwrap();
    let document: Value = serde_json::from_slice(&read("shop.json")).unwrap();
    let from = |file: &str| {
        let pictures = document["pictures"].as_array().unwrap();
        pictures.iter().find(|picture| picture["file"] == file).unwrap()["from"].clone()
    };
    for file in ["images/vase.jpg", "images/jar.jpg"] {
        assert_eq!(from(file), Value::Null, "{file} lies at its own name");
    }
    for file in ["images/Vase.jpg", "shop.json", "images/vase.jpg/inside.jpg", "../outside.jpg", &long_name()] {
        assert_eq!(from(file), elsewhere.as_str(), "{file}");
    }
    assert!(read("images/vase.jpg") == demo_picture(VASE) && read(&elsewhere) == demo_picture(VASE));
    assert!(read("images/jar.jpg") == another_picture());
    let list: Value = serde_json::from_slice(&read("vitrine-export.json")).unwrap();
    assert_eq!(list["files"], json!(["images/jar.jpg", "images/vase.jpg", elsewhere, "shop.json"]));
}

#[tokio::test]
async fn program_exports_an_open_shop_and_imports_it_elsewhere() {
    let origin = "origin = \"https://shop.example\"";
    let (program, there, given) = (Program::new(), Program::new(), postgres().await);
    program.success(&["import", "shop.json"]);
    program.write("vitrine.toml", origin);
    let serving = program.serve(origin);
    let before = visit(serving.address, "/en-ae/p/dune-vase").await.unwrap();

    let exported = program.success(&["export", "moved"]);
    let own = program.success(&["import", "moved"]);
    let own_document = program.success(&["import", "moved/shop.json"]);
    let lines = format!("database = \"{}\"\n{origin}", given.address);
    there.write("vitrine.toml", &lines);
    let imported = there.success(&["import", &program.path("moved").display().to_string()]);
    let again = there.serve(&lines);
    let after = visit(again.address, "/en-ae/p/dune-vase").await.unwrap();

    insta::assert_snapshot!(exported, @"Exported 1 products and 1 pictures to moved.");
    insta::assert_snapshot!(own, @"Nothing to import: the setup, 1 picture, 1 attribute, 2 categories, 1 product, 2 variants, 2 collections and 3 pages left as they are.");
    assert_eq!(own_document, own);
    insta::assert_snapshot!(imported, @"Imported: the setup, 1 picture, 1 attribute, 2 categories, 1 product, 2 variants, 2 collections and 3 pages added.");
    assert_eq!(body(&after), body(&before));
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn folder_that_is_no_export_is_refused() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);

    let refusal = program.refusal(&["export", "images"]);
    let no_folder = program.refusal(&["export", "vitrine.toml/"]);
    let no_document = program.refusal(&["import", "images"]);

    let path = program.path("images").canonicalize().unwrap().display().to_string();
    assert_eq!(
        refusal,
        format!(
            "the folder {path} holds files and is no export of a shop; name one that is empty, or one that is not there yet\n"
        )
    );
    insta::assert_snapshot!(no_folder, @"vitrine.toml/: Not a directory (os error 20)");
    insta::assert_snapshot!(no_document, @"images/shop.json: No such file or directory (os error 2)");
    assert_eq!(fs::read_dir(program.path("images")).unwrap().count(), 1);
}

#[test]
fn export_that_is_killed_leaves_a_whole_one() {
    let program = Program::new();
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    for number in 0..40 {
        let picture =
            json!({ "file": format!("images/{number}.jpg"), "from": "images/vase.jpg", "alt": words("A vase") });
        list(&mut document, "pictures").push(picture);
    }
    program.write("large.json", &document.to_string());
    program.success(&["import", "large.json"]);
    program.success(&["export", "exported"]);

    for files in 1..6 {
        let mut running = program.start(&["export", "exported"]);
        while running.try_wait().unwrap().is_none() && count(&program.path("exported.part/images")) < 8 * files {
            std::thread::yield_now();
        }
        // It may have ended already.
        let _ended = running.kill();
        running.wait().unwrap();

        let imported = program.success(&["import", "exported"]);
        assert!(imported.starts_with("Nothing to import: the setup, 41 pictures, "), "{imported}");
        assert_eq!(count(&program.path("exported/images")), 41);
    }
    program.success(&["export", "exported"]);

    assert_eq!(count(&program.path("exported/images")), 41);
    assert!(!program.path("exported.part").exists());
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}
