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

    for (address, body, media_type) in [
        ("/icon.svg", include_bytes!("../../../public/icon.svg").as_slice(), "image/svg+xml"),
        ("/favicon.ico", include_bytes!("../../../public/favicon.ico"), "image/x-icon"),
        ("/icons/touch.png", b"pixels", "image/png"),
    ] {
        let file = shop.get(address).await;

        assert_eq!((file.status, file.body.as_slice()), (200, body));
        assert_eq!(file.header("content-type"), media_type);
        assert_eq!(file.header("cache-control"), "public, max-age=3600");
        assert_eq!(shop.get_with(address, "if-none-match", file.header("etag")).await.status, 304);
    }
}

#[tokio::test]
async fn icons_are_where_browsers_look_unasked() {
    let shop = TestShop::open().await;

    let favicon = shop.get("/favicon.ico").await.body;
    let touch_icon = shop.get("/apple-touch-icon.png").await.body;

    // ICONDIR: the count in bytes 4 and 5, then 16 bytes for each icon, its width first.
    assert_eq!(favicon[..6], [0, 0, 1, 0, 3, 0]);
    assert_eq!([0, 1, 2].map(|icon| favicon[6 + 16 * icon]), [16, 32, 48]);
    // PNG: width and height in the header chunk.
    assert_eq!(touch_icon[16..24], [0, 0, 0, 180, 0, 0, 0, 180]);
    let page = shop.get("/en-ae").await;
    let linked = page.tags().into_iter().filter(|tag| tag.get("rel").is_some_and(|rel| rel.contains("icon")));
    let linked: Vec<_> = linked.map(|tag| tag.get("href").unwrap().to_owned()).collect();
    assert_eq!(linked, ["/favicon.ico", "/icon.svg", "/apple-touch-icon.png"]);
}

/// Each stands for something that the shop does not have: a home screen's app, tiles of Windows, accounts with passwords
/// (a password manager asks for the second one to learn whether an answer to the first can be believed), traffic advice.
#[tokio::test]
async fn other_addresses_that_are_asked_for_unasked_are_not_there() {
    let shop = TestShop::open().await;
    let unasked = [
        "/apple-touch-icon-precomposed.png",
        "/manifest.json",
        "/site.webmanifest",
        "/browserconfig.xml",
        "/.well-known/change-password",
        "/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200",
        "/.well-known/traffic-advice",
        "/.well-known/apple-app-site-association",
        "/.well-known/appspecific/com.chrome.devtools.json",
    ];

    for address in unasked {
        let answer = shop.get(address).await;

        assert_eq!((answer.status, answer.header("cache-control")), (404, "public, max-age=10"), "{address}");
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
