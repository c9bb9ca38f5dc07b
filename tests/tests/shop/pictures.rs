//! Pictures: renditions as browsers ask for them, and what staff do to pictures.

use axum::http::{Request, request::Builder};
use serde_json::{Value, json};

use crate::harness::{Answer, ORIGIN, TestShop, picture_address, rendition};

pub(crate) const TOKEN: &str = "staff_token = \"7c1e09b4a2f85d36\"\n";
pub(crate) const PICTURES: &str = "/api/v1/pictures";
const BOUNDARY: &str = "picture-and-words";

pub(crate) fn by_staff(request: Builder) -> Builder {
    request.header("authorization", "Bearer 7c1e09b4a2f85d36")
}

/// A demo picture that the tests' shop does not have.
pub(crate) fn another_picture() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/images/scene-majlis-tray.jpg")).unwrap()
}

/// A form as browsers and curl send it.
pub(crate) fn form(file: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    let head = format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n\r\n");
    body.extend(head.into_bytes());
    body.extend(file);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    body
}

pub(crate) const WORDS: [(&str, &str); 3] = [("alt-en", "A tray"), ("alt-ar", "صينية"), ("alt-hi", "थाली")];

pub(crate) async fn upload(shop: &TestShop, request: Builder, body: Vec<u8>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    shop.send(by_staff(request).header("content-type", kind), body).await
}

/// Returns the number of files below a folder.
pub(crate) fn files_below(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

pub(crate) fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{} {}", answer.status, answer.text()))
}

#[tokio::test]
async fn picture_stands_in_until_it_is_made_well() {
    let shop = TestShop::open().await;

    for (name, media_type) in [("160.jpg", "image/jpeg"), ("226.webp", "image/webp"), ("320.avif", "image/webp")] {
        let picture = shop.get_with(&rendition(name), "accept-encoding", "br").await;

        assert_eq!((picture.status, picture.header("content-type")), (200, media_type));
        assert_eq!(picture.header("cache-control"), "public, max-age=60");
        assert_eq!((picture.header("content-encoding"), picture.header("vary")), ("", ""));
        let held = shop.get_with(&rendition(name), "if-none-match", picture.header("etag")).await;
        assert_eq!((held.status, held.header("cache-control")), (304, "public, max-age=60"));
    }
    let stand_in = shop.get(&rendition("226.avif")).await;
    assert_eq!(
        (stand_in.header("content-type"), stand_in.header("cache-control")),
        ("image/webp", "public, max-age=60")
    );

    shop.make_ladder(&picture_address()).await;

    for (name, media_type) in [("160.jpg", "image/jpeg"), ("226.webp", "image/webp"), ("226.avif", "image/avif")] {
        let picture = shop.get(&rendition(name)).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, media_type));
        assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn first_crawler_gets_pictures_that_never_change() {
    let shop = TestShop::open().await;
    shop.make_ladder(&picture_address()).await;

    let page = shop.get("/en-ae/p/dune-vase").await;
    let described = page.structured_data()[0]["image"].clone();
    let shared = page.tags().into_iter().find(|tag| tag.get("property") == Some("og:image")).unwrap();

    for address in [described[0].as_str().unwrap(), shared.get("content").unwrap()] {
        let picture = shop.get(address.strip_prefix(ORIGIN).unwrap()).await;
        assert_eq!((picture.status, picture.header("content-type")), (200, "image/jpeg"), "{address}");
        assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable", "{address}");
    }
}

#[tokio::test]
async fn part_of_a_picture_is_sent_to_who_asks_for_one() {
    let shop = TestShop::open().await;
    let address = rendition("160.jpg");
    let whole = shop.get(&address).await;
    let length = whole.body.len();
    assert_eq!(whole.header("accept-ranges"), "bytes");

    let part = shop.get_with(&address, "range", "bytes=10-19").await;
    let end = shop.get_with(&address, "range", "bytes=-5").await;
    let beyond = shop.get_with(&address, "range", "bytes=9999999-").await;
    let stale = Request::get(&address).header("range", "bytes=10-19").header("if-range", "\"other\"");

    assert_eq!((part.status, part.body.as_slice()), (206, &whole.body[10..20]));
    assert_eq!(part.header("content-range"), format!("bytes 10-19/{length}"));
    assert_eq!(part.header("etag"), whole.header("etag"));
    assert_eq!((end.status, end.body.as_slice()), (206, &whole.body[length - 5..]));
    assert_eq!((beyond.status, beyond.header("content-range")), (416, format!("bytes */{length}").as_str()));
    let head = shop.ask(Request::head(&address).header("range", "bytes=10-19")).await;
    assert_eq!((head.status, head.header("content-length")), (200, length.to_string().as_str()));
    for ignored in ["bytes=1-2,5-6", "lines=1-2", "bytes=x"] {
        assert_eq!(shop.get_with(&address, "range", ignored).await.status, 200, "{ignored}");
    }
    assert_eq!(shop.ask(stale).await.status, 200);
}

