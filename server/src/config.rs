//! The settings, from a file and the environment. No other code reads the environment.

mod error;
mod raw_settings;
mod settings;
mod source;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use axum::http::{Uri, uri::Scheme};
use cdn::CdnTarget;
use mail::{Mailbox, SmtpServer};
use pictures::{Bucket, StorageLocation};
use secrecy::SecretString;
use tracing_subscriber::EnvFilter;
use types::{Fit, ListingPictures, Shape};

use crate::PictureHost;
pub use error::ConfigError;
use raw_settings::RawSettings;
pub use settings::{SETTINGS, Setting};

/// The prefix of the shop's environment variables.
pub(crate) const PREFIX: &str = "VITRINE_";
/// The environment variable that hosting platforms set for every program with a database.
pub(crate) const DATABASE_URL: &str = "DATABASE_URL";
/// The configuration file that is read, if it exists, when `--config` names no other.
const DEFAULT_FILE: &str = "vitrine.toml";

/// All settings, validated. Secrets have a type that no output shows.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database's URL, which may contain a password.
    pub database: SecretString,
    /// The URL of Redis for change notifications between processes, instead of PostgreSQL's `NOTIFY`.
    pub redis: Option<SecretString>,
    /// The picture storage.
    pub pictures: StorageLocation,
    /// The number of threads that make renditions before they are requested.
    pub pictures_ahead: usize,
    /// The frames that listings show pictures in.
    pub listing_pictures: ListingPictures,
    /// The most bytes of memory for decoding and encoding pictures.
    pub picture_memory: Option<u64>,
    /// The hosts from which pictures may be fetched for staff.
    pub picture_hosts: Vec<PictureHost>,
    /// The token of the staff API, which is disabled without it.
    pub staff_token: Option<SecretString>,
    /// The test payment provider.
    pub test_payments: Option<TestPayments>,
    /// The folder of the built files.
    pub assets: PathBuf,
    /// The address that the server listens on.
    pub listen: SocketAddr,
    /// The most connections at a time.
    pub connections: usize,
    /// The most connections from one address, other than the machine's own.
    pub connections_per_address: Option<usize>,
    /// The public origin; without it, the address that the server listens on.
    pub origin: Option<String>,
    /// The SMTP server for mails, which are kept without it.
    pub smtp: Option<SmtpServer>,
    /// The sender of mails.
    pub mail_from: Option<Mailbox>,
    /// The filter of the log.
    pub log: String,
    /// The format of the log.
    pub log_format: LogFormat,
    /// The collector that traces are sent to; none are made without it.
    pub otlp_endpoint: Option<String>,
    /// The token of `/metrics`, if it needs one.
    pub metrics_token: Option<SecretString>,
    /// Time after the signal to stop in which new connections are still accepted.
    pub shutdown_delay: Duration,
    /// Time after that in which requests in progress may finish.
    pub shutdown_grace: Duration,
    /// The page cache's capacity in bytes.
    pub page_cache: u64,
    /// Time for which a stale page may be served while the database does not answer.
    pub stale_if_error: Duration,
    /// Time for which a stale page may be served while the new one is rendered.
    pub stale_while_revalidate: Duration,
    /// The CDN in front of the shop.
    pub edge: Option<CdnTarget>,
    /// The token for purges at the CDN.
    pub edge_token: Option<SecretString>,
    /// The address of the CDN's purge API, if it is not the provider's usual one.
    pub edge_api: Option<String>,
    /// The origin of the script that reloads pages in development.
    pub dev_reload: Option<String>,
}

/// The test payment provider.
#[derive(Debug, Clone)]
pub struct TestPayments {
    /// Its origin.
    pub url: String,
    /// The secrets: requests use the first, and notices may be signed with any.
    pub secrets: Vec<SecretString>,
}

/// The format of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text for people.
    Text,
    /// A JSON object per line, for programs.
    Json,
}

