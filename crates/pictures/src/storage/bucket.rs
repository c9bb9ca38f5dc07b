use std::{sync::Arc, time::Duration};

use object_store::{
    ClientOptions, ObjectStore, Result,
    aws::AmazonS3Builder,
    client::{HttpClient, HttpConnector},
};
use secrecy::{ExposeSecret as _, SecretString};

/// The time that it may take to send an object and to hear that it was taken.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(60);

/// A bucket and its connection settings.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// The name of the bucket.
    pub name: String,
    /// The prefix of every key; may be empty.
    pub prefix: String,
    /// Scheme, host and port of a service other than Amazon's.
    pub endpoint: Option<String>,
    /// The region of the bucket.
    pub region: String,
    /// The access key's id and its secret. Without them, the role of the machine is used.
    pub key: Option<(String, SecretString)>,
}

impl Bucket {
    pub(super) fn open(&self) -> Result<Arc<dyn ObjectStore>> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&self.name)
            .with_region(&self.region)
            .with_http_connector(SharedClient);
        if let Some(endpoint) = &self.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        if let Some((id, secret)) = &self.key {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret.expose_secret());
        }
        Ok(Arc::new(builder.build()?))
    }
}

/// Connects to the bucket with the shop's HTTP client.
#[derive(Debug)]
struct SharedClient;

impl HttpConnector for SharedClient {
    fn connect(&self, _: &ClientOptions) -> Result<HttpClient> {
        Ok(HttpClient::new(http_client::trusted(UPLOAD_TIMEOUT)))
    }
}
