use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{Request, StatusCode, header::LOCATION},
};
use clap::Subcommand;
use database::CacheKey;
use secrecy::ExposeSecret as _;
use tower::ServiceExt as _;

use super::{CommandError, import::wait_for_cdn_purge, moment};
use crate::{AppState, Clock, Config, Files, app_state::cdn_purger, startup::open_database, storefront};

/// The time that the running server may take to tell its metrics.
const METRICS_TIMEOUT: Duration = Duration::from_secs(10);
/// Most writes that `explain` shows.
const SHOWN: u32 = 10;

/// The commands about the page cache.
#[derive(Subcommand)]
pub(super) enum Task {
    /// Show the size of the running server's page cache, and its hits
    Stats,
    /// Purge every page that depends on a key, such as product-12, from all processes and from the CDN
    Purge {
        /// The key, as `explain` shows it; * is every page
        key: String,
    },
    /// Show a page's keys, when it becomes stale by itself, and the writes that made it stale
    Explain {
        /// The page's address, such as /en-ae/p/dune-vase
        address: String,
    },
}

pub(super) async fn cache(config: &Config, clock: &Clock, task: Task) -> Result<(), CommandError> {
    match task {
        Task::Stats => stats(config).await,
        Task::Purge { key } => purge(config, clock, key).await,
        Task::Explain { address } => explain(config, clock, &address).await,
    }
}

/// Prints the running server's metrics about pages.
async fn stats(config: &Config) -> Result<(), CommandError> {
    let metrics = metrics(config).await.map_err(|cause| CommandError::NotServing { address: config.listen, cause })?;
    for line in
        metrics.lines().filter(|line| line.starts_with("vitrine_page_cache") || line.starts_with("vitrine_renders"))
    {
        println!("{line}");
    }
    Ok(())
}

async fn metrics(config: &Config) -> Result<String, String> {
    let mut request = http_client::trusted(METRICS_TIMEOUT).get(format!("http://{}/metrics", config.listen));
    if let Some(token) = &config.metrics_token {
        request = request.bearer_auth(token.expose_secret());
    }
    let answer = request.send().await.map_err(http_client::describe)?;
    match answer.status() {
        StatusCode::OK => answer.text().await.map_err(http_client::describe),
        status => Err(format!("/metrics answers {status}; look at the setting `metrics_token`")),
    }
}

/// Commits a write of the key and of nothing else.
async fn purge(config: &Config, clock: &Clock, key: String) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let mut tx = database.write(clock.now()).await?;
    tx.touch(CacheKey::stored(key.clone()));
    let revision = tx.commit().await?;
    println!("Every page that depends on {key} is purged, by revision {}.", revision.0);
    if let Some(purger) = cdn_purger(config, &database, clock) {
        wait_for_cdn_purge(&purger, revision).await;
    }
    database.close().await;
    Ok(())
}

/// Renders the page as the server would, and prints the keys that the render has read.
async fn explain(config: &Config, clock: &Clock, address: &str) -> Result<(), CommandError> {
    let files = Files::read(&config.assets)?;
    let database = open_database(config, clock).await?;
    let shop = Arc::new(AppState::new(config, String::new(), database, files, clock.clone())?);
    let request = Request::get(address).body(Body::empty()).map_err(|_| CommandError::NoPage(address.to_owned()))?;
    let Ok(answer) = storefront(&shop).oneshot(request).await;
    let Some(page) = shop.pages.get_any(address) else {
        return Err(match answer.headers().get(LOCATION).and_then(|location| location.to_str().ok()) {
            Some(location) => {
                CommandError::PageElsewhere { address: address.to_owned(), location: location.to_owned() }
            }
            None => CommandError::NoPage(address.to_owned()),
        });
    };
    println!("{address} shows revision {} and depends on {} keys:", page.version.revision.0, page.keys.len());
    for key in &page.keys {
        println!("  {key}");
    }
    match page.until {
        Some(until) => println!("It becomes stale by itself at {}.", moment(until)),
        None => println!("It does not become stale by itself."),
    }
    if let Some(cdn) = &config.edge {
        let (header, tags) = cdn.provider.tags(&page.keys);
        println!("{header}: {tags}");
    }
    let mut reader = shop.database.read(clock.now()).await?;
    let writes = reader.writes_of(&page.keys, SHOWN).await?;
    println!("The newest writes of the last seven days that made it stale ({}):", writes.len());
    for write in writes {
        println!("  revision {} at {}: {}", write.revision.0, moment(write.at), write.key);
    }
    Ok(())
}
