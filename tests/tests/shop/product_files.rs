//! Product files of other shops, imported by the program into a German shop on SQLite.

use std::{
    collections::HashMap,
    fs,
    io::{Cursor, Read as _, Write as _},
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use image::ImageFormat;
use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_vitrine-under-test");
const SETUP: &str = include_str!("product_files/german_shop.json");
const SHOPIFY: &str = include_str!("../../../crates/product_csv/fuzz/seeds/products/shopify.csv");
const WOOCOMMERCE: &str = include_str!("../../../crates/product_csv/fuzz/seeds/products/woocommerce.csv");
/// The export has rows with faults and products without a category.
const WOO_IMPORT: [&str; 7] = ["import", "woo.csv", "--pictures", ".", "--category", "Allerlei", "--skip-faulty-rows"];
const SPREADSHEET: &str = "Modell;Name;Artikel;Farbe;Preis;Bestand;Sorte\n\
    krug;Krug;KR-R;Rot;24,90;3;Krüge\n\
    krug;Krug;;Blau;26,00;0;Krüge\n";
const COLUMNS: &str = "decimal = \",\"\n\
    [columns]\ngroup = \"Modell\"\nhandle = \"Modell\"\ntitle = \"Name\"\nsku = \"Artikel\"\nprice = \"Preis\"\n\
    stock = \"Bestand\"\nproduct_type = \"Sorte\"\n[options]\nFarbe = \"Farbe\"\n";

/// A folder with a shop that has a setup and nothing else.
struct GermanShop {
    folder: TempDir,
}

impl GermanShop {
    fn new() -> Self {
        let shop = Self { folder: tempfile::tempdir().unwrap() };
        shop.write("vitrine.toml", "listen = \"127.0.0.1:0\"");
        shop.write("shop.json", SETUP);
        shop.success(&["import", "shop.json"]);
        shop
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(PROGRAM).current_dir(self.folder.path()).env_clear().args(arguments).output().unwrap()
    }

    fn success(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Returns the shop's document.
    fn exported(&self) -> Value {
        self.success(&["export", "exported.json"]);
        serde_json::from_slice(&fs::read(self.path("exported.json")).unwrap()).unwrap()
    }

    /// Returns the shop's products by code.
    fn products(&self) -> HashMap<String, Value> {
        by_code(&self.exported()["products"])
    }
}

fn by_code(list: &Value) -> HashMap<String, Value> {
    let code = |thing: &Value| thing["code"].as_str().unwrap().to_owned();
    list.as_array().into_iter().flatten().map(|thing| (code(thing), thing.clone())).collect()
}

fn lines_with<'a>(text: &'a str, part: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.contains(part)).collect()
}

#[test]
fn shopify_export_becomes_products_of_a_german_shop() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);

    let said = shop.success(&["import", "shopify.csv", "--pictures", "."]);

    let exported = shop.exported();
    let shirt = &by_code(&exported["products"])["linen-shirt"];
    assert_eq!(shirt["name"], json!({ "de": "Linen Shirt" }));
    assert_eq!(shirt["slug"], json!({ "de": "linen-shirt" }));
    assert_eq!((&shirt["brand"], &shirt["category"]), (&json!("Lehmwerk"), &json!("shirt")));
    assert_eq!(shirt["tags"], json!(["linen", "summer", "new"]));
    assert_eq!(shirt["seo"]["title"], json!({ "de": "Linen shirt | Lehmwerk" }));
    assert!(shirt["published"]["from"].is_string());
    let description = "Woven in **Ulm**.\n\n- Pure linen\n- Machine wash at 30\u{a0}°C";
    assert_eq!(shirt["description"], json!({ "de": description }));
    let options = json!([
        { "attribute": "size", "values": ["s", "m"] },
        { "attribute": "colour", "values": ["clay", "sand"] },
    ]);
    assert_eq!(shirt["options"], options);
    let first = &shirt["variants"][0];
    assert_eq!(
        (&first["sku"], &first["gtin"], &first["mpn"]),
        (&json!("LS-S-C"), &json!("4006381333931"), &json!("MPN-7"))
    );
    // The column `Price / Germany` belongs to the market.
    assert_eq!(first["price"], json!({ "EUR": 4990, "de": 5200 }));
    assert_eq!(first["compare_at"], json!({ "EUR": 5990 }));
    assert_eq!((&first["weight_g"], &first["stock"]), (&json!(210), &json!(4)));
    let attributes = by_code(&exported["attributes"]);
    assert_eq!((&attributes["size"]["facet"], &attributes["material"]["shown"]), (&json!(true), &json!(true)));
    assert_eq!(attributes["material"]["values"], json!([{ "code": "linen", "label": { "de": "Linen" } }]));
    assert_eq!(by_code(&exported["categories"])["shirt"]["name"], json!({ "de": "Shirt" }));
    assert!(by_code(&exported["products"])["draft-bowl"].get("published").is_none());
    assert!(lines_with(&said, "gift cards").len() == 1, "{said}");
    assert_eq!(shirt["variants"][1]["sku"], "linen-shirt-m-clay");
}

