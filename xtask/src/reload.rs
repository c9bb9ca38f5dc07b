//! Tells open pages to reload: a script and a stream of events, for the engineer's own browser.

use anyhow::{Context, Result};
use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// The address is read from the script's own, so that it works on any port.
const SCRIPT: &str =
    "new EventSource(new URL('events', document.currentScript.src)).onmessage = () => location.reload();\n";

/// A small server that pages listen to.
pub(crate) struct Reload {
    port: u16,
    listeners: Arc<Mutex<Vec<TcpStream>>>,
}

impl Reload {
    /// Starts to answer on 127.0.0.1.
    pub(crate) fn listen(port: u16) -> Result<Self> {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port}, which carries the reload events, cannot be had"))?;
        let port = socket.local_addr()?.port();
        let listeners = Arc::<Mutex<Vec<TcpStream>>>::default();
        let shared = Arc::clone(&listeners);
        thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let shared = Arc::clone(&shared);
                // A browser that hangs up in the middle wants no answer.
                thread::spawn(move || answer(stream, &shared).ok());
            }
        });
        Ok(Self { port, listeners })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Makes every open page load again.
    pub(crate) fn tell(&self) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain_mut(|page| page.write_all(b"data: reload\n\n").is_ok());
    }
}

fn answer(mut stream: TcpStream, listeners: &Mutex<Vec<TcpStream>>) -> Result<()> {
    let mut request = String::new();
    BufReader::new(&stream).read_line(&mut request)?;
    match request.split_whitespace().nth(1) {
        Some("/reload.js") => {
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nCache-Control: no-store\r\nConnection: close";
            write!(stream, "{head}\r\nContent-Length: {}\r\n\r\n{SCRIPT}", SCRIPT.len())?;
        }
        Some("/events") => {
            let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store";
            // The page is of another origin: its port differs.
            write!(stream, "{head}\r\nAccess-Control-Allow-Origin: *\r\n\r\n: here\n\n")?;
            listeners.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        }
        _ => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn ask(reload: &Reload, path: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, reload.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
        BufReader::new(stream)
    }

    #[test]
    fn script_is_served_to_the_page() {
        let reload = Reload::listen(0).unwrap();

        let mut answer = String::new();
        ask(&reload, "/reload.js").read_to_string(&mut answer).unwrap();

        assert!(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/javascript"), "{answer}");
        assert!(answer.ends_with(SCRIPT), "{answer}");
    }

    #[test]
    fn page_that_listens_is_told() {
        let reload = Reload::listen(0).unwrap();
        let mut lines = ask(&reload, "/events").lines().map(Result::unwrap);
        lines.find(|line| line == ": here").unwrap();
        // The greeting is written just before the page joins the listeners.
        while reload.listeners.lock().unwrap().is_empty() {
            thread::yield_now();
        }

        reload.tell();

        assert_eq!(lines.find(|line| !line.is_empty()).unwrap(), "data: reload");
    }
}
