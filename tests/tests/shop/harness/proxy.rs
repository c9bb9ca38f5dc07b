//! A wire to the database that can be cut.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use database::{
    Database,
    testing::{TestDatabase, postgres},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

/// The moment at which a connection breaks.
#[derive(Clone, Copy)]
pub(crate) enum Break {
    BeforeTheServerHasIt,
    BeforeTheShopIsTold,
}

/// Carries both ways until the shop commits, unless another connection has broken already.
async fn carry_until_commit(mut shop: TcpStream, mut server: TcpStream, when: Break, is_broken: &AtomicBool) {
    let (mut asked, mut told) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        tokio::select! {
            read = shop.read(&mut asked) => {
                let Ok(bytes @ 1..) = read else { return };
                let commits = asked[..bytes].windows(7).any(|window| window == b"COMMIT\0");
                let breaks = commits && !is_broken.swap(true, Ordering::SeqCst);
                if breaks && matches!(when, Break::BeforeTheServerHasIt) {
                    return;
                }
                if server.write_all(&asked[..bytes]).await.is_err() {
                    return;
                }
                if breaks {
                    // The server answers when it is done.
                    let _answer = server.read(&mut told).await;
                    return;
                }
            }
            read = server.read(&mut told) => {
                let Ok(bytes @ 1..) = read else { return };
                if shop.write_all(&told[..bytes]).await.is_err() {
                    return;
                }
            }
        }
    }
}

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

    /// The first connection on which a commit is sent breaks: before the server gets it, or when it has done it and before
    /// the shop is told. Others are carried as before.
    pub(crate) async fn break_the_next_commit(&mut self, when: Break) {
        self.cut().await;
        let listener = TcpListener::bind(self.address).await.unwrap();
        let server = self.server.clone();
        let is_broken = Arc::new(AtomicBool::new(false));
        self.wire.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (shop, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(&server).await.unwrap();
                let is_broken = is_broken.clone();
                connections.spawn(async move { carry_until_commit(shop, server, when, &is_broken).await });
            }
        });
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