#[tokio::test]
async fn picture_that_no_page_asks_for_is_not_made() {
    let shop = TestShop::open().await;
    let hash = picture_address();
    let unknown = "/img/00000000000000000000000000000000/160.jpg".to_owned();
    let odd = ["161.jpg", "0160.jpg", "160.png", "160", "160.jpg.webp", "1810.jpg"].map(rendition);
    let cuts = ["16x9", "16x9-500", "5x4-500-500", "4x5-500-500", "16x9-500-1001"];
    let cuts = cuts.map(|cut| format!("/img/{hash}-{cut}/160.jpg"));
    let none = ["/img/x/160.jpg", "/img/..%2f..%2f/160.jpg", "/img"].map(str::to_owned);

    for address in odd.into_iter().chain(cuts).chain([unknown]).chain(none) {
        let status = shop.get_with(&address, "if-none-match", "*").await.status;
        assert!(matches!(status, 400 | 404), "{address} {status}");
    }
    // Another focus than the picture has leads to the one that it has.
    let moved = shop.get(&format!("/img/{hash}-16x9-1-2/160.jpg")).await;
    let here = format!("/img/{hash}-16x9-400-600/160.jpg");
    assert_eq!((moved.status, moved.header("location")), (302, here.as_str()));
    // A shape that listings could have, and don't, leads to the one that they have.
    let other = shop.get(&format!("/img/{hash}-1x1-400-600/160.jpg")).await;
    assert_eq!((other.status, other.header("location")), (302, rendition("160.jpg").as_str()));
    let made = || {
        let folders = std::fs::read_dir(shop.file("pictures")).unwrap().map(|folder| folder.unwrap().file_name());
        folders.filter(|name| name != "sources").count()
    };
    assert_eq!(made(), 0);
    assert_eq!(shop.get(&here).await.status, 200);
    assert_eq!(made(), 1);
}

#[tokio::test]
async fn staff_bring_a_picture_and_see_it_described() {
    let shop = TestShop::configured(TOKEN).await;
    let fields = [&WORDS[..], &[("name", "images/tray.jpg"), ("focus-x", "250"), ("focus-y", "750")]].concat();

    let brought = upload(&shop, Request::post(PICTURES), form(&another_picture(), &fields)).await;
    let again = upload(&shop, Request::post(PICTURES), form(&another_picture(), &WORDS)).await;

    let picture = read(&brought);
    assert_eq!((brought.status, again.status), (201, 200));
    assert_eq!(read(&again), picture, "what is left out stays as it was");
    assert_eq!(brought.header("cache-control"), "private, no-store");
    assert_eq!((&picture["width"], &picture["height"]), (&json!(2000), &json!(1125)));
    assert_eq!(picture["alt"], json!({ "en": "A tray", "ar": "صينية", "hi": "थाली" }));
    assert_eq!((&picture["focus"], &picture["used_by"]), (&json!({ "x": 250, "y": 750 }), &json!([])));
    let known = shop.ask(by_staff(Request::get(brought.header("location")))).await;
    assert_eq!(read(&known), picture);
    assert_eq!(shop.get(picture["src"].as_str().unwrap()).await.status, 200);
}

