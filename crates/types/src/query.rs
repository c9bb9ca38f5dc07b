//! Names of query parameters that have a meaning in every shop. An attribute's code is the name of its filter's
//! parameter, so no attribute may have one of these codes.

/// The lowest price that a listing shows, in major units.
pub const PRICE_FROM: &str = "price-from";
/// The highest price that a listing shows, in major units.
pub const PRICE_TO: &str = "price-to";
/// `1` to leave out products that are sold out.
pub const AVAILABLE: &str = "available";
/// The order of a listing.
pub const SORT: &str = "sort";
/// The page of a listing, counted from 1.
pub const PAGE: &str = "page";

/// The names that a listing reads besides attributes, in the order in which its addresses write them.
pub const LISTING: [&str; 5] = [AVAILABLE, SORT, PRICE_FROM, PRICE_TO, PAGE];

/// The names that other pages read: search terms, the reasons for a result's rank, and a step of the checkout.
const OTHER_PAGES: [&str; 3] = ["q", "explain", "step"];

/// Names and beginnings of names that advertising networks and mail programs add to links. Caches in front of a shop
/// drop them.
const TRACKING: [&str; 13] = [
    "dclid", "epik", "fbclid", "gbraid", "gclid", "gclsrc", "igshid", "msclkid", "srsltid", "ttclid", "twclid",
    "wbraid", "yclid",
];
const TRACKING_PREFIXES: [&str; 2] = ["utm_", "utm-"];

/// Returns the names of the lowest and the highest number of a filter by the attribute `code`.
pub fn bounds_of(code: &str) -> [String; 2] {
    ["from", "to"].map(|bound| format!("{code}-{bound}"))
}

/// Returns whether `name` has a meaning of its own in query strings.
pub fn is_reserved(name: &str) -> bool {
    LISTING.contains(&name)
        || OTHER_PAGES.contains(&name)
        || TRACKING.contains(&name)
        || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}
