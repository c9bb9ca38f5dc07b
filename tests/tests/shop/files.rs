//! Built files and public files.

use axum::http::Request;

use crate::harness::TestShop;

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
async fn browsers_learn_which_links_to_follow_early() {
    let shop = TestShop::open().await;

    let rules = shop.ask(Request::get("/speculation-rules.json")).await;

    assert_eq!(rules.header("content-type"), "application/speculationrules+json");
    for part in ["\"prefetch\"", "\"prerender\"", "\"/img/*\""] {
        assert!(rules.text().contains(part), "{part}");
    }
}
