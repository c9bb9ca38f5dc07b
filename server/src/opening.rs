//! Opening what the settings name, with a sentence for each way that fails.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use database::{Database, MigrateError};
use pictures::Place;
use secrecy::ExposeSecret as _;
use tokio::net::{TcpListener, TcpSocket};
use types::Locale;

use crate::{Clock, Config, commands::Failure};

/// Opens the database and proves that its schema is this program's. A new database gets it; an older one does not,
/// since whoever runs the shop decides when it is changed.
pub(crate) async fn open_database(config: &Config, clock: &Clock) -> Result<Database, Failure> {
    let database = connect(config).await?;
    match database.verify_schema().await {
        Ok(()) => {}
        Err(MigrateError::Behind(_)) if is_new(&database, clock).await? => database.migrate().await?,
        Err(error) => return Err(error.into()),
    }
    Ok(database)
}

/// Opens the database with whatever schema it has.
pub(crate) async fn connect(config: &Config) -> Result<Database, Failure> {
    if let Some(file) = config.database.expose_secret().strip_prefix("sqlite:") {
        let folder = Path::new(file.trim_start_matches("//")).parent().map(Path::to_owned).unwrap_or_default();
        ensure_writable(&folder, "database")?;
    }
    let database = Database::open(config.database.expose_secret()).await?;
    Ok(match &config.redis {
        None => database,
        Some(redis) => database.told_by_redis(redis.expose_secret())?,
    })
}

/// A database in which no migration has run has no revision to read.
async fn is_new(database: &Database, clock: &Clock) -> Result<bool, Failure> {
    let mut reader = database.read(Locale::DEFAULT, clock.now()).await?;
    match reader.revision().await {
        Ok(_) => Ok(false),
        Err(database::Error::Internal(_)) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

/// Proves that files can be made in a folder, which is made itself where it is missing; `setting` names it.
fn ensure_writable(folder: &Path, setting: &'static str) -> Result<(), Failure> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    tried(folder).map_err(|source| Failure::Folder { folder: folder.display().to_string(), setting, source })
}

/// Proves the same of the folder of the pictures; a bucket is asked when the first picture comes.
pub(crate) fn ensure_pictures_writable(config: &Config) -> Result<(), Failure> {
    match &config.pictures {
        Place::Folder(folder) => ensure_writable(folder, "pictures"),
        Place::Bucket(_) => Ok(()),
    }
}

fn tried(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let file: PathBuf = folder.join(format!(".vitrine-{}", std::process::id()));
    fs::write(&file, "")?;
    fs::remove_file(&file)
}

/// Takes the port.
pub(crate) fn listen(config: &Config) -> Result<TcpListener, Failure> {
    let address = config.listen;
    bound(address).map_err(|source| match source.kind() {
        io::ErrorKind::AddrInUse => Failure::PortInUse(address),
        _ => Failure::Listen { address, source },
    })
}

/// Connections that may wait to be taken; Linux grants no more than this unless it is told to. Of a crowd that finds no
/// room, each comes again a second later.
const ROOM: u32 = 4096;

fn bound(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // Connections of a process that is gone may linger on the port.
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
