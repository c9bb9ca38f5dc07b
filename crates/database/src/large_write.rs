//! Large writes, such as imports: one at a time, and without holding SQLite's one writer for long.
//!
//! On PostgreSQL it is one ordinary transaction. On SQLite it is staged first: cut into steps, which are written to a table
//! of their own. Then it is applied in slices, short transactions of some steps each, between which other writers go
//! first. The last transaction raises the revision once, for all keys that any slice has touched, so that caches
//! change when everything is in place. A staged write is rolled forward: after a crash or a failure the next process that
//! takes the right to make large writes goes on from the first step that is not applied.

mod lock;
mod pace;
mod staging;
#[cfg(test)]
mod tests;

use std::time::Duration;

use coherence::Revision;
use tokio::time::{Instant, sleep};
use types::Timestamp;

use crate::{Database, Error, Executor, Tx, pools::Pools, sql, tx::KEYS};
use lock::LargeWriteLock;
use pace::Pace;
pub use staging::StagedWrite;

/// The work after which a slice ends.
const SLICE: Duration = Duration::from_millis(30);
/// The pause between two slices, for writers that are other programs.
const GAP: Duration = Duration::from_millis(2);
/// The longest time that the next slice waits for the writers that wait. Then it is one of them.
const TURN: Duration = Duration::from_secs(1);
/// The number of steps that are read at once, before the writer is taken.
const STEPS: i64 = 500;

/// The right to make a large write. One process has it at a time; it is free again when this is dropped.
pub struct LargeWrite {
    database: Database,
    lock: LargeWriteLock,
    slice: Duration,
    slices: Slices,
    pace: Pace,
    /// The number of cache keys that this process has recorded.
    keys: u64,
}

/// The transactions of a large write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slices {
    /// Their number.
    pub count: u32,
    /// The longest time that one of them held the writer.
    pub longest: Duration,
}

/// A transaction of a large write.
struct Slice {
    tx: Tx,
    began: Instant,
}

impl Database {
    /// Takes the right to make a large write, and waits up to half a minute for a process that has it.
    pub async fn large_write(&self) -> Result<LargeWrite, Error> {
        let lock = LargeWriteLock::take(self.pools()).await?;
        Ok(LargeWrite::new(self, lock))
    }

    /// Returns `true` if a large write is staged: it is under way, or was interrupted.
    pub async fn has_staged_write(&self) -> Result<bool, Error> {
        Ok(StagedWrite::read(self).await?.is_some())
    }

    /// Takes the right like [`Self::large_write`], without waiting; `None` where another process has it.
    pub async fn try_large_write(&self) -> Result<Option<LargeWrite>, Error> {
        let lock = LargeWriteLock::try_take(self.pools()).await?;
        Ok(lock.map(|lock| LargeWrite::new(self, lock)))
    }
}

/// Returns `true` if the shop that `on` sees has a part of a large write, and lacks the rest.
pub async fn has_half_a_write(on: &mut impl Executor) -> Result<bool, Error> {
    let statement = "SELECT EXISTS (SELECT 1 FROM staged_write WHERE done > 0)";
    sql(statement).scalar(on).await
}

impl LargeWrite {
    fn new(database: &Database, lock: LargeWriteLock) -> Self {
        Self {
            database: database.clone(),
            lock,
            slice: SLICE,
            slices: Slices::default(),
            pace: Pace::default(),
            keys: 0,
        }
    }

    /// Returns the database that is written to.
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// Returns `true` if the write has to be staged and applied in slices: on SQLite.
    pub const fn is_sliced(&self) -> bool {
        matches!(self.database.pools(), Pools::Sqlite { .. })
    }

    /// Returns the slices that this process has written.
    pub const fn slices(&self) -> Slices {
        self.slices
    }

    /// Returns `true` if a transaction that began at this moment has to end, because other writers wait for it. On PostgreSQL
    /// none do.
    pub fn is_due(&self, began: Instant) -> bool {
        self.is_sliced() && began.elapsed() >= self.slice
    }

    /// Returns the number of the next steps that are to be applied together in a transaction that began at this moment, at least
    /// one. `sizes` are their sizes, in the unit that [`Self::record_pace`] is given.
    pub fn steps_that_fit(&self, began: Instant, sizes: impl Iterator<Item = usize>) -> usize {
        let time = if self.is_sliced() { self.slice.saturating_sub(began.elapsed()) } else { Duration::MAX };
        self.pace.steps_within(time, sizes)
    }

    /// Records the time that steps of this size in all have taken.
    pub fn record_pace(&mut self, size: usize, took: Duration) {
        self.pace.record(size, took);
    }

    /// Makes each slice end after this much work, and at least one step.
    #[cfg(any(test, feature = "testing"))]
    pub const fn in_slices_of(&mut self, work: Duration) {
        self.slice = work;
    }

    /// Returns the staged write that was not finished, if there is one. A write that was not staged whole has changed nothing,
    /// and is removed.
    pub async fn unfinished(&mut self) -> Result<Option<StagedWrite>, Error> {
        match StagedWrite::read(&self.database).await? {
            Some(staged) if !staged.is_whole => self.withdraw().await.map(|()| None),
            staged => Ok(staged),
        }
    }

