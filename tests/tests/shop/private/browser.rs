//! A browser without scripts.

use axum::http::{Request, header::SET_COOKIE};

use crate::harness::{Answer, TestShop};

/// A browser: it sends forms from the shop's own pages and keeps cookies.
pub(super) struct Browser<'s> {
    shop: &'s TestShop,
    pub(super) cookies: Vec<(String, String)>,
}

impl<'s> Browser<'s> {
    pub(super) const fn new(shop: &'s TestShop) -> Self {
        Self { shop, cookies: Vec::new() }
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Sends a form, and returns the answer: a redirect, if the form was taken.
    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(fields).unwrap();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html")
            .header("referer", "https://shop.example/en-ae")
            .header("sec-fetch-site", "same-origin")
            .header("cookie", self.cookie());
        let answer = self.shop.send(request, body).await;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let (pair, attributes) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            assert!(name.starts_with("__Host-") && attributes.contains("Secure"), "{cookie:?}");
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        answer
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        let request = Request::builder().uri(path).header("cookie", self.cookie());
        self.shop.send(request, String::new()).await
    }

    /// Sends a form, follows all redirects, and returns the text of the last page.
    pub(super) async fn follow(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let mut answer = self.post(path, fields).await;
        for _ in 0..5 {
            if answer.status != 303 {
                break;
            }
            answer = self.get(answer.header("location")).await;
        }
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// Sends a form, follows the redirect, and returns the text of the page.
    pub(super) async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let page = self.get(answer.header("location")).await;
        assert_eq!(page.status, 200, "{}", answer.header("location"));
        assert_eq!(page.header("cache-control"), "private, no-store");
        page.text()
    }

    pub(super) async fn add(&mut self, sku: &str) -> String {
        self.submit("/actions/cart/add", &[("locale", "en-AE"), ("sku", sku)]).await
    }
}

/// Returns the amounts of a page's summary by their names.
pub(super) fn sum(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("data-sum=\"{name}\"><bdi>"))?;
    Some(rest.split("</bdi>").next()?.to_owned())
}
