//! Fastly: "Surrogate-Key", "Surrogate-Control" and the API "Purging". Headers take 16 KiB.

use bytes::Bytes;
use http::Request;
use serde_json::json;

use super::Profile;
use crate::{
    Tag,
    account::{Account, PurgeRequestError, json_body},
};

pub(super) const PROFILE: Profile = Profile {
    name: "fastly",
    api: "https://api.fastly.com",
    tag_header: ("surrogate-key", " "),
    tags_per_page: 1000,
    tags_per_request: 256,
    lifetime_header: Some("surrogate-control"),
};

/// Builds a soft purge: pages are only marked as stale, so that they can be served while the shop can't be reached.
pub(super) fn purge(account: &Account, tags: &[Tag]) -> Result<Request<Bytes>, PurgeRequestError> {
    let path = format!("/service/{}/purge", account.target_name());
    let request = account.post(&path).header("fastly-key", account.token("")?).header("fastly-soft-purge", "1");
    json_body(request, &json!({ "surrogate_keys": Tag::names(tags) }))
}
