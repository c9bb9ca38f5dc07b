use std::{
    collections::HashMap,
    convert::Infallible,
    future::Ready,
    net::{IpAddr, Ipv6Addr},
    time::Duration,
};

use axum::{
    body::{Body, HttpBody as _},
    http::{Request, Response},
};
use futures::future::{BoxFuture, Either, FutureExt as _};
use hyper::{body::Incoming, server::conn::http1, service::Service as HyperService};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use socket2::SockRef;
use tokio::{
    net::TcpStream,
    task::{AbortHandle, Id, JoinError, JoinSet},
    time::timeout,
};
use tower::Service as _;

use super::{
    activity::{Activity, Unread},
    paced_stream::PacedStream,
    shared_stream::SharedStream,
};
use crate::{Peer, Storefront, metrics::Metrics};

/// Time that a client may take to send a request's head, and for which an idle connection stays open.
const HEAD: Duration = Duration::from_secs(15);
/// The most bytes of a request's head, and of requests that a client pipelines.
const LONGEST_HEAD: usize = 32 * 1024;
/// The most bytes of answers that may wait for clients to read them. Bytes that are shared with the page cache don't
/// count.
const MOST_UNREAD: u64 = 64 * 1024 * 1024;
/// The most unsent bytes in the socket's buffer. With more, a slow client would seem to read nothing for minutes, and
/// one that reads nothing would cost megabytes.
const UNSENT: u32 = 64 * 1024;
/// Time for which a connection must have been idle to be closed in favour of others.
const IDLE: Duration = Duration::from_secs(1);

/// The open connections.
pub(super) struct Connections {
    limits: Limits,
    metrics: Metrics,
    unread: Unread,
    tasks: JoinSet<()>,
    open: HashMap<Id, Open>,
    from: HashMap<IpAddr, usize>,
    graceful: GracefulShutdown,
}

/// The most connections at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) all: usize,
    /// The most from one address, other than the machine's own.
    pub(super) of_address: Option<usize>,
}

struct Open {
    peer: IpAddr,
    activity: Activity,
    stream: SharedStream,
    abort: AbortHandle,
    is_closed: bool,
}

impl Open {
    /// Returns true if the server has waited for the client for a while. Time in which the client waits for the server
    /// does not count.
    fn is_idle(&self) -> bool {
        if self.is_closed || self.activity.idle() < IDLE {
            return false;
        }
        if self.activity.waits_for_reading() { !self.stream.is_writable() } else { !self.stream.has_unread() }
    }
}

impl Connections {
    pub(super) fn new(limits: Limits, metrics: Metrics) -> Self {
        Self {
            limits,
            metrics,
            unread: Unread::default(),
            tasks: JoinSet::new(),
            open: HashMap::new(),
            from: HashMap::new(),
            graceful: GracefulShutdown::new(),
        }
    }

    /// Returns true at the most connections, or if clients leave too many bytes unread.
    pub(super) fn is_full(&self) -> bool {
        self.open.len() >= self.limits.all || self.is_too_much_unread()
    }

    fn is_too_much_unread(&self) -> bool {
        self.unread.bytes() > MOST_UNREAD
    }

    /// Serves a connection, or closes it if its address has too many.
    pub(super) fn accept(&mut self, stream: TcpStream, peer: IpAddr, storefront: &Storefront) {
        let key = counted(peer);
        let has_too_many = |most: usize| self.from.get(&key).is_some_and(|count| *count >= most);
        if self.limits.of_address.is_some_and(has_too_many) && !key.is_loopback() {
            self.metrics.connection_dropped("address");
            return;
        }
        *self.from.entry(key).or_default() += 1;
        let activity = Activity::begin(self.unread.clone());
        tune(&stream);
        let stream = SharedStream::new(stream);
        let abort = self.serve(stream.clone(), storefront.for_connection(Peer(peer), activity.body.clone()), &activity);
        self.open.insert(abort.id(), Open { peer: key, activity, stream, abort, is_closed: false });
        self.metrics.connections_open(self.open.len());
    }

