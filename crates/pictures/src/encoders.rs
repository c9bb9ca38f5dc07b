use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, oneshot},
    time::timeout,
};

/// How many may wait for a rendition at once; whoever comes after that is sent away.
const LONGEST_QUEUE: usize = 1024;
/// How long anybody waits for a turn, before the whole answer takes too long.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// Below pages, which are rendered at 0, but above what nobody waits for.
const ASKED: i32 = 5;
/// Whatever is left of the processor's time.
const AHEAD: i32 = 19;

/// The threads that decode and encode. They are not those that render pages, and the system runs them when those
/// have nothing to do.
#[derive(Clone)]
pub(crate) struct Encoders {
    asked: Arc<ThreadPool>,
    ahead: Arc<ThreadPool>,
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// The right to work for somebody who waits.
pub(crate) struct Turn {
    pool: Arc<ThreadPool>,
    permit: OwnedSemaphorePermit,
}

/// Too many wait already.
#[derive(Debug)]
pub(crate) struct Busy;

/// The work panicked.
#[derive(Debug)]
pub(crate) struct Died;

impl Encoders {
    /// So many threads for who waits, and for what is made ahead.
    pub(crate) fn new(asked: usize, ahead: usize) -> Self {
        Self {
            asked: Arc::new(threads("asked", asked.max(1), ASKED)),
            ahead: Arc::new(threads("ahead", ahead.max(1), AHEAD)),
            turns: Arc::new(Semaphore::new(asked.max(1))),
            waiting: Arc::default(),
        }
    }

    /// Waits until a thread is free; who would wait too long is sent away. What a work needs is read only then, so that the
    /// queue weighs nothing.
    pub(crate) async fn turn(&self) -> Result<Turn, Busy> {
        let _waiting = Waiting::in_line(&self.waiting)?;
        let permit = timeout(LONGEST_WAIT, self.turns.clone().acquire_owned()).await.map_err(|_| Busy)?;
        let permit = permit.map_err(|_| Busy)?;
        Ok(Turn { pool: self.asked.clone(), permit })
    }

    /// Does what nobody waits for; returns at once with where it will be answered.
    pub(crate) fn ahead<T: Send + 'static, W: FnOnce() -> T + Send + 'static>(
        &self,
        work: W,
    ) -> impl Future<Output = Result<T, Died>> + use<T, W> {
        started(&self.ahead, work)
    }
}

impl Turn {
    /// Does the work on the thread that has become free. The turn lasts as long as the work, also when whoever waits for
    /// it goes.
    pub(crate) async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Died> {
        let Self { pool, permit } = self;
        let in_turn = move || {
            let _permit = permit;
            work()
        };
        started(&pool, in_turn).await
    }
}

fn started<T: Send + 'static, W: FnOnce() -> T + Send + 'static>(
    pool: &ThreadPool,
    work: W,
) -> impl Future<Output = Result<T, Died>> + use<T, W> {
    let (done, wait) = oneshot::channel();
    // Whoever asked may have gone: then nobody is told.
    pool.spawn(move || drop(done.send(work())));
    async { wait.await.map_err(|_| Died) }
}

fn threads(name: &'static str, count: usize, niceness: i32) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(count)
        .thread_name(move |number| format!("pictures-{name}-{number}"))
        // On Linux a thread has a niceness of its own. Where it can't be had, the work is done all the same.
        .start_handler(move |_| {
            let _denied = rustix::process::setpriority_process(None, niceness);
        })
        // Whoever waits learns of it by the answer that does not come; the panic itself is in the log.
        .panic_handler(|_| ())
        .build()
        .expect("a process that can't have threads does not get this far")
}

struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn in_line(waiting: &'a AtomicUsize) -> Result<Self, Busy> {
        let line = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) < LONGEST_QUEUE { Ok(line) } else { Err(Busy) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_answer_and_the_thread_goes_on() {
        let encoders = Encoders::new(1, 1);

        let faulty = || -> u8 { panic!("an encoder's fault") };
        let died = encoders.turn().await.unwrap().run(faulty).await;
        let lives = encoders.turn().await.unwrap().run(|| 7).await;

        assert!(died.is_err());
        assert_eq!(lives.unwrap(), 7);
    }

    #[tokio::test]
    async fn works_run_below_the_pages() {
        let encoders = Encoders::new(1, 1);
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let before = niceness();

        assert_eq!(encoders.turn().await.unwrap().run(niceness).await.unwrap(), ASKED);
        assert_eq!(encoders.ahead(niceness).await.unwrap(), AHEAD);
        assert_eq!(niceness(), before);
    }

    #[tokio::test]
    async fn a_turn_lasts_as_long_as_its_work() {
        let encoders = Encoders::new(1, 1);
        let (finish, finished) = std::sync::mpsc::channel::<()>();

        let mut gone = Box::pin(encoders.turn().await.unwrap().run(move || finished.recv()));
        assert!(futures::poll!(gone.as_mut()).is_pending());
        drop(gone);
        let mut next = Box::pin(encoders.turn());
        assert!(futures::poll!(next.as_mut()).is_pending(), "the thread is still at work");
        finish.send(()).unwrap();

        assert!(next.await.is_ok());
    }

    #[tokio::test]
    async fn the_line_has_an_end() {
        let encoders = Encoders::new(1, 1);
        let first = encoders.turn().await.unwrap();
        let mut line: Vec<_> = (0..LONGEST_QUEUE).map(|_| Box::pin(encoders.turn())).collect();
        for waiting in &mut line {
            assert!(futures::poll!(waiting.as_mut()).is_pending());
        }

        assert!(encoders.turn().await.is_err());

        drop(line);
        drop(first);
        assert!(encoders.turn().await.is_ok());
    }
}
