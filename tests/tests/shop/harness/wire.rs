//! A visitor at the end of a real connection.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// An open connection.
pub(crate) struct Visitor(TcpStream);

impl Visitor {
    pub(crate) async fn connect(address: SocketAddr) -> std::io::Result<Self> {
        Ok(Self(TcpStream::connect(address).await?))
    }

    /// Sends these bytes.
    pub(crate) async fn send(&mut self, bytes: &str) {
        self.0.write_all(bytes.as_bytes()).await.unwrap();
    }

    /// Sends as many of these bytes as the server takes at once.
    pub(crate) async fn try_send(&mut self, bytes: &str) -> std::io::Result<()> {
        self.0.writable().await?;
        self.0.try_write(bytes.as_bytes()).map(drop)
    }

    /// Asks for an address; the server shall hang up afterwards.
    pub(crate) async fn ask(&mut self, path: &str) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n")).await;
    }

    /// Everything the server sends until it hangs up.
    pub(crate) async fn rest(mut self) -> String {
        let mut bytes = Vec::new();
        self.0.read_to_end(&mut bytes).await.unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// One request and its whole answer.
pub(crate) async fn visit(address: SocketAddr, path: &str) -> std::io::Result<String> {
    let mut visitor = Visitor::connect(address).await?;
    visitor.ask(path).await;
    Ok(visitor.rest().await)
}