    fn serve(&mut self, stream: SharedStream, storefront: Storefront, activity: &Activity) -> AbortHandle {
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_header_size(LONGEST_HEAD)
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(
                TokioIo::new(PacedStream::new(stream, activity.clone())),
                Watched { storefront, activity: activity.clone() },
            );
        let watched = self.graceful.watch(connection);
        let metrics = self.metrics.clone();
        self.tasks.spawn(async move {
            if let Err(error) = watched.await {
                if is_slow(&error) {
                    metrics.connection_dropped("slow");
                }
                tracing::debug!(%error, "a connection failed");
            }
        })
    }

    /// Returns when a connection has ended; never returns if none is open.
    pub(super) async fn ended(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(ended) => self.forget(ended),
            None => std::future::pending().await,
        }
    }

    fn forget(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
        let Some(Open { peer, .. }) = self.open.remove(&id) else { return };
        if let Some(count) = self.from.get_mut(&peer) {
            *count -= 1;
            if *count == 0 {
                self.from.remove(&peer);
            }
        }
        self.metrics.connections_open(self.open.len());
    }

    /// Closes the connections that have waited longest for their clients, several at a time: looking through all of
    /// them for each new one would take longer than serving it.
    pub(super) fn make_room(&mut self) {
        let is_too_much_unread = self.is_too_much_unread();
        let may_go = |open: &Open| open.is_idle() && (open.activity.unread() > 0 || !is_too_much_unread);
        let mut idle: Vec<_> = self.open.values_mut().filter(|open| may_go(open)).collect();
        idle.sort_by_cached_key(|open| std::cmp::Reverse(open.activity.idle()));
        for open in idle.into_iter().take(1 + self.limits.all / 64) {
            open.abort.abort();
            open.is_closed = true;
            self.metrics.connection_dropped("room");
        }
    }

    /// Closes idle connections at once and the others after their answer, and cuts off what takes longer than `grace`.
    pub(super) async fn drain(self, grace: Duration) {
        if timeout(grace, self.graceful.shutdown()).await.is_err() {
            tracing::warn!(
                open = self.tasks.len(),
                "shutdown: cut off requests that took longer than shutdown_grace_seconds"
            );
        }
    }
}

/// Returns the address by which connections are counted: of IPv6 the /64 network, since a client has all of its
/// addresses.
fn counted(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(address) if !address.is_loopback() => {
            Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into()
        }
        address => address,
    }
}

/// Sets the socket's options. Connections work without them on systems that don't have them.
fn tune(stream: &TcpStream) {
    // Answers are written at once: waiting to fill a packet would only delay them.
    let _unsupported = stream.set_nodelay(true);
    #[cfg(target_os = "linux")]
    let _unsupported = SockRef::from(stream).set_tcp_notsent_lowat(UNSENT);
}

fn is_slow(error: &hyper::Error) -> bool {
    let cause = std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<std::io::Error>());
    cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::TimedOut)
}

/// The storefront for one connection, which records when it is at work.
struct Watched {
    storefront: Storefront,
    activity: Activity,
}

impl HyperService<Request<Incoming>> for Watched {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future =
        Either<Ready<Result<Self::Response, Infallible>>, BoxFuture<'static, Result<Self::Response, Infallible>>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        match self.storefront.clone().call(request) {
            Either::Left(ready) => Either::Left(ready),
            Either::Right(answer) => {
                let answering = self.activity.answering();
                let activity = self.activity.clone();
                let answered = answer.map(move |Ok(answer)| {
                    activity.holds(answer.body().size_hint().lower());
                    drop(answering);
                    Ok(answer)
                });
                Either::Right(answered.boxed())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_counts_networks_of_version_6_and_mapped_addresses_as_they_are() {
        let address = |text: &str| counted(text.parse().unwrap());

        assert_eq!(address("2001:db8:1:2:3:4:5:6"), address("2001:db8:1:2::9"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
        assert_ne!(address("192.0.2.2"), address("192.0.2.1"));
    }
}