impl Config {
    /// Reads the settings of this process. Environment variables override the file, and the file overrides the
    /// defaults.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        // A variable that is not UTF-8 is either not the shop's or a mistake: its name or value is then reported as a
        // wrong one.
        let variables: Vec<(String, String)> = std::env::vars_os()
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
            .collect();
        let default = Path::new(DEFAULT_FILE);
        match file.or_else(|| default.exists().then_some(default)) {
            None => Self::from_texts(None, &variables),
            Some(file) => {
                let name = file.display().to_string();
                let text = std::fs::read_to_string(file).map_err(|error| ConfigError::unreadable(&name, &error))?;
                Self::from_texts(Some((&name, &text)), &variables)
            }
        }
    }

    /// Parses the settings of a file, given by name and text, and of environment variables.
    pub fn from_texts(file: Option<(&str, &str)>, variables: &[(String, String)]) -> Result<Self, ConfigError> {
        let mut raw = RawSettings::default();
        if let Some((name, text)) = file {
            raw.read_file(name, text)?;
        }
        raw.read_variables(variables)?;
        Self::checked(&Settings(raw))
    }

    fn checked(settings: &Settings) -> Result<Self, ConfigError> {
        let data = settings.parsed("data", some_text)?;
        Ok(Self {
            database: settings.within(&data, "database", database)?.into(),
            redis: settings.optional("redis", redis)?,
            pictures: settings.pictures(&data)?,
            pictures_ahead: settings.parsed("pictures_ahead", threads)?,
            listing_pictures: ListingPictures {
                shape: settings.parsed("listing_picture_shape", listing_shape)?,
                fit: settings.parsed("listing_picture_fit", fit)?,
            },
            picture_memory: settings.optional("picture_memory_megabytes", picture_memory)?,
            picture_hosts: settings.optional("picture_hosts", picture_hosts)?.unwrap_or_default(),
            staff_token: settings.optional("staff_token", token)?,
            test_payments: settings.test_payments()?,
            assets: settings.parsed("assets", some_text)?.into(),
            listen: settings.parsed("listen", |text| text.parse().ok())?,
            connections: settings.parsed("connections", connections)?,
            connections_per_address: settings.optional("connections_per_address", connections)?,
            origin: settings.optional("origin", origin)?,
            smtp: settings.optional("smtp_url", SmtpServer::parse)?,
            mail_from: settings.optional("mail_from", |text| Mailbox::parse(text).ok())?,
            log: settings.parsed("log", log_filter)?,
            log_format: settings.parsed("log_format", log_format)?,
            otlp_endpoint: settings.optional("otlp_endpoint", collector)?,
            metrics_token: settings.optional("metrics_token", token)?,
            shutdown_delay: settings.parsed("shutdown_delay_seconds", seconds)?,
            shutdown_grace: settings.parsed("shutdown_grace_seconds", seconds)?,
            page_cache: settings.parsed("page_cache_megabytes", megabytes)?,
            stale_if_error: settings.parsed("stale_if_error_seconds", seconds_of_a_day)?,
            stale_while_revalidate: settings.parsed("stale_while_revalidate_seconds", seconds_of_a_day)?,
            edge: settings.optional("edge", CdnTarget::parse)?,
            edge_token: settings.optional("edge_token", some_text)?.map(SecretString::from),
            edge_api: settings.optional("edge_api", origin)?,
            dev_reload: settings.optional("dev_reload", origin)?,
        })
    }
}

struct Settings(RawSettings);

impl Settings {
    /// Parses the setting's value, or its default if it is not set.
    fn parsed<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, ConfigError> {
        let setting = setting(name);
        let default = parse(setting.default);
        let written = self.optional(name, parse)?;
        Ok(written.or(default).expect("every default is one that could be written"))
    }

    /// Like [`Self::parsed`], with a default in the folder `data`.
    fn within(&self, data: &str, name: &str, parse: impl Fn(&str) -> Option<String>) -> Result<String, ConfigError> {
        let written = self.optional(name, parse)?;
        Ok(written.unwrap_or_else(|| setting(name).default.replace("{data}", data)))
    }

    /// Returns the picture storage: a folder, or a bucket with the settings `s3_*`.
    fn pictures(&self, data: &str) -> Result<StorageLocation, ConfigError> {
        let endpoint = self.optional("s3_endpoint", origin)?;
        let region = self.parsed("s3_region", some_text)?;
        let key = self.optional("s3_key", key)?;
        let place = self.within(data, "pictures", picture_place)?;
        Ok(match place.strip_prefix(BUCKET) {
            None => StorageLocation::Folder(place.into()),
            Some(bucket) => {
                let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
                let (name, prefix) = (name.to_owned(), prefix.trim_end_matches('/').to_owned());
                StorageLocation::Bucket(Bucket { name, prefix, endpoint, region, key })
            }
        })
    }

    /// Returns the test payment provider, if both of its settings are written.
    fn test_payments(&self) -> Result<Option<TestPayments>, ConfigError> {
        let url = self.optional("test_payments_url", origin)?;
        let secrets = self.optional("test_payments_secret", secrets)?;
        Ok(url.zip(secrets).map(|(url, secrets)| TestPayments { url, secrets }))
    }

