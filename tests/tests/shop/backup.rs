//! A shop in a backup and back, on both engines, as visitors and operators see it.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::PermissionsExt as _,
    process::Child,
    sync::atomic::{AtomicBool, Ordering},
};

use axum::http::Request;
use database::{
    Database, Revision, sql,
    testing::{postgres, sqlite},
};
use tokio::join;

use crate::{
    harness::{NOW, Program, SHOP, Serving, TestShop, picture_address, visit},
    pictures::{PICTURES, TOKEN, another_picture, form, upload},
};

const PRODUCT: &str = "/en-ae/p/dune-vase?colour=clay";

/// A shop with products, stories and pictures that have had other addresses before.
async fn shop_with_a_past() -> TestShop {
    let shop = TestShop::over(sqlite().await, TOKEN).await;
    for (slug, former) in
        [("dune-vase", "vase-of-old"), ("vases", "pots"), ("dune-glaze", "glaze"), ("gifts", "presents")]
    {
        shop.import(&SHOP.replace(&format!("{{\"en\": \"{slug}\""), &format!("{{\"en\": \"{former}\""))).await;
    }
    shop.import(SHOP).await;
    let replaced = Request::put(format!("{PICTURES}/{}", picture_address()));
    let replaced = upload(&shop, replaced, form(&another_picture(), &[])).await;
    assert_eq!(replaced.status, 200, "{}", replaced.text());
    shop
}

/// Every address that a search engine is told of, those of pictures in their pages, and former ones of all kinds.
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
    for locale in ["en-ae", "en-in", "en-us"] {
        let former = ["p/vase-of-old", "c/pots", "stories/glaze", "c/presents", "p/never", "c/vases?colour=clay"];
        found.extend(former.map(|path| format!("/{locale}/{path}")));
    }
    found.insert(format!("/img/{}/160.jpg", picture_address()));
    found
}

fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = String> + 'a {
    let found = text.split(start).skip(1).filter_map(move |rest| rest.split(end).next());
    found.map(|address| address.trim_start_matches("https://shop.example").to_owned())
}

#[tokio::test]
async fn every_address_answers_as_before_after_a_way_to_postgres_and_back() {
    let shop = shop_with_a_past().await;
    let addresses = addresses(&shop).await;

    shop.back_up(&shop.file("first.tar.zst")).await;
    let on_postgres = TestShop::restored(&shop.file("first.tar.zst"), postgres().await).await;
    on_postgres.back_up(&shop.file("second.tar.zst")).await;
    let on_sqlite = TestShop::restored(&shop.file("second.tar.zst"), sqlite().await).await;

    let mut lines = BTreeSet::new();
    for address in &addresses {
        let before = shop.get(address).await;
        for restored in [&on_postgres, &on_sqlite] {
            let after = restored.get(address).await;
            assert_eq!(after.line(), before.line(), "{address}");
            assert!(after.body == before.body, "{address} shows something else");
            assert_eq!(after.header("content-type"), before.header("content-type"), "{address}");
        }
        lines.insert(before.line());
    }
    assert!(addresses.len() > 40, "{addresses:#?}");
    for line in ["301 /en-ae/p/dune-vase", "301 /en-us/c/vases", "301 /en-in/stories/dune-glaze", "200", "404"] {
        assert!(lines.contains(line), "{line} is not among {lines:#?}");
    }
    let moved = lines.iter().filter(|line| line.starts_with("302 /img/")).count();
    assert_eq!(moved, 1, "the pixels that were replaced lead to the new ones: {lines:#?}");
}

#[tokio::test]
async fn backup_that_is_made_while_prices_change_has_one_price() {
    let shop = TestShop::open().await;
    shop.reprice(999).await;
    let is_over = AtomicBool::new(false);
    let file = shop.file("shop.tar.zst");
    let repricing = async {
        for price in (1000..).take_while(|_| !is_over.load(Ordering::Relaxed)) {
            shop.reprice(price).await;
        }
    };
    let backing_up = async {
        for _ in 0..5 {
            shop.back_up(&file).await;
        }
        is_over.store(true, Ordering::Relaxed);
    };

    join!(repricing, backing_up);
    let restored = TestShop::restored(&file, postgres().await).await;

    let [clay, sand] = ["clay", "sand"].map(|colour| format!("/en-ae/p/dune-vase?colour={colour}"));
    let [clay, sand] = [price(&restored, &clay).await, price(&restored, &sand).await];
    assert_eq!(clay, sand, "both variants are of one write");
}

