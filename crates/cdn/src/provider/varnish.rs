//! Varnish with `vmod_xkey`, as `docs/how-to/varnish.vcl` sets it up. Varnish takes 8 KiB of a header by default, and
//! proxies as much of all headers, of which tags may have half.

use bytes::Bytes;
use http::{Method, Request};

use super::Profile;
use crate::{Tag, account::PurgeRequestError};

pub(super) const PROFILE: Profile = Profile {
    name: "varnish",
    api: "",
    tag_header: ("xkey", " "),
    tags_per_page: 450,
    tags_per_request: 450,
    lifetime_header: Some("surrogate-control"),
};

pub(super) fn purge(server: &str, tags: &[Tag]) -> Result<Request<Bytes>, PurgeRequestError> {
    let method = Method::from_bytes(b"PURGE").expect("PURGE is a token");
    let request = Request::builder().method(method).uri(format!("{server}/"));
    request.header("xkey-purge", Tag::names(tags).join(" ")).body(Bytes::new()).map_err(PurgeRequestError::new)
}
