use axum::http::{HeaderMap, header::ORIGIN};

/// The header by which a browser says where a request comes from (Fetch Metadata).
const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// Returns true if a page of the shop itself sent this form: the browser says so, or names the shop's origin. Pages have no
/// token against forged requests, because they are the same for everybody.
pub(crate) fn is_of_own_page(headers: &HeaderMap, origin: &str) -> bool {
    match headers.get(SEC_FETCH_SITE) {
        Some(site) => site.as_bytes() == b"same-origin",
        None => headers.get(ORIGIN).is_some_and(|sender| sender.as_bytes() == origin.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    #[test]
    fn only_forms_of_the_shops_own_pages_pass() {
        let shop = "https://shop.example";
        let cases = [
            (vec![("sec-fetch-site", "same-origin")], true),
            (vec![("sec-fetch-site", "same-origin"), ("origin", "https://evil.example")], true),
            (vec![("sec-fetch-site", "same-site"), ("origin", shop)], false),
            (vec![("sec-fetch-site", "cross-site"), ("origin", shop)], false),
            (vec![("sec-fetch-site", "none"), ("origin", shop)], false),
            (vec![("origin", shop)], true),
            (vec![("origin", "https://shop.example.evil")], false),
            (vec![("origin", "http://shop.example")], false),
            (vec![("origin", "null")], false),
            (vec![("referer", "https://shop.example/")], false),
            (vec![], false),
        ];
        for (headers, passes) in cases {
            let map: HeaderMap = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
                .collect();

            assert_eq!(is_of_own_page(&map, shop), passes, "{headers:?}");
        }
    }
}