    fn optional<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ConfigError> {
        let Some(written) = self.0.of(name) else { return Ok(None) };
        let refused = || ConfigError::value(&written.source, setting(name), &written.text);
        parse(&written.text).map(Some).ok_or_else(refused)
    }
}

fn setting(name: &str) -> &'static Setting {
    SETTINGS.iter().find(|setting| setting.name == name).expect("only names of the table are asked for")
}

fn some_text(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// The prefix of a bucket's address.
const BUCKET: &str = "s3://";

fn picture_place(text: &str) -> Option<String> {
    match text.strip_prefix(BUCKET) {
        None => some_text(text).filter(|text| !text.contains("://")),
        Some(bucket) => (!bucket.is_empty() && !bucket.starts_with('/')).then(|| text.to_owned()),
    }
}

fn key(text: &str) -> Option<(String, SecretString)> {
    let (id, secret) = text.split_once(':')?;
    (!id.is_empty() && !secret.is_empty()).then(|| (id.to_owned(), secret.into()))
}

fn picture_hosts(text: &str) -> Option<Vec<PictureHost>> {
    text.split(',').map(|host| PictureHost::parse(host.trim())).collect()
}

fn threads(text: &str) -> Option<usize> {
    text.parse().ok().filter(|threads| *threads <= 64)
}

/// Parses a shape that listings may have, such as `4:5`. The other shapes are for scenes.
fn listing_shape(text: &str) -> Option<Shape> {
    let shape = Shape::from_name(&text.replace(':', "x"))?;
    (text.contains(':') && !matches!(shape, Shape::Panorama | Shape::Strip)).then_some(shape)
}

fn fit(text: &str) -> Option<Fit> {
    match text {
        "cut" => Some(Fit::Cut),
        "whole" => Some(Fit::Whole),
        _ => None,
    }
}

fn connections(text: &str) -> Option<usize> {
    text.parse().ok().filter(|connections| (1..=1_000_000).contains(connections))
}

fn database(text: &str) -> Option<String> {
    address(text, &["sqlite:", "postgres://", "postgresql://"])
}

fn redis(text: &str) -> Option<SecretString> {
    address(text, &["redis://", "rediss://"]).map(SecretString::from)
}

/// Returns the text if it begins with one of these prefixes and continues after it.
fn address(text: &str, beginnings: &[&str]) -> Option<String> {
    let rest = beginnings.iter().find_map(|beginning| text.strip_prefix(beginning))?;
    (!rest.is_empty()).then(|| text.to_owned())
}

/// Returns the text if it is an origin: a scheme and an authority, and nothing else.
fn origin(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let scheme = uri.scheme().filter(|scheme| **scheme == Scheme::HTTP || **scheme == Scheme::HTTPS)?;
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
    let plain = format!("{scheme}://{authority}");
    (plain == text).then_some(plain)
}

/// Parses a collector's address, which may have a path, but no user: the address is shown in errors.
fn collector(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let base = origin(&format!("{}://{}", uri.scheme()?, uri.authority()?))?;
    let address = format!("{base}{}", uri.path().trim_end_matches('/'));
    (uri.query().is_none() && !text.contains('#')).then_some(address)
}

fn log_filter(text: &str) -> Option<String> {
    EnvFilter::try_new(text).is_ok().then(|| text.to_owned())
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}

fn token(text: &str) -> Option<SecretString> {
    (text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| text.into())
}

fn secrets(text: &str) -> Option<Vec<SecretString>> {
    let secrets: Option<Vec<SecretString>> = text.split(',').map(|secret| token(secret.trim())).collect();
    secrets.filter(|secrets| secrets.len() <= 2)
}

fn seconds(text: &str) -> Option<Duration> {
    text.parse().ok().filter(|seconds| *seconds <= 600).map(Duration::from_secs)
}

fn seconds_of_a_day(text: &str) -> Option<Duration> {
    text.parse().ok().filter(|seconds| *seconds <= 86_400).map(Duration::from_secs)
}

fn megabytes(text: &str) -> Option<u64> {
    text.parse().ok().filter(|megabytes| (1..=65_536).contains(megabytes)).map(|megabytes: u64| megabytes << 20)
}

fn picture_memory(text: &str) -> Option<u64> {
    megabytes(text).filter(|bytes| *bytes >= 64 << 20)
}

#[cfg(test)]
mod tests;
