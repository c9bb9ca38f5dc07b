use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

/// The progress of a request's body: the server waits for more of it, or not.
#[derive(Clone, Debug, Default)]
pub(crate) struct BodyProgress(Arc<AtomicBool>);

impl BodyProgress {
    /// Returns true if a handler waits for more of the body, and the client has not sent it.
    pub(crate) fn is_awaited(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Wraps a body that reports to this progress. The requests of a connection may share one, because they come one
    /// after another.
    pub(crate) fn watch<B>(&self, body: B) -> WatchedBody<B> {
        self.0.store(false, Ordering::Relaxed);
        WatchedBody { body, progress: self.clone() }
    }
}

/// A request's body that reports its progress.
pub(crate) struct WatchedBody<B> {
    body: B,
    progress: BodyProgress,
}

impl<B: HttpBody<Data = Bytes> + Unpin> HttpBody for WatchedBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        self.progress.0.store(frame.is_pending(), Ordering::Relaxed);
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> Drop for WatchedBody<B> {
    fn drop(&mut self) {
        self.progress.0.store(false, Ordering::Relaxed);
    }
}
