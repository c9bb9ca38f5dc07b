use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use server::{AppState, HttpServer};
use tokio::{net::TcpListener, sync::oneshot, task::JoinSet};

use super::TestShop;

/// A shop on a real port of this process.
pub(crate) struct OpenShop {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinSet<()>,
}

impl TestShop {
    /// Opens a port; after the signal, new visitors are taken for `delay`, and those inside have `grace`.
    pub(crate) async fn serve(&self, delay: Duration, grace: Duration) -> OpenShop {
        OpenShop::of(self.shop.clone(), delay, grace).await
    }
}

impl OpenShop {
    pub(super) async fn of(shop: Arc<AppState>, delay: Duration, grace: Duration) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let door = HttpServer { listener, delay, grace };
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            door.serve(shop, async { stopped.await.unwrap() }).await;
        });
        Self { address, stop: Some(stop), serving }
    }

    /// Stops the server as SIGTERM does.
    pub(crate) fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Returns when the shop has closed.
    pub(crate) async fn closed(mut self) {
        self.serving.join_next().await.unwrap().unwrap();
    }
}
