use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

use super::activity::Activity;

/// Time for which a client may read nothing of an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes a second that a client has to read to be waited for longer.
const SLOWEST: u32 = 1024;

/// A connection that ends when its client does not read, and accepts no further requests from the client meanwhile.
/// Otherwise the answers to pipelined requests would pile up in memory.
pub(super) struct PacedStream<S> {
    stream: S,
    activity: Activity,
    /// Time for which the client may read nothing from now on. It grows with the bytes that the client reads.
    patience: Duration,
    stalled: Option<Stall>,
}

/// The state while the client does not read.
struct Stall {
    since: Instant,
    /// The end of the time that the client has.
    end: Pin<Box<Sleep>>,
    /// The waker of the reading half, which waits until the client reads again.
    reader: Option<Waker>,
}

impl<S> PacedStream<S> {
    pub(super) fn new(stream: S, activity: Activity) -> Self {
        Self { stream, activity, patience: PATIENCE, stalled: None }
    }

    /// Records the result of a write. Fails it when the client's time is over.
    fn paced(&mut self, context: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.activity.moved();
                self.resume(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Pending => self.wait(context),
            failed => failed,
        }
    }

    fn resume(&mut self, bytes: usize) {
        let earned = Duration::from_secs(bytes as u64) / SLOWEST;
        let spent = self.stalled.as_ref().map_or(Duration::ZERO, |stall| stall.since.elapsed());
        self.activity.stalls(false);
        self.patience = (self.patience.saturating_sub(spent) + earned).min(PATIENCE);
        if let Some(reader) = self.stalled.take().and_then(|stall| stall.reader) {
            reader.wake();
        }
    }

    fn wait(&mut self, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let patience = self.patience;
        self.activity.stalls(true);
        let stall = self.stalled.get_or_insert_with(|| {
            let since = Instant::now();
            Stall { since, end: Box::pin(sleep_until(since + patience)), reader: None }
        });
        match stall.end.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not read"))),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PacedStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Some(stall) = &mut self.stalled {
            stall.reader = Some(context.waker().clone());
            return Poll::Pending;
        }
        let read = Pin::new(&mut self.stream).poll_read(context, buffer);
        if read.is_ready() {
            self.activity.moved();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for PacedStream<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.paced(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.paced(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() {
            self.activity.sent();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex},
        task::JoinHandle,
        time::sleep,
    };

    use super::*;
    use crate::http_server::activity::Unread;

    /// Sends so many bytes to a client whose network holds one kilobyte.
    #[expect(clippy::disallowed_methods, reason = "a test's task ends with its runtime")]
    fn send(bytes: usize) -> (JoinHandle<io::Result<()>>, DuplexStream) {
        let (stream, client) = duplex(1024);
        let mut stream = PacedStream::new(stream, Activity::begin(Unread::default()));
        (tokio::spawn(async move { stream.write_all(&vec![0; bytes]).await }), client)
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_is_given_up_after_half_a_minute() {
        let began = Instant::now();
        let (sending, _client) = send(2048);

        let error = sending.await.unwrap().unwrap_err();

        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        assert_eq!(began.elapsed().as_secs(), 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_a_byte_now_and_then_is_given_up_too() {
        let began = Instant::now();
        let (sending, mut client) = send(100_000);

        while !sending.is_finished() {
            sleep(Duration::from_secs(5)).await;
            let _byte = client.read_u8().await;
        }

        assert_eq!(sending.await.unwrap().unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_slowly_gets_all_of_it() {
        let (sending, mut client) = send(200 * 1024);

        let mut taken = 0;
        while taken < 200 * 1024 {
            sleep(Duration::from_secs(20)).await;
            for _ in 0..25 {
                taken += client.read(&mut [0; 1024]).await.unwrap();
                tokio::task::yield_now().await;
            }
        }

        assert!(sending.await.unwrap().is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn requests_are_not_read_while_the_answer_is_not() {
        let (stream, mut client) = duplex(8);
        let mut stream = PacedStream::new(stream, Activity::begin(Unread::default()));
        client.write_all(b"GET").await.unwrap();

        assert_eq!(stream.write(b"an answer").await.unwrap(), 8);
        let stalled = futures::poll!(std::pin::pin!(stream.write(b"another")));
        assert!(stalled.is_pending());
        let mut request = [0; 3];
        assert!(futures::poll!(std::pin::pin!(stream.read(&mut request))).is_pending());
        client.read_exact(&mut [0; 8]).await.unwrap();
        stream.write_all(b"another").await.unwrap();

        assert_eq!(stream.read(&mut request).await.unwrap(), 3);
    }
}
