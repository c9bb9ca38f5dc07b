//! Amazon CloudFront: "Invalidating content by cache tags". A page has at most 50 tags.

use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use bytes::Bytes;
use http::{
    Request,
    header::{AUTHORIZATION, CONTENT_TYPE},
};
use types::Timestamp;

use super::Profile;
use crate::{
    Tag,
    account::{Account, PurgeRequestError},
};

pub(super) const PROFILE: Profile = Profile {
    name: "cloudfront",
    api: "https://cloudfront.amazonaws.com",
    tag_header: ("cache-tag", ","),
    tags_per_page: 50,
    tags_per_request: 1000,
    lifetime_header: None,
};

pub(super) fn purge(account: &Account, tags: &[Tag], at: Timestamp) -> Result<Request<Bytes>, PurgeRequestError> {
    let items: String = tags.iter().map(|tag| format!("<Path>#{tag}</Path>")).collect();
    let body = format!(
        "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">\
         <Paths><Quantity>{}</Quantity><Items>{items}</Items></Paths>\
         <CallerReference>{}</CallerReference></InvalidationBatch>",
        tags.len(),
        caller_reference(tags, at),
    );
    let url = account.url(&format!("/2020-05-31/distribution/{}/invalidation", account.target_name()));
    signed(account.credentials()?, &url, body, at)
}

/// Builds a request with Amazon's signature, version 4.
fn signed(
    (key, secret): (&str, &str),
    url: &str,
    body: String,
    at: Timestamp,
) -> Result<Request<Bytes>, PurgeRequestError> {
    let identity = Credentials::new(key, secret, None, None, "vitrine").into();
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region("us-east-1")
        .name("cloudfront")
        .time(UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or_default()))
        .settings(SigningSettings::default())
        .build()
        .map_err(PurgeRequestError::new)?
        .into();
    let headers = [("content-type", "text/xml")];
    let signable = SignableRequest::new("POST", url, headers.into_iter(), SignableBody::Bytes(body.as_bytes()))
        .map_err(PurgeRequestError::new)?;
    let (instructions, _signature) = sign(signable, &parameters).map_err(PurgeRequestError::new)?.into_parts();
    let request = Request::post(url).header(CONTENT_TYPE, "text/xml");
    let mut request = request.body(Bytes::from(body)).map_err(PurgeRequestError::new)?;
    instructions.apply_to_request_http1x(&mut request);
    if let Some(signature) = request.headers_mut().get_mut(AUTHORIZATION) {
        signature.set_sensitive(true);
    }
    Ok(request)
}

/// Returns the name by which CloudFront recognizes a repetition: it is the same for the same purge at the same moment.
fn caller_reference(tags: &[Tag], at: Timestamp) -> String {
    let digest = blake3::hash(Tag::names(tags).join(",").as_bytes()).to_hex();
    format!("vitrine-{}-{}", at.0, &digest[..16])
}