#[tokio::test]
async fn two_files_of_the_same_bytes_keep_their_names_and_words() {
    let shop = TestShop::configured(TOKEN).await;
    let words = |en: &'static str, name: &'static str| [("alt-en", en), WORDS[1], WORDS[2], ("name", name)].to_vec();
    let tray = upload(&shop, Request::post(PICTURES), form(&another_picture(), &words("A tray", "tray.jpg"))).await;
    let gift = upload(&shop, Request::post(PICTURES), form(&another_picture(), &words("A gift", "set/gift.jpg"))).await;
    let again = upload(&shop, Request::post(PICTURES), form(&another_picture(), &words("A tray", "tray.jpg"))).await;

    assert_eq!((tray.status, gift.status, again.status), (201, 201, 200));
    let hash = read(&tray)["picture"].as_str().unwrap().to_owned();
    let [tray, gift] = ["tray.jpg", "set%2Fgift.jpg"].map(|name| format!("{PICTURES}/{hash}?name={name}"));
    assert_eq!((again.header("location"), read(&again)["name"].as_str()), (tray.as_str(), Some("tray.jpg")));
    let body = json!({ "alt": { "en": "A present", "ar": "هدية", "hi": "उपहार" } });
    let patch = by_staff(Request::patch(&gift)).header("content-type", "application/json");
    assert_eq!(shop.send(patch, body.to_string()).await.status, 200);
    for (address, alt) in [(&tray, "A tray"), (&gift, "A present")] {
        assert_eq!(read(&shop.ask(by_staff(Request::get(address))).await)["alt"]["en"], json!(alt));
    }

    // Without a name it can't be told which is meant.
    let unnamed = format!("{PICTURES}/{hash}");
    let uploaded = upload(&shop, Request::post(PICTURES), form(&another_picture(), &WORDS)).await;
    for refused in [shop.ask(by_staff(Request::get(&unnamed))).await, uploaded] {
        let message = "several files have these bytes (set/gift.jpg, tray.jpg): say which with `name`";
        assert_eq!((refused.status, &read(&refused)["detail"]), (409, &json!(message)));
    }
    let other = shop.ask(by_staff(Request::get(format!("{unnamed}?name=vase.jpg")))).await;
    assert_eq!(other.status, 404);
}

#[tokio::test]
async fn pictures_of_the_shop_say_where_they_are_used() {
    let shop = TestShop::configured(TOKEN).await;

    let known = shop.ask(by_staff(Request::get(format!("{PICTURES}/{}", picture_address())))).await;

    let used: Vec<String> = read(&known)["used_by"]
        .as_array()
        .unwrap()
        .iter()
        .map(|used| format!("{} {}", used["kind"].as_str().unwrap(), used["code"].as_str().unwrap()))
        .collect();
    assert!(used.contains(&"product dune-vase".to_owned()), "{used:?}");
}

#[tokio::test]
async fn replaced_picture_is_new_on_its_pages_and_old_addresses_lead_there() {
    let shop = TestShop::configured(TOKEN).await;
    let page = "/en-ae/p/dune-vase";
    let old = picture_address();
    assert!(shop.get(page).await.text().contains(&old));

    // Made, but not well: it must not go on to be.
    assert_eq!(shop.get(&rendition("640.avif")).await.status, 200);
    let address = format!("{PICTURES}/{old}");
    let replaced = upload(&shop, Request::put(&address), form(&another_picture(), &[])).await;

    let new = read(&replaced)["picture"].as_str().unwrap().to_owned();
    assert_eq!(replaced.status, 200);
    let fresh = shop.get(page).await;
    assert!(fresh.text().contains(&new) && !fresh.text().contains(&old));
    let led = shop.get(&format!("/img/{old}/640.avif")).await;
    assert_eq!((led.status, led.header("location")), (302, format!("/img/{new}/640.avif").as_str()));
    assert_eq!(shop.ask(by_staff(Request::get(&address))).await.status, 404);
}

#[tokio::test]
async fn words_and_focus_change_on_the_page_at_once() {
    let shop = TestShop::configured(TOKEN).await;
    let page = "/en-ae/p/dune-vase";
    assert!(!shop.get(page).await.text().contains("Two vases"));

    let address = format!("{PICTURES}/{}", picture_address());
    let body = json!({ "alt": { "en": "Two vases", "ar": "مزهريتان", "hi": "दो फूलदान" }, "focus": { "x": 1, "y": 2 } });
    let request = by_staff(Request::patch(&address)).header("content-type", "application/json");
    let changed = shop.send(request, body.to_string()).await;

    assert_eq!((changed.status, &read(&changed)["focus"]), (200, &json!({ "x": 1, "y": 2 })));
    assert!(shop.get(page).await.text().contains("Two vases"));
}

#[tokio::test]
async fn nobody_else_is_staff() {
    let (shop, closed) = (TestShop::configured(TOKEN).await, TestShop::open().await);
    let address = format!("{PICTURES}/{}", picture_address());

    for token in ["", "Bearer ", "Bearer 7c1e09b4a2f85d37", "Basic 7c1e09b4a2f85d36"] {
        let refused = shop.get_with(&address, "authorization", token).await;
        assert_eq!((refused.status, refused.header("www-authenticate")), (401, "Bearer"), "{token}");
    }
    let refused = closed.ask(by_staff(Request::get(&address))).await;
    assert_eq!((refused.status, &read(&refused)["code"]), (401, &json!("not-staff")));
    assert!(refused.text().contains("staff_token"));
}

