use std::fmt::Write as _;

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};
use customers::{VISITOR_LIFETIME, VisitorToken};

/// The cookie with which a browser proves to be a visitor, and the one with the number of units in the cart.
///
/// Over HTTPS both have the prefix `__Host-`: a browser takes them from this host alone, over HTTPS, for all paths. On a
/// machine for development, the shop's origin is HTTP, and they have plain names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VisitorCookies {
    is_secure: bool,
}

impl VisitorCookies {
    /// Returns the cookies of a shop with this origin.
    pub(crate) fn of(origin: &str) -> Self {
        Self { is_secure: origin.starts_with("https://") }
    }

    /// Returns the token that a request brings.
    pub(crate) fn token(self, headers: &HeaderMap) -> Option<VisitorToken> {
        let name = self.name("visitor");
        let pairs = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
        let mut pairs = pairs.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(known, _)| *known == name)?.1.parse().ok()
    }

    /// Returns the header that stores the token. No script can read it.
    pub(crate) fn set_token(self, token: VisitorToken) -> HeaderValue {
        self.header("visitor", &token.expose(), "; HttpOnly")
    }

    /// Returns the header that stores the number of units in the cart, for the badge that a script shows.
    pub(crate) fn set_units(self, units: u32) -> HeaderValue {
        self.header("cart", &units.to_string(), "")
    }

    fn name(self, name: &str) -> String {
        if self.is_secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    fn header(self, name: &str, value: &str, more: &str) -> HeaderValue {
        let mut cookie =
            format!("{}={value}; Path=/; Max-Age={}; SameSite=Lax{more}", self.name(name), VISITOR_LIFETIME / 1000);
        if self.is_secure {
            write!(cookie, "; Secure").expect("a text takes any text");
        }
        HeaderValue::try_from(cookie).expect("a cookie of digits is ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str, cookies: VisitorCookies) -> Option<u128> {
        let headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_str(header).unwrap())]);
        cookies.token(&headers).map(|token| token.0)
    }

    #[test]
    fn cookies_of_a_secure_shop_are_bound_to_its_host() {
        let cookies = VisitorCookies::of("https://shop.example");

        let header = cookies.set_token(VisitorToken(5));

        let expected =
            "__Host-visitor=00000000000000000000000000000005; Path=/; Max-Age=7776000; SameSite=Lax; HttpOnly; Secure";
        assert_eq!(header.to_str().unwrap(), expected);
        assert_eq!(token("a=b; __Host-visitor=00000000000000000000000000000005", cookies), Some(5));
        assert_eq!(token("visitor=00000000000000000000000000000005", cookies), None);
        assert_eq!(token("__Host-visitor=5", cookies), None);
    }

    #[test]
    fn a_shop_on_a_machine_for_development_has_plain_cookies() {
        let cookies = VisitorCookies::of("http://127.0.0.1:3000");

        assert_eq!(cookies.set_units(3).to_str().unwrap(), "cart=3; Path=/; Max-Age=7776000; SameSite=Lax");
        assert_eq!(token("visitor=00000000000000000000000000000005; other", cookies), Some(5));
    }
}
