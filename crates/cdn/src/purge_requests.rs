use bytes::Bytes;
use http::Request;
use secrecy::SecretString;
use types::Timestamp;

use crate::{
    CdnTarget, Tag,
    account::{Account, PurgeRequestError},
};

/// Builds the purge requests for one target.
pub struct PurgeRequests {
    target: CdnTarget,
    account: Account,
}

impl PurgeRequests {
    /// Creates a builder. `api` replaces the base URL of the provider's purge API.
    pub fn new(target: CdnTarget, token: Option<SecretString>, api: Option<String>) -> Self {
        let api = api.unwrap_or_else(|| target.provider.api().to_owned());
        let account = Account { target_name: target.name.clone(), token: token.unwrap_or_default(), api };
        Self { target, account }
    }

    /// Returns the target.
    pub const fn target(&self) -> &CdnTarget {
        &self.target
    }

    /// Builds the requests that purge every page with one of these tags.
    pub fn build(&self, tags: &[Tag], at: Timestamp) -> Result<Vec<Request<Bytes>>, PurgeRequestError> {
        self.target.provider.purge_requests(&self.account, tags, at)
    }
}

#[cfg(test)]
mod tests {
    use database::CacheKey;

    use super::*;

    const AT: Timestamp = Timestamp(1_780_272_000_000);

    fn tags(count: i64) -> Vec<Tag> {
        (0..count).flat_map(|id| Tag::purged_by(&CacheKey::row("product", id)).take(1)).collect()
    }

    fn written(target: &str, count: i64) -> Vec<String> {
        let requests = PurgeRequests::new(CdnTarget::parse(target).unwrap(), Some("id:secret".into()), None);
        let mut written = Vec::new();
        for request in requests.build(&tags(count), AT).unwrap() {
            let (head, body) = request.into_parts();
            let headers: Vec<_> =
                head.headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
            let body = String::from_utf8(body.to_vec()).unwrap();
            written.push(format!("{} {}\n{}\n{body}", head.method, head.uri, headers.join("\n")));
        }
        written
    }

    #[test]
    fn each_provider_gets_its_own_request() {
        let [first, second]: [String; 2] = tags(2).iter().map(Tag::to_string).collect::<Vec<_>>().try_into().unwrap();

        assert_eq!(
            written("fastly:SERVICE", 2),
            [format!(
                "POST https://api.fastly.com/service/SERVICE/purge\nfastly-key: id:secret\nfastly-soft-purge: 1\n\
                 content-type: application/json\n{{\"surrogate_keys\":[\"{first}\",\"{second}\"]}}"
            )]
        );
        assert_eq!(
            written("cloudflare:ZONE", 2),
            [format!(
                "POST https://api.cloudflare.com/client/v4/zones/ZONE/purge_cache\nauthorization: Bearer id:secret\n\
                 content-type: application/json\n{{\"tags\":[\"{first}\",\"{second}\"]}}"
            )]
        );
        assert_eq!(
            written("bunny:12", 2),
            [first.clone(), second.clone()].map(|tag| format!(
                "POST https://api.bunny.net/pullzone/12/purgeCache\naccesskey: id:secret\n\
                 content-type: application/json\n{{\"CacheTag\":\"{tag}\"}}"
            ))
        );
        assert_eq!(
            written("varnish:http://10.0.0.2:6081,http://10.0.0.3:6081", 2),
            ["10.0.0.2", "10.0.0.3"]
                .map(|server| format!("PURGE http://{server}:6081/\nxkey-purge: {first} {second}\n"))
        );
    }

    #[test]
    fn cloudfront_gets_a_signed_request() {
        let [request]: [String; 1] = written("cloudfront:EDFDVBD6EXAMPLE", 1).try_into().unwrap();

        for part in [
            "POST https://cloudfront.amazonaws.com/2020-05-31/distribution/EDFDVBD6EXAMPLE/invalidation\n",
            "authorization: AWS4-HMAC-SHA256 Credential=id/20260601/us-east-1/cloudfront/aws4_request, ",
            "x-amz-date: 20260601T000000Z",
            &format!("<Paths><Quantity>1</Quantity><Items><Path>#{}</Path></Items></Paths>", tags(1)[0]),
            "<CallerReference>vitrine-1780272000000-",
        ] {
            assert!(request.contains(part), "{part} is not in\n{request}");
        }
        assert_eq!(written("cloudfront:EDFDVBD6EXAMPLE", 1), [request], "a repetition is the same request");
    }

    #[test]
    fn no_request_has_more_tags_than_its_provider_takes() {
        for (target, requests) in [("fastly:S", 2), ("cloudflare:Z", 10), ("cloudfront:D", 1), ("bunny:1", 300)] {
            assert_eq!(written(target, 300).len(), requests, "{target}");
        }
        assert_eq!(written("varnish:http://a:1", 1000).len(), 3);
    }
}