/// The first price of a page.
async fn price(shop: &TestShop, address: &str) -> String {
    between(&shop.get(address).await.text(), "<data value=\"", "\"").next().unwrap()
}

#[tokio::test]
async fn program_backs_up_an_open_shop_and_restores_it_elsewhere() {
    let origin = "origin = \"https://shop.example\"";
    let (program, there, given) = (Program::new(), Program::new(), postgres().await);
    program.success(&["import", "shop.json"]);
    let serving = program.serve(origin);
    let before = page(&serving).await;

    let backed_up = program.success(&["backup", "shop.tar.zst"]);
    let checked = program.success(&["restore", "--check", "shop.tar.zst"]);
    fs::copy(program.path("shop.tar.zst"), there.path("shop.tar.zst")).unwrap();
    let lines = format!("database = \"{}\"\n{origin}", given.address);
    there.write("vitrine.toml", &lines);
    let restored = there.success(&["restore", "shop.tar.zst"]);
    let refused = there.refusal(&["restore", "shop.tar.zst"]);
    let again = there.serve(&lines);
    while !is_followed(&given.database).await {
        tokio::task::yield_now().await;
    }
    let in_use = there.refusal(&["restore", "--replace", "shop.tar.zst"]);

    assert!(
        backed_up.starts_with("Backed up ") && backed_up.ends_with(" and 1 pictures to shop.tar.zst.\n"),
        "{backed_up}"
    );
    assert!(checked.starts_with("shop.tar.zst is whole: "), "{checked}");
    assert!(restored.contains("Its revision is "), "{restored}");
    assert!(refused.contains("replace that shop with `--replace`"), "{refused}");
    assert!(in_use.contains("is in use: stop every `vitrine` that has it open"), "{in_use}");
    assert_eq!(page(&again).await, before);
    assert_eq!(fs::metadata(program.path("shop.tar.zst")).unwrap().permissions().mode() & 0o777, 0o600);
}

async fn is_followed(database: &Database) -> bool {
    let mut reader = database.read(NOW).await.unwrap();
    let text = "SELECT COUNT(*) FROM follower WHERE trusted_until > clock_timestamp()";
    sql(text).one(&mut reader).await.unwrap().column::<i64>(0).unwrap() > 0
}

async fn page(serving: &Serving) -> String {
    let answer = visit(serving.address, PRODUCT).await.unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[tokio::test]
async fn restore_that_is_killed_leaves_what_was_there() {
    let (program, there, given) = (Program::new(), Program::new(), postgres().await);
    program.success(&["seed", "--products", "400"]);
    program.success(&["backup", "shop.tar.zst"]);
    there.success(&["import", "shop.json"]);
    there.success(&["export", "before.json"]);
    let backup = program.path("shop.tar.zst").display().to_string();
    let unfinished = there.path("data/vitrine.db.unfinished");
    let copying = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%'";

    let mut on_sqlite = there.start(&["restore", "--replace", &backup]);
    until(&mut on_sqlite, async || unfinished.exists()).await;
    kill(on_sqlite);
    there.success(&["export", "after.json"]);
    assert_eq!(fs::read(there.path("after.json")).unwrap(), fs::read(there.path("before.json")).unwrap());
    there.write("vitrine.toml", &format!("database = \"{}\"", given.address));
    let mut on_postgres = there.start(&["restore", &backup]);
    let is_copying = async || {
        let mut reader = given.database.read(NOW).await.unwrap();
        sql(copying).one(&mut reader).await.unwrap().column::<i64>(0).unwrap() > 0
    };
    until(&mut on_postgres, is_copying).await;
    kill(on_postgres);

    given.database.verify_schema().await.unwrap();
    let mut reader = given.database.read(NOW).await.unwrap();
    assert_eq!(reader.revision().await.unwrap(), Revision(0), "nothing was restored");
    drop(reader);
    given.database.close().await;
    there.success(&["restore", &backup]);
}

async fn until(running: &mut Child, has_come: impl AsyncFn() -> bool) {
    while !has_come().await {
        assert!(running.try_wait().unwrap().is_none(), "it ended before it could be killed");
    }
}

fn kill(mut running: Child) {
    running.kill().unwrap();
    running.wait().unwrap();
}
