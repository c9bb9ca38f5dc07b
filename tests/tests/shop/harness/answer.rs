use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Response},
};

/// A response of the shop.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(super) async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Self { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// A header's value; empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The status, and where to go if the answer says so.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.status, self.header("location")).trim_end().to_owned()
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// Returns the page's heading.
    pub(crate) fn title(&self) -> String {
        let text = self.text();
        let (_, rest) = text.split_once("<title>").unwrap_or_default();
        rest.split("</title>").next().unwrap_or_default().trim().to_owned()
    }
}