    /// Stages the steps of a write with this name. The shop does not change before they are applied.
    pub async fn stage(
        &mut self,
        name: &str,
        now: Timestamp,
        steps: impl IntoIterator<Item = String>,
    ) -> Result<(), Error> {
        let mut slice = self.begin(now).await?;
        staging::insert_write(&mut slice.tx, name).await?;
        self.commit(slice).await?;
        let (mut steps, mut staged) = (steps.into_iter(), 0);
        loop {
            let bodies = staging::batch(&mut steps);
            if bodies.is_empty() {
                break;
            }
            let count = bodies.len() as i64;
            let mut slice = self.begin(now).await?;
            staging::insert_steps(&mut slice.tx, staged, bodies).await?;
            self.commit(slice).await?;
            staged += count;
        }
        let mut slice = self.begin(now).await?;
        staging::set_whole(&mut slice.tx, staged).await?;
        self.commit(slice).await
    }

    /// Applies the steps of the staged write that are left, in order, and makes it public. `apply` is given some steps at a time.
    /// When it fails, the steps of its slice are undone, and those before stay.
    pub async fn apply<E: From<Error>>(
        &mut self,
        now: Timestamp,
        mut apply: impl AsyncFnMut(&mut Tx, &[String]) -> Result<(), E>,
    ) -> Result<Revision, E> {
        let mut staged = StagedWrite::read(&self.database).await?.ok_or(Error::missing_row())?;
        while staged.done < staged.steps {
            let bodies = staging::steps(&self.database, staged.done, STEPS).await?;
            staged.done += self.apply_slice(&staged, &bodies, &mut apply).await?;
        }
        Ok(self.make_public(now).await?)
    }

    /// Applies as many of these steps as a slice holds. Returns their number.
    async fn apply_slice<E: From<Error>>(
        &mut self,
        staged: &StagedWrite,
        bodies: &[String],
        apply: &mut impl AsyncFnMut(&mut Tx, &[String]) -> Result<(), E>,
    ) -> Result<i64, E> {
        let mut slice = self.begin(staged.staged_at).await?;
        let mut applied = 0;
        while applied < bodies.len() && !(applied > 0 && self.is_due(slice.began)) {
            let left = &bodies[applied..];
            let began = Instant::now();
            let group = &left[..self.steps_that_fit(slice.began, left.iter().map(String::len))];
            apply(&mut slice.tx, group).await?;
            self.record_pace(group.iter().map(String::len).sum(), began.elapsed());
            applied += group.len();
        }
        if applied == 0 {
            return Err(Error::missing_row().into());
        }
        let applied = i64::try_from(applied).map_err(|_| Error::missing_row())?;
        staging::record_applied(&mut slice.tx, staged.done + applied).await?;
        self.commit(slice).await?;
        Ok(applied)
    }

    /// Drops the remaining steps of the staged write, if there is one. The applied steps stay, and are made public.
    pub async fn give_up(&mut self, now: Timestamp) -> Result<Option<StagedWrite>, Error> {
        let Some(staged) = self.unfinished().await? else { return Ok(None) };
        self.make_public(now).await?;
        self.withdraw().await?;
        Ok(Some(staged))
    }

    /// Raises the revision for every key that a slice has touched, and ends the staged write; steps that were not applied
    /// are left to [`Self::withdraw`].
    async fn make_public(&mut self, now: Timestamp) -> Result<Revision, Error> {
        self.let_others_write().await;
        let mut tx = self.database.write_slice(now).await?;
        let began = Instant::now();
        staging::end_write(&mut tx).await?;
        let revision = tx.commit_staged().await?;
        self.keys = 0;
        self.count(began);
        Ok(revision)
    }

    /// Returns an error if the right was lost meanwhile: on PostgreSQL it ends with its connection.
    pub async fn ensure_held(&mut self) -> Result<(), Error> {
        self.lock.ensure_held().await
    }

    /// Removes the steps of the staged write that are left, and the write if none of them was applied.
    pub async fn withdraw(&mut self) -> Result<(), Error> {
        loop {
            let mut slice = self.begin(Timestamp(0)).await?;
            let removed = staging::remove_some(&mut slice.tx).await?;
            self.commit(slice).await?;
            if removed == 0 {
                return Ok(());
            }
        }
    }

    async fn begin(&self, now: Timestamp) -> Result<Slice, Error> {
        self.let_others_write().await;
        let tx = self.database.write_slice(now).await?;
        Ok(Slice { tx, began: Instant::now() })
    }

    async fn commit(&mut self, Slice { mut tx, began }: Slice) -> Result<(), Error> {
        // Beyond this number the keys count as everything, and no more are needed.
        if self.keys <= KEYS as u64 {
            self.keys += staging::insert_keys(&mut tx).await?;
        }
        tx.commit_bookkeeping().await?;
        self.count(began);
        Ok(())
    }

    fn count(&mut self, began: Instant) {
        let Slices { count, longest } = self.slices;
        self.slices = Slices { count: count + 1, longest: longest.max(began.elapsed()) };
    }

    /// Returns when every writer that waited has written, or has waited long enough.
    pub async fn let_others_write(&self) {
        let Some(queues) = self.lock.queues() else { return };
        let began = Instant::now();
        sleep(GAP).await;
        while !queues.are_empty() && began.elapsed() < TURN {
            sleep(Duration::from_millis(1)).await;
        }
    }
}
