//! Cloudflare: "Purge cache by cache-tags" and "CDN-Cache-Control". Headers take 16 KiB.

use bytes::Bytes;
use http::{Request, header::AUTHORIZATION};
use serde_json::json;

use super::Profile;
use crate::{
    Tag,
    account::{Account, PurgeRequestError, json_body},
};

pub(super) const PROFILE: Profile = Profile {
    name: "cloudflare",
    api: "https://api.cloudflare.com",
    tag_header: ("cache-tag", ","),
    tags_per_page: 1000,
    tags_per_request: 30,
    lifetime_header: Some("cloudflare-cdn-cache-control"),
};

pub(super) fn purge(account: &Account, tags: &[Tag]) -> Result<Request<Bytes>, PurgeRequestError> {
    let path = format!("/client/v4/zones/{}/purge_cache", account.target_name());
    let request = account.post(&path).header(AUTHORIZATION, account.token("Bearer ")?);
    json_body(request, &json!({ "tags": Tag::names(tags) }))
}
