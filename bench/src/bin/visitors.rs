//! Visitors without end, of whom each tenth hangs up before the answer: what is left in the server's memory afterwards?
//!
//! `visitors PORT PATH REQUESTS`

use std::{
    env::args,
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    task::JoinSet,
};

const AT_ONCE: usize = 32;
const HANGS_UP: u64 = 10;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = args().skip(1).collect();
    let [port, path, requests] = arguments.as_slice() else { panic!("visitors PORT PATH REQUESTS") };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().expect("the port is a number")));
    let requests: u64 = requests.parse().expect("the requests are a number");
    let head = Arc::<str>::from(format!("GET {path} HTTP/1.1\r\nhost: shop\r\naccept-encoding: br\r\n\r\n"));
    let count = Arc::<AtomicU64>::default();
    let mut visitors = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (head, count) = (head.clone(), count.clone());
        visitors.spawn(async move {
            while count.load(Ordering::Relaxed) < requests {
                // A connection ends with a visitor who hangs up.
                visit(address, &head, &count, requests).await.expect("the server answers");
            }
        });
    }
    visitors.join_all().await;
}

/// One connection, until somebody hangs up or all have come.
async fn visit(address: SocketAddr, head: &str, count: &AtomicU64, requests: u64) -> io::Result<()> {
    let mut stream = BufReader::new(TcpStream::connect(address).await?);
    loop {
        let number = count.fetch_add(1, Ordering::Relaxed);
        if number >= requests {
            return Ok(());
        }
        stream.write_all(head.as_bytes()).await?;
        if number.is_multiple_of(HANGS_UP) {
            return Ok(());
        }
        read_answer(&mut stream).await?;
    }
}

async fn read_answer(stream: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut length = 0;
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let field = line.trim_end();
        if field.is_empty() {
            break;
        }
        if let Some(value) = field.strip_prefix("content-length: ") {
            length = value.parse().map_err(io::Error::other)?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.map(|_| ())
}
