//! The shop's HTTP server with the shop's settings, which the peers of the measurements share.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::net::TcpListener;

/// Serves on a port of this machine until the process is killed.
pub async fn serve(port: &str, app: Router) {
    let port = port.parse().expect("the port is a number");
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.expect("the port is free");
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let _unsupported = stream.set_nodelay(true);
        let service = TowerToHyperService::new(app.clone());
        let connection = http1::Builder::new().timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service);
        spawn(connection);
    }
}

#[expect(clippy::disallowed_methods, reason = "it is killed when the measurement is over")]
fn spawn(connection: impl Future<Output = Result<(), hyper::Error>> + Send + 'static) {
    tokio::spawn(async move {
        let _hung_up = connection.await;
    });
}
