//! One transaction for commands, and the rules for repeating it.

use std::time::{Duration, Instant};

use types::Timestamp;

use super::{BatchCommand, BatchStep, Outcome, step::Failpoint};
use crate::{Database, Error, Tx, tx::Publication};

/// The number of times that a batch is tried again, when it has lost to another writer.
const RETRIES: u32 = 3;

/// The commands' outcomes, and the wait until other processes know of them.
pub(super) struct Written<C: BatchCommand> {
    pub(super) outcomes: Vec<Outcome<C>>,
    pub(super) publication: Publication,
}

/// A batch that is not carried out.
pub(super) enum Failure {
    /// One of its statements has failed; without the guilty command the others may succeed.
    OfStatement(Error),
    /// It failed for a reason that concerns all commands.
    OfAll(Error),
}

/// The times that attempts took.
#[derive(Clone, Copy, Default)]
pub(super) struct Times {
    pub(super) apply: Duration,
    pub(super) commit: Duration,
    pub(super) retries: u32,
}

/// The means of an attempt.
pub(super) struct Attempts<'a> {
    pub(super) database: &'a Database,
    pub(super) failpoint: Option<&'a Failpoint>,
    pub(super) times: Times,
}

/// A failure of one attempt, by the step.
enum Failed {
    Begin(Error),
    Apply(Error),
    Commit(Error),
}

impl Attempts<'_> {
    /// Carries commands out in a transaction that has begun; again in another one if this one lost to a rival, and once again
    /// if its commit has failed.
    pub(super) async fn carry_out<C: BatchCommand>(&mut self, commands: &[C], tx: Tx) -> Result<Written<C>, Failure> {
        let now = tx.now();
        let mut tx = Ok(tx);
        let (mut commits, mut losses) = (0, 0);
        loop {
            let failed = match tx {
                Ok(tx) => match self.attempt(commands, tx).await {
                    Ok(written) => return Ok(written),
                    Err(failed) => failed,
                },
                Err(error) => Failed::Begin(error),
            };
            match failed {
                Failed::Commit(_) if commits == 0 => commits += 1,
                Failed::Apply(error) if error.is_lost_to_rival() && losses < RETRIES => losses += 1,
                Failed::Begin(error) | Failed::Commit(error) => return Err(Failure::OfAll(error)),
                Failed::Apply(error) if error.is_outage() => return Err(Failure::OfAll(error)),
                Failed::Apply(error) => return Err(Failure::OfStatement(error)),
            }
            self.times.retries += 1;
            tx = self.begin(now).await;
        }
    }

    async fn attempt<C: BatchCommand>(&mut self, commands: &[C], mut tx: Tx) -> Result<Written<C>, Failed> {
        let began = Instant::now();
        let outcomes = C::apply_all(commands, &mut tx).await;
        let reached = reach(self.failpoint, BatchStep::Applied).await;
        self.times.apply += began.elapsed();
        let outcomes = outcomes.map_err(Failed::Apply)?;
        reached.map_err(Failed::Apply)?;
        if outcomes.iter().all(Result::is_err) {
            // Nothing to write: the transaction is rolled back.
            return Ok(Written { outcomes, publication: Publication::Done });
        }
        let began = Instant::now();
        let committed = tx.commit_durably().await;
        let reached = reach(self.failpoint, BatchStep::Committed).await;
        self.times.commit += began.elapsed();
        let publication = committed.map_err(Failed::Commit)?;
        reached.map_err(Failed::Commit)?;
        Ok(Written { outcomes, publication })
    }

    /// Begins a transaction for commands.
    pub(super) async fn begin(&self, now: Timestamp) -> Result<Tx, Error> {
        self.database.write_batch(now).await
    }
}

/// Lets a test act at a step.
pub(super) async fn reach(failpoint: Option<&Failpoint>, step: BatchStep) -> Result<(), Error> {
    match failpoint {
        Some(failpoint) => failpoint(step).await,
        None => Ok(()),
    }
}
