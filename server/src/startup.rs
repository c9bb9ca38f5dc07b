//! Opens what the settings name: the database, the folders and the port. Each failure has its own message.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use database::{Database, MigrateError};
use pictures::{Storage, StorageAudit, StorageLocation};
use secrecy::ExposeSecret as _;
use tokio::net::{TcpListener, TcpSocket};

use crate::{Clock, Config, command_error::CommandError};

/// Opens the database of an existing shop, and fails if its schema is not this program's. An older schema is not
/// changed, since the operator decides when to migrate.
pub(crate) async fn open_database(config: &Config, clock: &Clock) -> Result<Database, CommandError> {
    ensure_database_writable(config)?;
    let database = connected(config, Database::open_existing(config.database.expose_secret()).await?)?;
    match database.verify_schema().await {
        Err(MigrateError::Behind(_)) if database.is_empty().await? => Err(CommandError::NoShop),
        verified => opened(database, verified, clock).await,
    }
}

/// Like [`open_database`], for commands that fill a shop: creates the database where it is missing or empty.
pub(crate) async fn open_or_make_database(config: &Config, clock: &Clock) -> Result<Database, CommandError> {
    let database = connect(config).await?;
    let verified = match database.verify_schema().await {
        Err(MigrateError::Behind(_)) if database.is_empty().await? => database.migrate().await,
        verified => verified,
    };
    opened(database, verified, clock).await
}

/// Opens the database with any schema, or creates it.
pub(crate) async fn connect(config: &Config) -> Result<Database, CommandError> {
    ensure_database_writable(config)?;
    connected(config, Database::open(config.database.expose_secret()).await?)
}

fn connected(config: &Config, database: Database) -> Result<Database, CommandError> {
    Ok(match &config.redis {
        None => database,
        Some(redis) => database.with_redis_notifications(redis.expose_secret())?,
    })
}

async fn opened(
    database: Database,
    verified: Result<(), MigrateError>,
    clock: &Clock,
) -> Result<Database, CommandError> {
    verified?;
    if database.begin_epoch_of_other_file(clock.now(), uuid::Uuid::new_v4().as_u128()).await? {
        tracing::warn!("the database file is not the one that was last open here: all pages in caches are purged");
    }
    Ok(database)
}

/// Fails unless files can be created in the folder of a SQLite database.
pub(crate) fn ensure_database_writable(config: &Config) -> Result<(), CommandError> {
    let Some(file) = config.database.expose_secret().strip_prefix("sqlite:") else { return Ok(()) };
    let folder = Path::new(file.trim_start_matches("//")).parent().map(Path::to_owned).unwrap_or_default();
    ensure_writable(&folder, "database")
}

/// Fails unless files can be created in a folder, which is created if it is missing; `setting` names it.
fn ensure_writable(folder: &Path, setting: &'static str) -> Result<(), CommandError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    tried(folder).map_err(|source| CommandError::Folder { folder: folder.display().to_string(), setting, source })
}

/// Fails unless files can be created in the folder of the pictures. A bucket is only contacted by the first upload.
pub(crate) fn ensure_pictures_writable(config: &Config) -> Result<(), CommandError> {
    match &config.pictures {
        StorageLocation::Folder(folder) => ensure_writable(folder, "pictures"),
        StorageLocation::Bucket(_) => Ok(()),
    }
}

/// Fails if the shop has pictures and the folder has none: a folder that is not mounted would take uploads, and hide
/// them once it is mounted.
pub(crate) async fn ensure_pictures_are_there(
    config: &Config,
    database: &Database,
    clock: &Clock,
) -> Result<(), CommandError> {
    let StorageLocation::Folder(folder) = &config.pictures else { return Ok(()) };
    if Storage::has_sources_in(folder) {
        return Ok(());
    }
    let mut reader = database.read(clock.now()).await?;
    match StorageAudit::of(&mut reader, config.listing_pictures).await?.pictures().len() {
        0 => Ok(()),
        pictures => Err(CommandError::PicturesLost { folder: folder.display().to_string(), pictures }),
    }
}

fn tried(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file: PathBuf = folder.join(format!(".vitrine-{}", std::process::id()));
    fs::write(&file, "")?;
    fs::remove_file(&file)
}

/// Opens the port.
pub(crate) fn listen(config: &Config) -> Result<TcpListener, CommandError> {
    let address = config.listen;
    bound(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => CommandError::PortInUse(address),
        _ => CommandError::Listen { address, source },
    })
}

/// The listen backlog. Linux grants no more than this by default. A client that finds it full tries again a second
/// later.
const ROOM: u32 = 4096;

fn bound(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Connections of an ended process may linger on the port.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(ROOM)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::future::join_all;
    use tokio::{net::TcpStream, time::timeout};

    use super::*;

    #[tokio::test]
    async fn three_hundred_connections_wait_to_be_accepted() {
        let listener = bound("127.0.0.1:0".parse().unwrap()).unwrap();
        let address = listener.local_addr().unwrap();

        let crowd = join_all((0..300).map(|_| TcpStream::connect(address)));
        let connected =
            timeout(Duration::from_secs(30), crowd).await.expect("the queue holds them all, though none is accepted");

        assert!(connected.iter().all(Result::is_ok));
    }
}
