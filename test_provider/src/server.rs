use std::{
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinSet,
};

use crate::{Ledger, Options, api, notices, shared::Shared};

/// A provider that runs until it dies or this is dropped.
pub struct RunningProvider {
    /// The origin that it answers at, such as `http://127.0.0.1:4000`.
    pub origin: String,
    shared: Arc<Shared>,
    running: JoinSet<()>,
}

/// Starts a provider at an address; port 0 takes a free one. The ledger is read from the file and kept in it, if there is
/// one, and in memory otherwise.
///
/// # Errors
///
/// If the address can't be listened on, or the file can't be read.
pub async fn start(listen: SocketAddr, secret: &str, file: Option<&Path>) -> io::Result<RunningProvider> {
    let listener = TcpListener::bind(listen).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let (events, to_send) = mpsc::unbounded_channel();
    let ledger = (kept_ledger(file)?, file.map(PathBuf::from));
    let shared = Shared::new(ledger, secret.to_owned(), origin.clone(), events);
    let mut running = JoinSet::new();
    running.spawn(serve(listener, shared.clone()));
    running.spawn(notices::send_all(shared.clone(), to_send));
    Ok(RunningProvider { origin, shared, running })
}

fn kept_ledger(file: Option<&Path>) -> io::Result<Ledger> {
    match file.map(std::fs::read) {
        Some(Ok(bytes)) => Ok(serde_json::from_slice(&bytes)?),
        Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(Ledger::default()),
    }
}

impl RunningProvider {
    /// Changes how it behaves from now on.
    pub fn set(&self, options: Options) {
        self.shared.set_options(options);
    }

    /// Returns everything that it knows.
    pub fn ledger(&self) -> Ledger {
        self.shared.ledger()
    }

    /// Waits until it has died.
    pub async fn died(&mut self) {
        self.running.join_next().await;
    }
}

/// Answers connections until the provider dies, and those that are open with it.
async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let router = api::router(&shared);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = shared.die.notified() => {
                // The answer that it dies after is under way.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                return;
            }
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(answer(stream, router.clone()));
                }
                while connections.try_join_next().is_some() {}
            }
        }
    }
}

async fn answer(stream: TcpStream, router: Router) {
    let service = TowerToHyperService::new(router);
    if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await {
        eprintln!("test provider: a connection ended: {error}");
    }
}
