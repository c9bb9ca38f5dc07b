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

use crate::RenditionError;

/// The most requests that wait for a rendition at once; further ones are refused.
const LONGEST_QUEUE: usize = 512;
/// The longest wait for a turn: beyond it the whole response would take too long.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// The niceness of work on demand: below the rendering of pages, which has 0, and above the background.
const ON_DEMAND_NICENESS: i32 = 5;
/// The niceness of background work, which gets the processor time that is left.
const BACKGROUND_NICENESS: i32 = 19;
/// The unit of the memory budgets, in bytes.
const UNIT: u64 = 1 << 20;
/// Bytes of the memory that are reserved for renditions on demand: they don't wait for a ladder, which takes seconds.
const FOR_VISITORS: u64 = 64 << 20;

/// The resources that picture work may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Threads for renditions on demand.
    pub asked: usize,
    /// Threads for the background.
    pub ahead: usize,
    /// Bytes of memory. A picture that takes more is made alone.
    pub memory: u64,
}

/// The threads that decode and encode, and their memory. They are apart from the threads that render pages, and run at
/// a lower priority.
#[derive(Clone)]
pub(crate) struct Encoders {
    asked: Arc<ThreadPool>,
    ahead: Arc<ThreadPool>,
    turns: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// The memory for small work on demand.
    small: MemoryBudget,
    /// The memory for all other work.
    large: MemoryBudget,
    /// Bytes of both budgets together.
    memory: u64,
}

/// A budget of memory that is given out first come, first served.
#[derive(Clone)]
struct MemoryBudget {
    units: Arc<Semaphore>,
    all: u32,
}

/// The right to run one work on demand.
pub(crate) struct Turn {
    pool: Arc<ThreadPool>,
    permit: OwnedSemaphorePermit,
}

/// A share of a memory budget, until it is dropped.
pub(crate) struct Share {
    _permit: Option<OwnedSemaphorePermit>,
}

/// The queue of waiting requests is full, or the wait was too long.
#[derive(Debug)]
pub(crate) struct Busy;

/// The work panicked.
#[derive(Debug)]
pub(crate) struct Panicked;

impl Encoders {
    pub(crate) fn new(limits: Limits) -> Self {
        let small = FOR_VISITORS.min(limits.memory / 2);
        Self {
            asked: Arc::new(threads("asked", limits.asked.max(1), ON_DEMAND_NICENESS)),
            ahead: Arc::new(threads("ahead", limits.ahead.max(1), BACKGROUND_NICENESS)),
            turns: Arc::new(Semaphore::new(limits.asked.max(1))),
            waiting: Arc::default(),
            small: MemoryBudget::of(small),
            large: MemoryBudget::of(limits.memory - small),
            memory: limits.memory,
        }
    }

    /// Waits until a thread is free. Fails if the queue is full or the wait too long. Callers read their input only
    /// after this, so that waiting requests take no memory.
    pub(crate) async fn turn(&self) -> Result<Turn, Busy> {
        let _waiting = Waiting::in_line(&self.waiting)?;
        let permit = timeout(LONGEST_WAIT, self.turns.clone().acquire_owned()).await.map_err(|_| Busy)?;
        let permit = permit.map_err(|_| Busy)?;
        Ok(Turn { pool: self.asked.clone(), permit })
    }

    /// Fails for work that takes more memory than all budgets together.
    pub(crate) const fn ensure_fits(&self, needed: u64) -> Result<(), RenditionError> {
        if needed > self.memory {
            return Err(RenditionError::TooMuchMemory { needed, allowed: self.memory });
        }
        Ok(())
    }

    /// Returns true if work on demand is small enough for the reserved memory.
    pub(crate) fn is_small(&self, bytes: u64) -> bool {
        bytes <= u64::from(self.small.all) * UNIT
    }

    /// Waits for the memory of small work on demand.
    pub(crate) async fn small_share(&self, bytes: u64) -> Share {
        self.small.share(bytes).await
    }

    /// Waits for the memory of large work. Callers hold no turn meanwhile: other requests would wait for it, too.
    pub(crate) async fn large_share(&self, bytes: u64) -> Share {
        self.large.share(bytes).await
    }

    /// Runs `work` once on each thread, when the thread has nothing else to do.
    pub(crate) fn on_each_thread(&self, work: fn()) {
        for pool in [&self.asked, &self.ahead] {
            pool.spawn_broadcast(move |_| work());
        }
    }