#[tokio::test]
async fn uploads_that_are_no_pictures_are_refused_by_name_and_counted() {
    let shop = TestShop::configured(TOKEN).await;
    let jpeg = another_picture();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let bomb = {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10]);
        png.extend(b"\x08\x02\0\0\0____\0\0\0\0IDAT____\0\0\0\0IEND____");
        png
    };
    let cases = [
        (jpeg[..jpeg.len() / 2].to_vec(), 422, "truncated"),
        (svg, 422, "vector"),
        (bomb, 422, "too-many-pixels"),
        (b"GIF89a".to_vec(), 422, "truncated"),
        (b"hello".to_vec(), 422, "not-a-picture"),
        (vec![0xFF; 20 * 1024 * 1024 + 1], 413, "too-many-bytes"),
    ];

    for (file, status, code) in cases {
        let refused = upload(&shop, Request::post(PICTURES), form(&file, &WORDS)).await;
        assert_eq!((refused.status, &read(&refused)["code"]), (status, &json!(code)));
        let counted = format!("vitrine_pictures_refused_total{{reason=\"{code}\"}}");
        assert!(shop.metrics().await.contains(&counted), "{counted}");
    }
    let huge = upload(&shop, Request::post(PICTURES), form(&vec![0xFF; 21 << 20], &WORDS)).await;
    // What announces its size is refused before it is sent.
    let announced = shop.ask(Request::post(PICTURES).header("content-length", 40 << 20)).await;
    for refused in [huge, announced] {
        assert_eq!((refused.status, &read(&refused)["code"]), (413, &json!("too-many-bytes")));
    }
}

#[tokio::test]
async fn uploads_without_words_or_with_odd_fields_are_refused_by_field() {
    let shop = TestShop::configured(TOKEN).await;
    let file = another_picture();
    let cases: [(&[(&str, &str)], &str); 5] = [
        (&WORDS[..2], "alt-hi"),
        (&[("alt-en", " "), WORDS[1], WORDS[2]], "alt-en"),
        (&[WORDS[0], WORDS[1], WORDS[2], ("focus-x", "1001"), ("focus-y", "1")], "focus"),
        (&[WORDS[0], WORDS[1], WORDS[2], ("focus-x", "10")], "focus-y"),
        (&[WORDS[0], WORDS[1], WORDS[2], ("name", "../secret.jpg")], "name"),
    ];

    for (fields, field) in cases {
        let refused = upload(&shop, Request::post(PICTURES), form(&file, fields)).await;
        assert_eq!((refused.status, &read(&refused)["field"]), (422, &json!(field)));
    }
    assert_eq!(files_below(&shop.file("pictures/sources")), 1, "only the shop's own picture is stored");
    let taken = [&WORDS[..], &[("name", "images/vase.jpg")]].concat();
    assert_eq!(upload(&shop, Request::post(PICTURES), form(&file, &taken)).await.status, 409);
    for (field, value) in [("alt", "unknown"), ("file", "sent twice"), ("alt-en", "sent twice")] {
        let odd = [&WORDS[..], &[(field, value)]].concat();
        let refused = upload(&shop, Request::post(PICTURES), form(&file, &odd)).await;
        assert_eq!((refused.status, &read(&refused)["code"]), (400, &json!("unreadable")), "{field} {value}");
    }
    let text = by_staff(Request::post(PICTURES)).header("content-type", "text/plain");
    assert_eq!(shop.send(text, "hello").await.status, 415);
}

#[tokio::test]
async fn pictures_are_fetched_from_listed_hosts_only() {
    let shop = TestShop::configured(TOKEN).await;
    let addresses = [
        "https://photos.example/a.jpg",
        "http://127.0.0.1/a.jpg",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ];

    for url in addresses {
        let body = json!({ "url": url, "alt": { "en": "a", "ar": "a", "hi": "a" } });
        let request = by_staff(Request::post(PICTURES)).header("content-type", "application/json");
        let refused = shop.send(request, body.to_string()).await;
        assert_eq!((refused.status, &read(&refused)["code"]), (422, &json!("not-fetched")), "{url}");
    }
}
