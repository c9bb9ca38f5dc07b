//! The settings, from a file and the environment; the only place that reads the latter.

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
use pictures::{Bucket, StorageLocation};
use secrecy::SecretString;
use tracing_subscriber::EnvFilter;
use types::{Fit, ListingPictures, Shape};

use crate::PictureHost;
pub use error::ConfigError;
use raw_settings::RawSettings;
pub use settings::{SETTINGS, Setting};

/// What the names of our variables begin with.
pub(crate) const PREFIX: &str = "VITRINE_";
/// The variable that hosts set for every program that has a database.
pub(crate) const DATABASE_URL: &str = "DATABASE_URL";
/// Read when no other file is named, if it is there.
const DEFAULT_FILE: &str = "vitrine.toml";

/// Every setting, checked. Secrets are of a type that no output shows.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database's address; it may hold a password.
    pub database: SecretString,
    /// What tells processes of each other's writes instead of PostgreSQL's notifications.
    pub redis: Option<SecretString>,
    /// Where pictures are kept.
    pub pictures: StorageLocation,
    /// Threads that make renditions before somebody asks.
    pub pictures_ahead: usize,
    /// The frames of pictures in listings.
    pub listing_pictures: ListingPictures,
    /// Bytes of memory that making pictures may take.
    pub picture_memory: Option<u64>,
    /// Where staff may have pictures fetched from.
    pub picture_hosts: Vec<PictureHost>,
    /// What the API for staff asks for; without it nobody is staff.
    pub staff_token: Option<SecretString>,
    /// The folder of the built files.
    pub assets: PathBuf,
    /// Where connections are taken.
    pub listen: SocketAddr,
    /// The most connections at a time.
    pub connections: usize,
    /// The most of them from one address, other than the machine's own.
    pub connections_per_address: Option<usize>,
    /// The public address, if it is not the one that is listened on.
    pub origin: Option<String>,
    /// What is logged.
    pub log: String,
    /// How it is logged.
    pub log_format: LogFormat,
    /// What `/metrics` asks for, if it asks.
    pub metrics_token: Option<SecretString>,
    /// How long new connections are taken after the signal to stop.
    pub shutdown_delay: Duration,
    /// How long running requests have after that.
    pub shutdown_grace: Duration,
    /// Bytes of rendered pages that are kept.
    pub page_cache: u64,
    /// How long a page that is no longer right may be shown while the database is gone.
    pub stale_if_error: Duration,
    /// How long a page that is no longer right may be shown while a new one is rendered.
    pub stale_while_revalidate: Duration,
    /// The CDN in front of the shop.
    pub edge: Option<CdnTarget>,
    /// What it asks for before it purges.
    pub edge_token: Option<SecretString>,
    /// Where it is reached, if not at its usual address.
    pub edge_api: Option<String>,
    /// The origin of the script that reloads pages in development.
    pub dev_reload: Option<String>,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines: an object a line.
    Json,
}

impl Config {
    /// The settings of this process: its variables go before the file, the file before the defaults.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        // A variable that is not UTF-8 can't be ours or can't be meant: its name or value reads as a wrong one.
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

    /// The settings of a file, given by name and text, and of variables.
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
            assets: settings.parsed("assets", some_text)?.into(),
            listen: settings.parsed("listen", |text| text.parse().ok())?,
            connections: settings.parsed("connections", connections)?,
            connections_per_address: settings.optional("connections_per_address", connections)?,
            origin: settings.optional("origin", origin)?,
            log: settings.parsed("log", log_filter)?,
            log_format: settings.parsed("log_format", log_format)?,
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
    /// The setting as it is written, else its default.
    fn parsed<T>(&self, name: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, ConfigError> {
        let setting = setting(name);
        let default = parse(setting.default);
        let written = self.optional(name, parse)?;
        Ok(written.or(default).expect("every default is one that could be written"))
    }

    /// As [`Self::parsed`]; the default lies in the folder `data`.
    fn within(&self, data: &str, name: &str, parse: impl Fn(&str) -> Option<String>) -> Result<String, ConfigError> {
        let written = self.optional(name, parse)?;
        Ok(written.unwrap_or_else(|| setting(name).default.replace("{data}", data)))
    }

    /// A folder, or a bucket with what the settings beside it say of it.
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

/// What the address of a bucket begins with.
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

/// A shape that listings may have, written as `4:5`. The others are for scenes.
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

/// One of these beginnings, and something after it.
fn address(text: &str, beginnings: &[&str]) -> Option<String> {
    let rest = beginnings.iter().find_map(|beginning| text.strip_prefix(beginning))?;
    (!rest.is_empty()).then(|| text.to_owned())
}

/// A scheme and an authority and nothing else, as browsers write an origin.
fn origin(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let scheme = uri.scheme().filter(|scheme| **scheme == Scheme::HTTP || **scheme == Scheme::HTTPS)?;
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
    let plain = format!("{scheme}://{authority}");
    (plain == text).then_some(plain)
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