#[test]
fn sale_that_ended_in_a_newer_file_ends_in_the_shop() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);
    shop.success(&["import", "shopify.csv", "--pictures", "."]);
    shop.write("shopify.csv", &SHOPIFY.replace("49.90,59.90", "64.90,"));

    shop.success(&["import", "shopify.csv", "--pictures", "."]);

    let first = &shop.products()["linen-shirt"]["variants"][0];
    assert_eq!((&first["price"]["EUR"], first.get("compare_at")), (&json!(6490), None));
}

#[test]
fn nothing_is_made_up_but_skus() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);
    shop.write("woo.csv", WOOCOMMERCE);

    let said = shop.success(&["import", "shopify.csv", "--pictures", "."]);
    shop.success(&WOO_IMPORT);

    assert!(said.contains("SKUs made for variants without one:\nshopify.csv:7: linen-shirt-m-clay\n"), "{said}");
    let source = format!("{SHOPIFY}{WOOCOMMERCE}{SETUP}Allerlei").to_lowercase();
    let exported = shop.exported();
    for product in exported["products"].as_array().unwrap() {
        let texts = ["name", "brand"].map(|field| product[field].clone());
        let words = texts.iter().flat_map(|text| match text {
            Value::Object(by_language) => by_language.values().filter_map(Value::as_str).collect::<Vec<_>>(),
            text => text.as_str().into_iter().collect(),
        });
        for word in words {
            assert!(source.contains(&word.to_lowercase()), "{word}");
        }
        for field in ["hsn", "material", "care", "country_of_origin", "markets"] {
            assert!(product.get(field).is_none(), "{field} of {}", product["code"]);
        }
        for variant in product["variants"].as_array().unwrap() {
            assert!(variant["dimensions_mm"]["height"].as_i64().is_none_or(|height| height == 0 || height == 80));
        }
    }
    for list in ["attributes", "categories", "collections"] {
        for thing in exported[list].as_array().into_iter().flatten() {
            let names = thing["name"].as_object().unwrap();
            assert_eq!(names.len(), 1, "{thing}");
            assert!(source.contains(&names["de"].as_str().unwrap().to_lowercase()), "{thing}");
        }
    }
}

#[test]
fn woocommerce_export_keeps_sales_tax_classes_and_category_paths() {
    let shop = GermanShop::new();
    shop.write("woo.csv", WOOCOMMERCE);

    shop.success(&WOO_IMPORT);

    let exported = shop.exported();
    let products = by_code(&exported["products"]);
    let bowl = &products["bowl"];
    let variant = &bowl["variants"][0];
    assert_eq!((&bowl["category"], &bowl["tax_class"]), (&json!("kitchen"), &json!("reduced")));
    assert_eq!(by_code(&exported["categories"])["kitchen"]["parent"], "home");
    assert_eq!(variant["price"], json!({ "EUR": 2490 }));
    let sale = json!([
        { "currency": "EUR", "amount": 1990, "from": "2026-11-19T23:00:00Z", "to": "2026-11-30T23:00:00Z" },
    ]);
    assert_eq!(variant["scheduled_prices"], sale);
    let size = json!({ "length": 200, "width": 205, "height": 80 });
    assert_eq!((&variant["weight_g"], &variant["dimensions_mm"]), (&json!(850), &size));
    assert_eq!(bowl["description"]["de"], "A *bowl*.\n\nThrown by hand.\n\nGlazed twice,\\\nfired once.");
    // The second category becomes a collection, which the product joins by its tag.
    assert_eq!(by_code(&exported["collections"])["sale"]["members"], json!({ "rule": { "tags": ["sale"] } }));
    assert!(bowl["tags"].as_array().unwrap().contains(&json!("sale")));
    let shirts = products["shirt"]["variants"].as_array().unwrap();
    assert_eq!((shirts.len(), &shirts[0]["sku"]), (1, &json!("SHIRT-M")));
    assert_eq!(products["cap"]["category"], "allerlei");
}

