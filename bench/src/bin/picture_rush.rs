//! Hundreds of renditions that have not been made, asked for at once, while pages are visited: how long do pages take?
//!
//! `picture_rush PORT PAGE`, and the paths of the renditions on standard input, one a line.

use std::{
    env::args,
    io::{self, BufRead as _},
    net::{Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
    time::interval,
};

/// Between two visits of the page.
const PACE: Duration = Duration::from_millis(10);
/// Visits before the rush, to compare with.
const CALM: usize = 200;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = args().skip(1).collect();
    let [port, page] = arguments.as_slice() else { panic!("picture_rush PORT PAGE") };
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.parse().expect("the port is a number")));
    let renditions: Vec<String> = io::stdin().lock().lines().map(|line| line.expect("paths are text")).collect();

    let mut calm = Vec::new();
    let mut pace = interval(PACE);
    for number in 0..CALM {
        pace.tick().await;
        calm.push(visit(address, page, number).await.1);
    }
    tell("calm", &mut calm);

    let start = Instant::now();
    let asked = renditions.len();
    let mut rush = JoinSet::new();
    for path in renditions {
        rush.spawn(async move { get(address, &path).await.expect("the server answers") });
    }
    let (mut during, mut statuses) = (Vec::new(), Vec::new());
    while statuses.len() < asked {
        tokio::select! {
            Some(status) = rush.join_next() => statuses.push(status.expect("a request does not panic")),
            _ = pace.tick() => {
                let (status, took) = visit(address, page, CALM + during.len()).await;
                assert_eq!(status, 200);
                during.push(took);
            }
        }
    }
    let made = statuses.iter().filter(|status| **status == 200).count();
    println!("{asked} renditions asked for at once: {made} made in {:.1} s", start.elapsed().as_secs_f64());
    tell("meanwhile", &mut during);
}

/// A page that is rendered anew: a value that no attribute has asks for nothing, under another key each time.
async fn visit(address: SocketAddr, page: &str, number: usize) -> (u16, Duration) {
    let start = Instant::now();
    let status = get(address, &format!("{page}?colour=none{number}")).await.expect("the server answers");
    (status, start.elapsed())
}

async fn get(address: SocketAddr, path: &str) -> io::Result<u16> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let status = answer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
    status.and_then(|digits| digits.parse().ok()).ok_or_else(|| io::Error::other("not HTTP"))
}

fn tell(when: &str, times: &mut [Duration]) {
    times.sort();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!(
        "pages {when:<10} {:>5} visits, p50 {:>6.1} ms, p99 {:>6.1} ms, most {:>6.1} ms",
        times.len(),
        at(50),
        at(99),
        at(100)
    );
}
