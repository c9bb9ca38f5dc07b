//! Built files, public files and pictures.

use axum::http::Request;

use crate::harness::{TestShop, rendition};

#[tokio::test]
async fn built_file_comes_in_the_smallest_form_its_client_takes() {
    let shop = TestShop::open().await;
    let cases = [
        ("", "", 14 * 100),
        ("gzip, deflate, br, zstd", "br", 6),
        ("gzip, zstd", "zstd", 9),
        ("gzip;q=0.5", "gzip", 4),
        ("br;q=0, identity", "", 14 * 100),
    ];

    let mut tags = std::collections::BTreeSet::new();
    for (accepted, encoding, bytes) in cases {
        let file = shop.get_with("/assets/app-0a.css", "accept-encoding", accepted).await;

        assert_eq!((file.header("content-encoding"), file.body.len()), (encoding, bytes), "{accepted}");
        assert_eq!(file.header("vary"), "accept-encoding", "{accepted}");
        assert_eq!(file.header("content-type"), "text/css; charset=utf-8", "{accepted}");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable", "{accepted}");
        tags.insert(file.header("etag").to_owned());
    }
    assert_eq!(tags.len(), 4);
}

#[tokio::test]
async fn web_assembly_is_called_so() {
    let shop = TestShop::open().await;

    assert_eq!(shop.get("/assets/frontend-0d.wasm").await.header("content-type"), "application/wasm");
}

#[tokio::test]
async fn only_files_of_the_build_are_files() {
    let shop = TestShop::open().await;
    let nowhere = [
        "/assets/unknown.css",
        "/assets/app-0a.css.br",
        "/assets/assets.json",
        "/assets/%2e%2e/assets.json",
        "/assets/..%2fassets.json",
        "/assets/../shop.json",
        "/shop.json",
        "/dist/assets.json",
    ];

    for address in nowhere {
        let status = shop.get(address).await.status;
        assert!(matches!(status, 301 | 400 | 404), "{address} {status}");
    }
}

#[tokio::test]
async fn public_files_are_served_under_their_paths() {
    let shop = TestShop::open().await;

    for (address, body, media_type) in
        [("/favicon.ico", "icon", "image/x-icon"), ("/icons/touch.png", "pixels", "image/png")]
    {
        let file = shop.get(address).await;

        assert_eq!((file.status, file.text().as_str()), (200, body));
        assert_eq!(file.header("content-type"), media_type);
        assert_eq!(file.header("cache-control"), "public, max-age=3600");
        assert_eq!(shop.get_with(address, "if-none-match", file.header("etag")).await.status, 304);
    }
}

#[tokio::test]
async fn picture_is_served_in_the_sizes_and_formats_there_are() {
    let shop = TestShop::open().await;

    for (name, media_type) in [("160.jpg", "image/jpeg"), ("226.webp", "image/webp"), ("160.avif", "image/avif")] {
        let picture = shop.get_with(&rendition(name), "accept-encoding", "br").await;

        assert_eq!((picture.status, picture.header("content-type")), (200, media_type));
        assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(picture.header("content-encoding"), "");
        assert_eq!(picture.header("vary"), "");
        let held = shop.get_with(&rendition(name), "if-none-match", picture.header("etag")).await;
        assert_eq!(held.status, 304);
    }
}

#[tokio::test]
async fn picture_that_is_not_there_is_not_made() {
    let shop = TestShop::open().await;
    let unknown = "/img/00000000000000000000000000000000/160.jpg".to_owned();
    let odd = ["161.jpg", "0160.jpg", "160.png", "160", "160.jpg.webp"].map(rendition);
    let none = ["/img/x/160.jpg", "/img/..%2f..%2f/160.jpg", "/img"].map(str::to_owned);

    for address in odd.into_iter().chain([unknown]).chain(none) {
        let status = shop.get_with(&address, "if-none-match", "*").await.status;
        assert!(matches!(status, 400 | 404), "{address} {status}");
    }
    assert!(!shop.file("pictures/renditions-1").exists());
}

#[tokio::test]
async fn browsers_learn_which_links_to_follow_early() {
    let shop = TestShop::open().await;

    let rules = shop.ask(Request::get("/speculation-rules.json")).await;

    assert_eq!(rules.header("content-type"), "application/speculationrules+json");
    for part in ["\"prefetch\"", "\"prerender\"", "\"/img/*\""] {
        assert!(rules.text().contains(part), "{part}");
    }
}