#[test]
fn same_file_again_changes_nothing() {
    for (file, text) in [("shopify.csv", SHOPIFY), ("woo.csv", WOOCOMMERCE)] {
        let shop = GermanShop::new();
        shop.write(file, text);
        let mut import = WOO_IMPORT;
        import[1] = file;
        shop.success(&import);
        let before = shop.exported();

        let said = shop.success(&import);

        assert!(said.lines().last().unwrap().starts_with("Nothing to import"), "{said}");
        assert_eq!(shop.exported(), before);
    }
}

#[test]
fn dry_run_shows_the_change_and_writes_nothing() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);
    let before = shop.exported();

    let said = shop.success(&["import", "--dry-run", "shopify.csv"]);

    assert!(said.contains("Pictures to fetch: 5."), "{said}");
    assert!(said.contains("Would import: ") && said.contains("3 products"), "{said}");
    assert_eq!(shop.exported(), before);
    assert!(lines_with(&said, ": picture: ").is_empty(), "{said}");
    assert!(!shop.path("shopify-pictures").exists());
}

#[test]
fn everything_that_is_not_kept_is_listed_with_its_line() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);

    let said = shop.success(&["import", "--dry-run", "shopify.csv", "--pictures", "."]);

    for expected in [
        "shopify.csv:2: Warehouse shelf: \"A-12\": the column is not known",
        "shopify.csv:2: cost: \"18.00\": the shop keeps no costs",
        "shopify.csv:2: price / International: \"54.50\": no market of the shop has this name",
        "shopify.csv:2: product category: \"Apparel & Accessories > Clothing > Shirts & Tops\": the product's type",
        "shopify.csv:2: picture: \"https://cdn.example/shirt-front.jpg\": the folder has no file of this name",
        "shopify.csv:7: orders without stock: \"allowed\"",
        "shopify.csv:8: tax class: \"not taxed\": the tax of no market has a class with 0 percent",
        "shopify.csv:10: gift card: \"Gift Card\": the shop sells no gift cards yet",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn pictures_come_from_a_folder_by_the_names_of_their_files() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);
    fs::create_dir_all(shop.path("fotos/neu")).unwrap();
    let picture = image::RgbImage::from_pixel(40, 30, image::Rgb([200, 120, 80]));
    picture.save(shop.path("fotos/shirt-front.png")).unwrap();
    fs::rename(shop.path("fotos/shirt-front.png"), shop.path("fotos/neu/Shirt-Front.jpg")).unwrap();

    let said = shop.success(&["import", "shopify.csv", "--pictures", "fotos"]);
    let again = shop.success(&["import", "shopify.csv", "--pictures", "fotos"]);

    let exported = shop.exported();
    let file = "products/linen-shirt/shirt-front.jpg";
    assert_eq!(exported["pictures"][0]["file"], file);
    assert_eq!(exported["pictures"][0]["alt"], json!({ "de": "Front, clay" }));
    assert_eq!(by_code(&exported["products"])["linen-shirt"]["pictures"], json!([{ "file": file }]));
    assert_eq!(lines_with(&said, ": picture: ").len(), 4, "{said}");
    assert!(again.contains("Nothing to import"), "{again}");
}

#[test]
fn picture_whose_host_is_not_listed_is_told() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);

    let said = shop.success(&["import", "shopify.csv"]);

    let told = lines_with(&said, "shirt-front.jpg");
    assert!(told.len() == 1 && told[0].contains("`picture_hosts`"), "{said}");
}

#[test]
fn stock_of_a_known_variant_stays_as_it_is() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);
    shop.success(&["import", "shopify.csv", "--pictures", "."]);
    shop.write("stock.csv", "sku,stock\nLS-S-C,1\n");

    let set = shop.success(&["import", "stock.csv"]);
    let again = shop.success(&["import", "shopify.csv", "--pictures", "."]);

    assert!(set.starts_with("Imported: "), "{set}");
    assert!(again.contains("Nothing to import"), "{again}");
    assert_eq!(shop.products()["linen-shirt"]["variants"][0]["stock"], 1);
    shop.write("more.csv", "code,sku,weight_g,stock\nlinen-shirt,LS-S-C,210,9\n");
    let kept = shop.success(&["import", "more.csv"]);
    let sentence =
        "The file states another stock for 1 variant of the shop, which keeps its own. To set it, import a table";
    assert!(kept.contains(sentence) && kept.contains("Nothing to import"), "{kept}");
    assert_eq!(shop.products()["linen-shirt"]["variants"][0]["stock"], 1);
}

