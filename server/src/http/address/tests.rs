use super::*;

fn read(uri: &str) -> Result<Address, Elsewhere> {
    Address::read(&uri.parse().unwrap(), Some(&setup::testing::setup()))
}

#[test]
fn one_page_has_one_address() {
    let cases = [
        ("/en-ae/", "/en-ae"),
        ("/en-ae//p//x", "/en-ae/p/x"),
        ("/.//evil.example", "/evil.example"),
        ("/en-ae/..//evil.example", "/evil.example"),
        ("/EN-AE/P/dune-vase", "/en-ae/p/dune-vase"),
        ("/en-ae/p/Dune-Vase?a=B", "/en-ae/p/dune-vase?a=B"),
        ("/en-ae/./p/../p/dune-vase", "/en-ae/p/dune-vase"),
        ("/en-ae/%2e%2E/hi-in", "/hi-in"),
        ("/../../en-ae", "/en-ae"),
        ("/en-ae/p/%64une-vase", "/en-ae/p/dune-vase"),
        ("/ar-ae/p/%d9%85", "/ar-ae/p/%D9%85"),
        ("/en-ae/?page=2&page=3", "/en-ae?page=2&page=3"),
        ("/en-ae/p/cafe%CC%81", "/en-ae/p/caf%C3%A9"),
        ("/en-ae/p/CAFE%CC%81?a=1", "/en-ae/p/caf%C3%A9?a=1"),
        ("/hi-in/p/%E0%A5%9E%E0%A4%B2", "/hi-in/p/%E0%A4%AB%E0%A4%BC%E0%A4%B2"),
    ];
    for (asked, canonical) in cases {
        assert_eq!(read(asked), Err(Elsewhere::At(canonical.to_owned())), "{asked}");
        assert!(read(canonical).is_ok(), "{canonical}");
    }
}

#[test]
fn what_no_page_has_is_refused() {
    let hosts = ["//", "///", "//en-ae", "//evil.example/x", "///evil.example", "/%5Cevil", "/%2F%2Fevil", "/%2fevil"];
    let refused = ["/a;b", "/a%3Bb", "/a%2fb", "/a%5cb", "/a%00", "/a%0d%0a", "/%ff", "/%e0%a4", "/%", "/%zz", "/%4"];
    for path in refused.into_iter().chain(hosts) {
        assert_eq!(read(path), Err(Elsewhere::Nowhere(StatusCode::BAD_REQUEST)), "{path}");
    }
    let long = format!("/en-ae?{}", "a".repeat(LONGEST));
    assert_eq!(read(&long), Err(Elsewhere::Nowhere(StatusCode::URI_TOO_LONG)));
}

#[test]
fn slugs_of_every_script_are_read() {
    let address = read("/ar-ae/p/%D9%85%D8%B2%D9%87%D8%B1%D9%8A%D8%A9").unwrap();

    assert_eq!(address.locale(), Some(setup::testing::locale("ar-ae")));
    assert_eq!(address.page(), PageRoute::Product(Slug::new("مزهرية").unwrap()));
    assert_eq!(address.path, "/ar-ae/p/مزهرية");
    assert_eq!(address.location("/ar-ae/p/مزهرية"), "/ar-ae/p/%D9%85%D8%B2%D9%87%D8%B1%D9%8A%D8%A9");
}

#[test]
fn files_keep_their_capitals() {
    assert!(read("/assets/App-0F.css").is_ok());
    assert!(read("/en-ae/Unknown").is_ok());
}

#[test]
fn queries_are_decoded_and_what_can_be_no_value_is_left_out() {
    let address = read("/en-ae?q=a+b&colour=%D9%85&bad=%00&raw=%ff&cafe%CC%81=%E0%A5%9E").unwrap();

    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let composed = pair("café", "\u{92B}\u{93C}");
    assert_eq!(address.query, [pair("q", "a b"), pair("colour", "م"), pair("raw", "\u{fffd}"), composed]);
}

#[test]
fn encoding_once_more_is_an_address_of_its_own() {
    assert_eq!(read("/en-ae/p/%252f").unwrap().path, "/en-ae/p/%2f");
}

/// Returns the tests' setup with a locale whose URLs have no prefix.
fn setup_without_prefix() -> Setup {
    let mut document = setup::testing::document();
    document.markets[0].locales.insert(setup::testing::language("en"), String::new());
    Setup::check(&document).unwrap()
}

#[test]
fn one_locale_may_have_no_prefix() {
    let setup = setup_without_prefix();
    let read = |uri: &str| {
        Address::read(&uri.parse().unwrap(), Some(&setup)).map(|address| (address.locale(), address.page()))
    };
    let (bare, arabic) = (setup.locale_by_prefix(""), setup.locale_by_prefix("ar-ae"));
    let slug = |text: &str| Slug::new(text).unwrap();
    let cases = [
        ("/", bare, PageRoute::Home),
        ("/ar-ae", arabic, PageRoute::Home),
        ("/p/vase", bare, PageRoute::Product(slug("vase"))),
        ("/ar-ae/p/vase", arabic, PageRoute::Product(slug("vase"))),
        ("/stories", bare, PageRoute::Stories),
        ("/stories/stories", bare, PageRoute::Story(slug("stories"))),
        ("/unknown", bare, PageRoute::NotFound),
        ("/unknown/c/vases", bare, PageRoute::NotFound),
        ("/c", bare, PageRoute::NotFound),
    ];
    for (uri, locale, page) in cases {
        assert_eq!(read(uri), Ok((locale, page)), "{uri}");
    }
    assert_eq!(read("/P/Vase"), Err(Elsewhere::At("/p/vase".to_owned())));
}

#[test]
fn an_address_is_read_again_where_the_setup_is_another() {
    let address = read("/en-ae/p/vase").unwrap();

    assert_eq!(address.within(&setup_without_prefix()).page(), PageRoute::NotFound);
}
