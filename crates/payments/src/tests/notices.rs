//! Notices of the program `test_provider`, as they arrive at the shop.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use database::testing::both_engines;
use http::{HeaderMap, HeaderName, HeaderValue};
use test_provider::{NoticeOptions, Options};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    task::JoinSet,
    time::timeout,
};
use types::{PaymentKind, Timestamp};

use super::{
    given::{given_payment, write},
    providers::{begin, given_provider, press},
};
use crate::{ForgedNotice, record_notice};

/// A request as it arrived.
type Received = (HeaderMap, Vec<u8>);

/// Takes requests in, and answers each with 200.
async fn given_receiver() -> (String, mpsc::UnboundedReceiver<Received>, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/notices", listener.local_addr().unwrap());
    let (sender, received) = mpsc::unbounded_channel();
    let (sender, mut running) = (Arc::new(sender), JoinSet::new());
    running.spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            sender.send(take_in(stream).await).unwrap();
        }
    });
    (url, received, running)
}

async fn take_in(mut stream: TcpStream) -> Received {
    let mut bytes = Vec::new();
    loop {
        let mut some = [0; 4096];
        let count = stream.read(&mut some).await.unwrap();
        bytes.extend_from_slice(&some[..count]);
        if let Some(received) = parsed(&bytes) {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").await.unwrap();
            return received;
        }
    }
}

/// Returns the headers and the body, once all of it is there.
fn parsed(bytes: &[u8]) -> Option<Received> {
    let text = std::str::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let mut headers = HeaderMap::new();
    for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
        headers.insert(name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap());
    }
    let length: usize = headers["content-length"].to_str().unwrap().parse().unwrap();
    (body.len() == length).then(|| (headers, body.as_bytes().to_vec()))
}

/// Returns the moment at which a notice says that it was signed.
fn moment((headers, _): &Received) -> Timestamp {
    let signature = headers["test-signature"].to_str().unwrap();
    let second = signature.strip_prefix("t=").unwrap().split(',').next().unwrap();
    Timestamp(second.parse::<i64>().unwrap() * 1000)
}

#[tokio::test]
async fn doubled_reordered_and_forged_notices_count_once_or_not_at_all() {
    for given in both_engines().await {
        let (running, provider) = given_provider().await;
        let (url, mut received, _receiving) = given_receiver().await;
        let notices = NoticeOptions { delay_ms: 5, times: 2, is_reordered: true, is_forged: true };
        running.set(Options { notices, ..Options::default() });
        let id = given_payment(&given.database, 1, PaymentKind::Test).await;
        let page = begin(&given, &provider, id, &url).await;
        press(&page, "decline").await;
        press(&page, "pay").await;

        let (mut new, mut forged, mut handles) = (Vec::new(), 0, BTreeMap::new());
        // Two events, each sent twice, and forged once.
        for _ in 0..6 {
            let notice = timeout(Duration::from_secs(20), received.recv()).await.unwrap().unwrap();
            let now = moment(&notice);
            let (headers, raw) = &notice;
            let late = provider.read_notice(raw, headers, now.plus_millis(301_000));
            assert_eq!(late, Err(ForgedNotice::OtherMoment), "{}", given.engine);
            match provider.read_notice(raw, headers, now) {
                Ok(notice) => {
                    let mut tx = write(&given.database).await;
                    new.push(record_notice(&mut tx, PaymentKind::Test, &notice, now).await.unwrap());
                    tx.commit_bookkeeping().await.unwrap();
                    handles.insert(notice.event, notice.handle);
                }
                Err(error) => {
                    assert_eq!(error, ForgedNotice::WrongSignature, "{}", given.engine);
                    forged += 1;
                }
            }
        }

        assert_eq!(forged, 2, "{}", given.engine);
        assert_eq!(new.iter().filter(|is_new| **is_new).count(), 2, "{}: {new:?}", given.engine);
        assert!(handles.values().all(|handle| *handle == id.to_string()), "{}: {handles:?}", given.engine);
    }
}
