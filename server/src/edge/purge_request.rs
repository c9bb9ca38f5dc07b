use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use axum::{
    body::Body,
    http::{
        HeaderValue, Method, Request,
        header::{AUTHORIZATION, CONTENT_TYPE},
        request::Builder,
    },
};
use page_cache::{Dialect, Tag};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use types::Timestamp;

use super::EdgeAddress;

/// How a network is told what to forget.
pub(crate) struct PurgeRequests {
    address: EdgeAddress,
    token: SecretString,
    api: String,
}

/// A request could not be made of the settings.
#[derive(Debug, thiserror::Error)]
#[error("the purge can't be written as a request: {0}; look at the settings `edge`, `edge_token` and `edge_api`")]
pub(crate) struct Unwritable(String);

impl PurgeRequests {
    /// `api` is where the network is reached instead of its usual address.
    pub(crate) fn new(address: EdgeAddress, token: Option<SecretString>, api: Option<String>) -> Self {
        let usual = match address.dialect {
            Dialect::Fastly => "https://api.fastly.com",
            Dialect::Cloudflare => "https://api.cloudflare.com",
            Dialect::CloudFront => "https://cloudfront.amazonaws.com",
            Dialect::Bunny => "https://api.bunny.net",
            Dialect::Varnish => "",
        };
        Self { address, token: token.unwrap_or_default(), api: api.unwrap_or_else(|| usual.to_owned()) }
    }

    /// The network's name, as the database knows it.
    pub(crate) fn network(&self) -> String {
        self.address.to_string()
    }

    /// The requests that make the network forget every page with one of these tags.
    pub(crate) fn of(&self, tags: &[Tag], at: Timestamp) -> Result<Vec<Request<Body>>, Unwritable> {
        let batches = tags.chunks(self.most_tags());
        match self.address.dialect {
            Dialect::Fastly => batches.map(|tags| self.fastly(tags)).collect(),
            Dialect::Cloudflare => batches.map(|tags| self.cloudflare(tags)).collect(),
            Dialect::CloudFront => batches.map(|tags| self.cloudfront(tags, at)).collect(),
            Dialect::Bunny => tags.iter().map(|tag| self.bunny(*tag)).collect(),
            Dialect::Varnish => {
                let servers = self.address.target.split(',');
                servers.flat_map(|server| batches.clone().map(move |tags| varnish(server, tags))).collect()
            }
        }
    }

    /// Most tags that one request may name, by the networks' own limits; for Varnish by the length of a header.
    const fn most_tags(&self) -> usize {
        match self.address.dialect {
            Dialect::Fastly => 256,
            Dialect::Cloudflare => 30,
            Dialect::CloudFront => 1000,
            Dialect::Bunny => 1,
            Dialect::Varnish => 450,
        }
    }

    /// Soft: a page is only marked, so that it is still there if the shop can't be reached.
    fn fastly(&self, tags: &[Tag]) -> Result<Request<Body>, Unwritable> {
        let path = format!("/service/{}/purge", self.address.target);
        let request = self.post(&path).header("fastly-key", self.secret("")?).header("fastly-soft-purge", "1");
        with_json(request, &json!({ "surrogate_keys": names(tags) }))
    }

    fn cloudflare(&self, tags: &[Tag]) -> Result<Request<Body>, Unwritable> {
        let path = format!("/client/v4/zones/{}/purge_cache", self.address.target);
        let request = self.post(&path).header(AUTHORIZATION, self.secret("Bearer ")?);
        with_json(request, &json!({ "tags": names(tags) }))
    }

    fn bunny(&self, tag: Tag) -> Result<Request<Body>, Unwritable> {
        let path = format!("/pullzone/{}/purgeCache", self.address.target);
        with_json(self.post(&path).header("accesskey", self.secret("")?), &json!({ "CacheTag": tag.as_str() }))
    }

    fn cloudfront(&self, tags: &[Tag], at: Timestamp) -> Result<Request<Body>, Unwritable> {
        let items: String = tags.iter().map(|tag| format!("<Path>#{tag}</Path>")).collect();
        let body = format!(
            "<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\">\
             <Paths><Quantity>{}</Quantity><Items>{items}</Items></Paths>\
             <CallerReference>{}</CallerReference></InvalidationBatch>",
            tags.len(),
            reference(tags, at),
        );
        let address = format!("{}/2020-05-31/distribution/{}/invalidation", self.api, self.address.target);
        self.signed(&address, body, at)
    }

    /// Amazon's signature, version 4. The token is `ACCESS_KEY_ID:SECRET_ACCESS_KEY`.
    fn signed(&self, address: &str, body: String, at: Timestamp) -> Result<Request<Body>, Unwritable> {
        let (key, secret) = self.token.expose_secret().split_once(':').unwrap_or_default();
        let identity = Credentials::new(key, secret, None, None, "vitrine").into();
        let parameters = v4::SigningParams::builder()
            .identity(&identity)
            .region("us-east-1")
            .name("cloudfront")
            .time(UNIX_EPOCH + Duration::from_millis(u64::try_from(at.0).unwrap_or_default()))
            .settings(SigningSettings::default())
            .build()
            .map_err(unwritable)?
            .into();
        let headers = [("content-type", "text/xml")];
        let signable = SignableRequest::new("POST", address, headers.into_iter(), SignableBody::Bytes(body.as_bytes()))
            .map_err(unwritable)?;
        let (instructions, _signature) = sign(signable, &parameters).map_err(unwritable)?.into_parts();
        let request = Request::post(address).header(CONTENT_TYPE, "text/xml");
        let mut request = request.body(Body::from(body)).map_err(unwritable)?;
        instructions.apply_to_request_http1x(&mut request);
        if let Some(signature) = request.headers_mut().get_mut(AUTHORIZATION) {
            signature.set_sensitive(true);
        }
        Ok(request)
    }