    /// Starts background work. Returns at once, with a future of the result.
    pub(crate) fn ahead<T: Send + 'static, W: FnOnce() -> T + Send + 'static>(
        &self,
        share: Share,
        work: W,
    ) -> impl Future<Output = Result<T, Panicked>> + use<T, W> {
        started(&self.ahead, move || {
            let _share = share;
            work()
        })
    }
}

impl Turn {
    /// Runs the work on the free thread. It keeps its turn and its memory until it ends, also when the caller stops
    /// waiting.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        share: Share,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let Self { pool, permit } = self;
        let in_turn = move || {
            let _held = (permit, share);
            work()
        };
        started(&pool, in_turn).await
    }
}

impl MemoryBudget {
    fn of(bytes: u64) -> Self {
        let all = u32::try_from(bytes / UNIT).unwrap_or(u32::MAX).clamp(1, u32::MAX >> 3);
        Self { units: Arc::new(Semaphore::new(all as usize)), all }
    }

    /// Waits for so many bytes, or for the whole budget if that is less.
    async fn share(&self, bytes: u64) -> Share {
        let units = u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX).min(self.all);
        // The semaphore is never closed.
        Share { _permit: self.units.clone().acquire_many_owned(units).await.ok() }
    }
}

fn started<T: Send + 'static, W: FnOnce() -> T + Send + 'static>(
    pool: &ThreadPool,
    work: W,
) -> impl Future<Output = Result<T, Panicked>> + use<T, W> {
    let (done, wait) = oneshot::channel();
    // The receiver is gone if the caller stopped waiting.
    pool.spawn(move || drop(done.send(work())));
    async { wait.await.map_err(|_| Panicked) }
}

fn threads(name: &'static str, count: usize, niceness: i32) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(count)
        .thread_name(move |number| format!("pictures-{name}-{number}"))
        // On Linux a thread has a niceness of its own. Where it can't be had, the work is done all the same.
        .start_handler(move |_| {
            let _denied = rustix::process::setpriority_process(None, niceness);
        })
        // The caller gets `Panicked`; the panic itself is in the log.
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

    /// Half of the memory is for visitors.
    const LIMITS: Limits = Limits { asked: 1, ahead: 1, memory: 128 << 20 };

    const NOTHING: Share = Share { _permit: None };

    #[tokio::test]
    async fn a_panic_is_an_answer_and_the_thread_goes_on() {
        let encoders = Encoders::new(LIMITS);

        let faulty = || -> u8 { panic!("an encoder's fault") };
        let died = encoders.turn().await.unwrap().run(NOTHING, faulty).await;
        let lives = encoders.turn().await.unwrap().run(NOTHING, || 7).await;

        assert!(died.is_err());
        assert_eq!(lives.unwrap(), 7);
    }

    #[tokio::test]
    async fn works_run_below_the_pages() {
        let encoders = Encoders::new(LIMITS);
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let before = niceness();

        assert_eq!(encoders.turn().await.unwrap().run(NOTHING, niceness).await.unwrap(), ON_DEMAND_NICENESS);
        assert_eq!(encoders.ahead(NOTHING, niceness).await.unwrap(), BACKGROUND_NICENESS);
        assert_eq!(niceness(), before);
    }

    #[tokio::test]
    async fn a_turn_lasts_as_long_as_its_work() {
        let encoders = Encoders::new(LIMITS);
        let (finish, finished) = std::sync::mpsc::channel::<()>();

        let mut gone = Box::pin(encoders.turn().await.unwrap().run(NOTHING, move || finished.recv()));
        assert!(futures::poll!(gone.as_mut()).is_pending());
        drop(gone);
        let mut next = Box::pin(encoders.turn());
        assert!(futures::poll!(next.as_mut()).is_pending(), "the thread is still at work");
        finish.send(()).unwrap();

        assert!(next.await.is_ok());
    }

    #[tokio::test]
    async fn the_line_has_an_end() {
        let encoders = Encoders::new(LIMITS);
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

    #[tokio::test]
    async fn works_that_would_take_too_much_memory_wait() {
        let encoders = Encoders::new(LIMITS);
        let megabytes = |megabytes: u64| megabytes << 20;

        let ladder = encoders.large_share(megabytes(60)).await;
        let mut upload = Box::pin(encoders.large_share(megabytes(1000)));
        let first = encoders.small_share(megabytes(40)).await;
        let mut second = Box::pin(encoders.small_share(megabytes(25)));
        let are_waiting = (futures::poll!(upload.as_mut()).is_pending(), futures::poll!(second.as_mut()).is_pending());

        assert_eq!(are_waiting, (true, true));
        drop(first);
        second.await;
        drop(ladder);
        upload.await;
    }
}