#[test]
fn product_with_a_row_that_cannot_be_read_is_left_out_whole() {
    let shop = GermanShop::new();
    shop.write("columns.toml", COLUMNS);
    shop.write(
        "krug.csv",
        &format!("{SPREADSHEET}topf;Topf;TO-R;Rot;10,00;2;Töpfe\ntopf;Topf;TO-B;Blau;12,00;zehn;Töpfe\n"),
    );

    let said = shop.success(&["import", "krug.csv", "--map", "columns.toml", "--skip-faulty-rows"]);

    assert!(said.contains("krug.csv:5: Bestand: "), "{said}");
    let codes: Vec<String> = shop.products().into_keys().collect();
    assert_eq!(codes, ["krug"], "a stock that is unknown is never without end");
}

#[test]
fn market_without_prices_is_told() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", SHOPIFY);
    let first = shop.success(&["import", "shopify.csv", "--pictures", "."]);
    let mut document: Value = serde_json::from_str(SETUP).unwrap();
    let market = json!({
        "code": "ch", "countries": ["CH"], "currency": "CHF", "zone": "Europe/Zurich", "locales": { "de": "ch" },
        "tax": { "kind": "none" },
    });
    document["setup"]["markets"].as_array_mut().unwrap().push(market);
    shop.write("swiss.json", &document.to_string());

    let dry = shop.success(&["import", "--dry-run", "swiss.json"]);
    let swiss = shop.success(&["import", "swiss.json"]);
    let again = shop.success(&["import", "swiss.json"]);

    let variants = shop.products().values().map(|product| product["variants"].as_array().unwrap().len()).sum::<usize>();
    let warning = format!("{variants} variants have no price in the market \"ch\" (CHF), where nobody can buy them.\n");
    assert!(swiss.contains(&warning), "{swiss}");
    assert!(dry.contains(&warning), "{dry}");
    assert!(!first.contains("no price") && !again.contains("no price"), "{first}{again}");
}

#[test]
fn any_spreadsheet_is_read_by_a_column_map() {
    let shop = GermanShop::new();
    shop.write("ware.csv", SPREADSHEET);
    shop.write("spalten.toml", COLUMNS);

    shop.success(&["import", "ware.csv", "--map", "spalten.toml", "--market", "de", "--language", "de"]);

    let jug = shop.products()["krug"].clone();
    assert_eq!(jug["category"], "krüge");
    assert_eq!(jug["options"], json!([{ "attribute": "farbe", "values": ["rot", "blau"] }]));
    let prices: Vec<_> =
        jug["variants"].as_array().unwrap().iter().map(|of| (&of["sku"], &of["price"]["EUR"])).collect();
    assert_eq!(prices, [(&json!("KR-R"), &json!(2490)), (&json!("krug-blau"), &json!(2600))]);
}

#[test]
fn second_language_is_added_to_the_products_of_the_first() {
    let shop = GermanShop::new();
    shop.write("ware.csv", SPREADSHEET);
    shop.write("wares.csv", &SPREADSHEET.replace(";Krug;", ";Jug;"));
    shop.write("spalten.toml", COLUMNS);
    shop.success(&["import", "ware.csv", "--map", "spalten.toml"]);

    shop.success(&["import", "wares.csv", "--map", "spalten.toml", "--language", "en"]);

    assert_eq!(shop.products()["krug"]["name"], json!({ "de": "Krug", "en": "Jug" }));
}

#[test]
fn file_that_does_not_fit_the_shop_is_refused_with_what_to_write() {
    let shop = GermanShop::new();
    shop.write("shopify.csv", "Handle,Title,Variant Price\nvase,Vase,12.00\nbowl,Bowl,x\n");
    shop.write("no-type.csv", "Handle,Title,Variant Price\nvase,Vase,12.00\n");

    let faulty = shop.refusal(&["import", "shopify.csv"]);
    let no_category = shop.refusal(&["import", "no-type.csv"]);
    let no_market = shop.refusal(&["import", "no-type.csv", "--market", "at"]);
    let needless = shop.refusal(&["import", "shop.json", "--market", "de"]);

    assert!(faulty.starts_with("shopify.csv:3: column Variant Price: "), "{faulty}");
    assert!(faulty.contains("--skip-faulty-rows"), "{faulty}");
    assert!(no_category.starts_with("no-type.csv:2: the product has neither a category nor a type"), "{no_category}");
    assert!(no_market.contains("the shop has no market \"at\"; it has de"), "{no_market}");
    assert!(needless.contains("needs no --market"), "{needless}");
    assert!(shop.products().is_empty());
}