    /// The token as a header's value, which no log shows.
    fn secret(&self, scheme: &str) -> Result<HeaderValue, Unwritable> {
        let mut value = HeaderValue::try_from(format!("{scheme}{}", self.token.expose_secret())).map_err(unwritable)?;
        value.set_sensitive(true);
        Ok(value)
    }

    fn post(&self, path: &str) -> Builder {
        Request::post(format!("{}{path}", self.api))
    }
}

/// The method and header of docs/how-to/varnish.vcl.
fn varnish(server: &str, tags: &[Tag]) -> Result<Request<Body>, Unwritable> {
    let method = Method::from_bytes(b"PURGE").expect("PURGE is a token");
    let request = Request::builder().method(method).uri(format!("{server}/"));
    request.header("xkey-purge", names(tags).join(" ")).body(Body::empty()).map_err(unwritable)
}

fn with_json(request: Builder, body: &Value) -> Result<Request<Body>, Unwritable> {
    request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_string())).map_err(unwritable)
}

fn names(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(Tag::as_str).collect()
}

/// The same purge at the same moment has the same name, so that a repetition is none.
fn reference(tags: &[Tag], at: Timestamp) -> String {
    let digest = blake3::hash(names(tags).join(",").as_bytes()).to_hex();
    format!("vitrine-{}-{}", at.0, &digest[..16])
}

fn unwritable(error: impl std::fmt::Display) -> Unwritable {
    Unwritable(error.to_string())
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use database::CacheKey;

    use super::*;

    const AT: Timestamp = Timestamp(1_780_272_000_000);

    fn tags(count: i64) -> Vec<Tag> {
        (0..count).flat_map(|id| Tag::purged_by(&CacheKey::row("product", id)).take(1)).collect()
    }

    async fn written(edge: &str, count: i64) -> Vec<String> {
        let requests = PurgeRequests::new(EdgeAddress::parse(edge).unwrap(), Some("id:secret".into()), None);
        let mut written = Vec::new();
        for request in requests.of(&tags(count), AT).unwrap() {
            let (head, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            let headers: Vec<_> =
                head.headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
            let body = String::from_utf8(body.to_vec()).unwrap();
            written.push(format!("{} {}\n{}\n{body}", head.method, head.uri, headers.join("\n")));
        }
        written
    }

    #[tokio::test]
    async fn each_network_is_told_in_its_own_way() {
        let [first, second]: [String; 2] = tags(2).iter().map(Tag::to_string).collect::<Vec<_>>().try_into().unwrap();

        assert_eq!(
            written("fastly:SERVICE", 2).await,
            [format!(
                "POST https://api.fastly.com/service/SERVICE/purge\nfastly-key: id:secret\nfastly-soft-purge: 1\n\
                 content-type: application/json\n{{\"surrogate_keys\":[\"{first}\",\"{second}\"]}}"
            )]
        );
        assert_eq!(
            written("cloudflare:ZONE", 2).await,
            [format!(
                "POST https://api.cloudflare.com/client/v4/zones/ZONE/purge_cache\nauthorization: Bearer id:secret\n\
                 content-type: application/json\n{{\"tags\":[\"{first}\",\"{second}\"]}}"
            )]
        );
        assert_eq!(
            written("bunny:12", 2).await,
            [first.clone(), second.clone()].map(|tag| format!(
                "POST https://api.bunny.net/pullzone/12/purgeCache\naccesskey: id:secret\n\
                 content-type: application/json\n{{\"CacheTag\":\"{tag}\"}}"
            ))
        );
        assert_eq!(
            written("varnish:http://10.0.0.2:6081,http://10.0.0.3:6081", 2).await,
            ["10.0.0.2", "10.0.0.3"]
                .map(|server| format!("PURGE http://{server}:6081/\nxkey-purge: {first} {second}\n"))
        );
    }

    #[tokio::test]
    async fn cloudfront_is_told_with_a_signature() {
        let [request]: [String; 1] = written("cloudfront:EDFDVBD6EXAMPLE", 1).await.try_into().unwrap();

        for part in [
            "POST https://cloudfront.amazonaws.com/2020-05-31/distribution/EDFDVBD6EXAMPLE/invalidation\n",
            "authorization: AWS4-HMAC-SHA256 Credential=id/20260601/us-east-1/cloudfront/aws4_request, ",
            "x-amz-date: 20260601T000000Z",
            &format!("<Paths><Quantity>1</Quantity><Items><Path>#{}</Path></Items></Paths>", tags(1)[0]),
            "<CallerReference>vitrine-1780272000000-",
        ] {
            assert!(request.contains(part), "{part} is not in\n{request}");
        }
        assert_eq!(written("cloudfront:EDFDVBD6EXAMPLE", 1).await, [request], "a repetition is none");
    }

    #[tokio::test]
    async fn no_request_names_more_tags_than_its_network_takes() {
        for (edge, requests) in [("fastly:S", 2), ("cloudflare:Z", 10), ("cloudfront:D", 1), ("bunny:1", 300)] {
            assert_eq!(written(edge, 300).await.len(), requests, "{edge}");
        }
        assert_eq!(written("varnish:http://a:1", 1000).await.len(), 3);
    }
}
