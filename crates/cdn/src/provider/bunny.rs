//! bunny.net: "Purge Cache". The documentation names no limit of tags.

use bytes::Bytes;
use http::Request;
use serde_json::json;

use super::Profile;
use crate::{
    Tag,
    account::{Account, PurgeRequestError, json_body},
};

pub(super) const PROFILE: Profile = Profile {
    name: "bunny",
    api: "https://api.bunny.net",
    tag_header: ("cdn-tag", ","),
    tags_per_page: 50,
    tags_per_request: 1,
    lifetime_header: None,
};

pub(super) fn purge(account: &Account, tag: Tag) -> Result<Request<Bytes>, PurgeRequestError> {
    let path = format!("/pullzone/{}/purgeCache", account.target_name());
    let request = account.post(&path).header("accesskey", account.token("")?);
    json_body(request, &json!({ "CacheTag": tag.as_str() }))
}
