use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};

use super::CommandError;
use crate::{
    AppState, Clock, Config, Files, HttpServer,
    allocator::take_small_pages,
    error_chain::error_chain,
    http_server::raise_limit,
    startup::{ensure_pictures_are_there, ensure_pictures_writable, listen, open_database},
    unfinished_import::finish_unless_under_way,
};

/// Opens the shop, and closes it when the process is told to stop.
pub(super) async fn serve(config: &Config, clock: Clock) -> Result<(), CommandError> {
    let stop = stop_signal()?;
    raise_limit();
    take_small_pages();
    let files = Files::read(&config.assets)?;
    let listener = listen(config)?;
    ensure_pictures_writable(config)?;
    let database = open_database(config, &clock).await?;
    if let Err(error) = finish_unless_under_way(&database, &clock).await {
        tracing::error!(cause = error_chain(&error), "{error}");
    }
    ensure_pictures_are_there(config, &database, &clock).await?;
    let address = listener.local_addr().map_err(CommandError::Runtime)?;
    let origin = config.origin.clone().unwrap_or_else(|| format!("http://{address}"));
    let shop = Arc::new(AppState::new(config, origin, database, files, clock)?);
    build_listing_index(&shop).await?;
    tracing::info!(%address, origin = shop.site.origin, "the shop is open");
    let server = HttpServer { listener, delay: config.shutdown_delay, grace: config.shutdown_grace };
    server.serve(shop, stop).await;
    Ok(())
}

/// Builds the listing index before the first visitor waits for it.
async fn build_listing_index(shop: &AppState) -> Result<(), CommandError> {
    let mut reader = shop.database.read(shop.clock.now()).await?;
    Ok(shop.listing_indexes.warm_up(&mut reader).await?)
}

/// Returns a future that ends at SIGTERM or Ctrl-C.
fn stop_signal() -> Result<impl Future<Output = ()>, CommandError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(CommandError::Runtime)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(CommandError::Runtime)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