#[test]
fn product_fields_of_any_trade_survive_export_and_import() {
    let shop = GermanShop::new();
    shop.write("products.json", include_str!("product_files/products.json"));

    shop.success(&["import", "products.json"]);
    let exported = shop.exported();
    let again = shop.success(&["import", "exported.json"]);
    shop.success(&["export", "products.csv"]);
    let table = shop.success(&["import", "products.csv"]);
    let csv = fs::read_to_string(shop.path("products.csv")).unwrap();
    shop.write("changed.csv", &csv.replace("4006381333931", "96385074").replace(",FR,", ",IT,"));
    shop.success(&["import", "changed.csv"]);

    let given: Value = serde_json::from_str(include_str!("product_files/products.json")).unwrap();
    assert_eq!(exported["products"][0], given["products"][0]);
    assert_eq!(exported["attributes"], given["attributes"]);
    assert!(again.starts_with("Nothing to import"), "{again}");
    assert!(table.starts_with("Nothing to import"), "{table}");
    let changed = &shop.products()["creme"];
    assert_eq!((&changed["country_of_origin"], &changed["variants"][0]["gtin"]), (&json!("IT"), &json!("96385074")));
}

#[test]
fn product_fields_are_checked() {
    let shop = GermanShop::new();
    let document = include_str!("product_files/products.json");
    let mistakes = [
        ("4006381333931", "4006381333930", "products[0].variants[0].gtin", "ask for 1"),
        ("\"FR\"", "\"FX\"", "products[0].country_of_origin", "ISO 3166-1"),
        ("\"reduced\"", "\"books\"", "products[0].tax_class", "\"reduced\" or \"standard\""),
        ("\"C-50\"", "\"C\\n50\"", "products[0].variants[0].mpn", "one line"),
    ];

    for (right, wrong, field, reason) in mistakes {
        shop.write("wrong.json", &document.replacen(right, wrong, 1));
        let refusal = shop.refusal(&["import", "wrong.json"]);

        assert!(refusal.contains(field) && refusal.contains(reason), "{wrong}: {refusal}");
    }
}

/// Answers requests for `/bowl.png` with a picture, and all others with 404. Counts them.
fn picture_server() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let mut picture = Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([200, 120, 80])).write_to(&mut picture, ImageFormat::Png).unwrap();
    let (picture, counted) = (picture.into_inner(), count.clone());
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            let mut request = [0; 4096];
            let length = connection.read(&mut request).unwrap();
            counted.fetch_add(1, Ordering::SeqCst);
            let (status, body) = if request[..length].starts_with(b"GET /bowl.png") {
                ("200 OK", &picture[..])
            } else {
                ("404 Not Found", &[][..])
            };
            let length = body.len();
            write!(connection, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n").unwrap();
            connection.write_all(body).unwrap();
        }
    });
    (address, count)
}

#[test]
fn pictures_are_fetched_once_from_listed_hosts() {
    let shop = GermanShop::new();
    let (address, count) = picture_server();
    shop.write("vitrine.toml", &format!("listen = \"127.0.0.1:0\"\npicture_hosts = \"photos.example={address}\""));
    let file = "Handle,Title,Type,Variant Price,Image Src\n\
        bowl,Bowl,Bowls,12.00,http://photos.example/bowl.png\n\
        bowl,,,,http://photos.example/gone.png\n";
    shop.write("bowls.csv", file);

    let first = shop.success(&["import", "bowls.csv"]);
    let asked = count.load(Ordering::SeqCst);
    let second = shop.success(&["import", "bowls.csv"]);

    assert_eq!(shop.exported()["pictures"][0]["file"], "products/bowl/bowl.png");
    assert_eq!(shop.products()["bowl"]["pictures"], json!([{ "file": "products/bowl/bowl.png" }]));
    let told = "bowls.csv:3: picture: \"http://photos.example/gone.png\": photos.example answers with status 404";
    assert!(first.contains(told), "{first}");
    // Only the one that the host did not have is asked for again.
    assert_eq!((asked, count.load(Ordering::SeqCst)), (2, 3));
    assert!(second.contains("Nothing to import"), "{second}");
}

#[test]
fn products_without_a_handle_are_known_by_their_skus() {
    let shop = GermanShop::new();
    shop.write("woo.csv", WOOCOMMERCE);
    shop.success(&WOO_IMPORT);
    shop.write("woo.csv", &WOOCOMMERCE.replacen(",Bowl,1,1,", ",Schale,1,1,", 1));

    shop.success(&WOO_IMPORT);

    let products = shop.products();
    assert_eq!(products["bowl"]["name"], json!({ "de": "Schale" }));
    assert!(!products.contains_key("schale"));
}
