use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    task::JoinSet,
};

use super::*;

/// A host that gives one answer to each of several requests, and records the requests.
struct Host {
    address: SocketAddr,
    serving: JoinSet<Vec<String>>,
}

impl Host {
    async fn answering(answers: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut asked = Vec::new();
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = vec![0; 4096];
                let read = stream.read(&mut request).await.unwrap();
                asked.push(String::from_utf8_lossy(&request[..read]).into_owned());
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            asked
        });
        Self { address, serving }
    }

    fn listed(&self, name: &str) -> PictureHosts {
        PictureHosts::new(vec![PictureHost::parse(&format!("{name}={}", self.address)).unwrap()])
    }

    async fn asked(mut self) -> Vec<String> {
        self.serving.join_next().await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_listed_host_is_asked_by_its_name_and_a_redirect_is_followed() {
    let host = Host::answering(&[
        "HTTP/1.1 302 Found\r\nlocation: /there.png\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 6\r\n\r\npixels",
    ])
    .await;

    let fetched = host.listed("photos.example").fetch("http://photos.example/here.png?a=1").await;

    assert_eq!(fetched.unwrap(), "pixels");
    let asked = host.asked().await;
    assert!(asked[0].starts_with("GET /here.png?a=1 HTTP/1.1\r\nhost: photos.example\r\n"), "{asked:?}");
    assert!(asked[1].starts_with("GET /there.png "), "{asked:?}");
}

#[test]
fn a_redirect_is_relative_to_the_address_that_answers() {
    let from = |location| redirected("https://photos.example/a/b.png?x=1", location);

    assert_eq!(from("/c.png"), "https://photos.example/c.png");
    assert_eq!(from("c.png"), "https://photos.example/a/c.png");
    assert_eq!(from("../c.png?y=2"), "https://photos.example/c.png?y=2");
    assert_eq!(from("?y=2"), "https://photos.example/a/b.png?y=2");
    assert_eq!(from("//other.example/c.png"), "https://other.example/c.png");
    assert_eq!(from("http://169.254.169.254/"), "http://169.254.169.254/");
    assert_eq!(from("http://"), "http://");
}

#[tokio::test]
async fn a_redirect_leads_to_no_host_that_is_not_listed() {
    let host = Host::answering(&[
        "HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest/meta-data\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
    ])
    .await;

    let refused = host.listed("photos.example").fetch("http://photos.example/a.png").await;

    assert!(matches!(refused, Err(FetchError::NotListed(_))), "{refused:?}");
}

#[tokio::test]
async fn a_host_that_redirects_for_ever_is_left() {
    const AGAIN: &str = "HTTP/1.1 301 Moved\r\nlocation: /again\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let host = Host::answering(&[AGAIN; 4]).await;

    let refused = host.listed("photos.example").fetch("http://photos.example/").await;

    assert!(matches!(refused, Err(FetchError::TooManyRedirects)), "{refused:?}");
}

#[tokio::test]
async fn only_listed_addresses_are_asked() {
    let hosts = PictureHosts::new(vec![PictureHost::parse("photos.example").unwrap()]);
    let addresses = [
        "https://other.example/a.png",
        "http://photos.example/a.png",
        "https://photos.example:8443/a.png",
        "https://photos.example.evil.example/a.png",
        "https://user@photos.example/a.png",
        "https://127.0.0.1/a.png",
        "https://2130706433/a.png",
        "https://0177.0.0.1/a.png",
        "https://[::ffff:127.0.0.1]/a.png",
        "file:///etc/passwd",
        "//photos.example/a.png",
        "",
    ];

    for address in addresses {
        let refused = hosts.fetch(address).await;
        assert!(matches!(refused, Err(FetchError::NotListed(_))), "{address} {refused:?}");
    }
}

#[tokio::test]
async fn a_listed_name_that_leads_inside_is_not_asked() {
    let hosts = PictureHosts::new(vec![PictureHost::parse("localhost:1").unwrap()]);

    let refused = hosts.fetch("https://localhost:1/a.png").await;

    assert!(matches!(refused, Err(FetchError::NotPublic(_))), "{refused:?}");
}

#[tokio::test]
async fn a_body_without_an_end_is_left_at_the_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = PictureHost::parse(&format!("photos.example={}", listener.local_addr().unwrap())).unwrap();
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        // The response must come after the request.
        stream.read_exact(&mut [0; 16]).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        while stream.write_all(&[0; 65_536]).await.is_ok() {}
    });

    let refused = PictureHosts::new(vec![host]).fetch("http://photos.example/a.png").await;

    assert!(matches!(refused, Err(FetchError::TooLarge(_))), "{refused:?}");
    serving.join_next().await.unwrap().unwrap();
}

#[test]
fn only_names_are_hosts() {
    for host in ["photos.example", "PHOTOS.example:8443", "dam.internal=10.0.0.5:8080"] {
        assert!(PictureHost::parse(host).is_some(), "{host}");
    }
    let odd = [
        "",
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "https://photos.example",
        "a@photos.example",
        "dam=here",
        "dam/x",
    ];
    for host in odd {
        assert_eq!(PictureHost::parse(host), None, "{host}");
    }
}
