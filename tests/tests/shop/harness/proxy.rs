//! A wire to the database that can be cut.

use std::net::{Ipv4Addr, SocketAddr};

use database::{
    Database,
    testing::{TestDatabase, postgres},
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

/// Between the shop and a PostgreSQL server.
pub(crate) struct Proxy {
    address: SocketAddr,
    server: String,
    wire: JoinSet<()>,
}

impl Proxy {
    /// A new database, reached only through the proxy.
    pub(crate) async fn before_postgres() -> (Self, TestDatabase) {
        let mut database = postgres().await;
        let (user, rest) = database.address.split_once('@').unwrap();
        let (server, name) = rest.split_once('/').unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut proxy = Self { address, server: server.to_owned(), wire: JoinSet::new() };
        proxy.carry(listener);
        database.address = format!("{user}@{address}/{name}");
        database.database.close().await;
        database.database = Database::open(&database.address).await.unwrap();
        (proxy, database)
    }

    /// Every connection breaks, and no new one is taken.
    pub(crate) async fn cut(&mut self) {
        self.wire.shutdown().await;
    }

    /// Connections are taken again, at the same port.
    pub(crate) async fn mend(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.carry(listener);
    }

    fn carry(&mut self, listener: TcpListener) {
        let server = self.server.clone();
        self.wire.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (mut shop, _) = listener.accept().await.unwrap();
                let mut server = TcpStream::connect(&server).await.unwrap();
                connections.spawn(async move {
                    // Either side may hang up at any moment.
                    let _broken = tokio::io::copy_bidirectional(&mut shop, &mut server).await;
                });
            }
        });
    }
}
