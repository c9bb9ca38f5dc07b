use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};
use types::Timestamp;

use super::{
    BatchCommand, BatchEvent, BatchLimits, BatchReport, BatchStep, Outcome, Queued, Report, SubmitError,
    attempt::{Attempts, Failure, Times, reach},
    step::Failpoint,
};
use crate::{Database, Error, tx::Publication};

/// Carries out the commands of a [`super::Batcher`].
pub struct BatchWriter<C: BatchCommand> {
    database: Database,
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    queue: mpsc::Receiver<Queued<C>>,
    limits: BatchLimits,
    report: Report,
    failpoint: Option<Failpoint>,
}

type Answer<C> = Result<<C as BatchCommand>::Answer, SubmitError<<C as BatchCommand>::Refusal>>;

/// The commands of a batch, and for each the way back to its client.
struct Batch<C: BatchCommand> {
    commands: Vec<C>,
    clients: Vec<oneshot::Sender<Answer<C>>>,
    waits: Vec<Duration>,
}

/// The answers of one transaction, for clients that wait for it.
struct Answers<C: BatchCommand> {
    of_clients: Vec<(oneshot::Sender<Answer<C>>, Answer<C>)>,
    publication: Publication,
}

impl<C: BatchCommand> BatchWriter<C> {
    pub(super) fn new(
        database: Database,
        now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
        queue: mpsc::Receiver<Queued<C>>,
        limits: BatchLimits,
        report: Report,
    ) -> Self {
        Self { database, now, queue, limits, report, failpoint: None }
    }

    /// Lets a test act at each step of a batch; an error that it returns counts as one of the database.
    #[cfg(any(test, feature = "testing"))]
    #[must_use]
    pub fn with_failpoint(
        self,
        failpoint: impl Fn(BatchStep) -> futures::future::BoxFuture<'static, Result<(), Error>> + Send + Sync + 'static,
    ) -> Self {
        Self { failpoint: Some(Box::new(failpoint)), ..self }
    }

    /// Carries commands out, first in, first out, until every [`super::Batcher`] is dropped and all commands are answered.
    pub async fn run(mut self) {
        let mut publishing = JoinSet::new();
        while let Some(first) = self.queue.recv().await {
            for answers in self.write_batch(first).await {
                self.send(answers, &mut publishing).await;
            }
            while publishing.try_join_next().is_some() {}
        }
        while publishing.join_next().await.is_some() {}
    }

    /// Carries out a command and all that wait behind it.
    async fn write_batch(&mut self, first: Queued<C>) -> Vec<Answers<C>> {
        let reached = reach(self.failpoint.as_ref(), BatchStep::Taken).await;
        let begun = match reached {
            Ok(()) => self.database.write_batch((self.now)()).await,
            Err(error) => Err(error),
        };
        let batch = self.claim(first);
        if batch.commands.is_empty() {
            return Vec::new();
        }
        let (commands, mut attempts) = (batch.commands, self.attempts());
        let reached = reach(self.failpoint.as_ref(), BatchStep::Begun).await;
        let outcome = match (begun, reached) {
            (Ok(tx), Ok(())) => attempts.carry_out(&commands, tx).await,
            (Err(error), _) | (_, Err(error)) => Err(Failure::OfAll(error)),
        };
        let mut clients = batch.clients.into_iter();
        let answers = match outcome {
            Ok(written) => vec![answers(&mut clients, written.outcomes, written.publication)],
            Err(Failure::OfStatement(_)) if commands.len() > 1 => {
                each_alone(&mut attempts, &commands, clients, &*self.now).await
            }
            Err(Failure::OfStatement(error) | Failure::OfAll(error)) => vec![failed(clients, error)],
        };
        self.report_batch(&batch.waits, attempts.times, &answers);
        answers
    }

    fn attempts(&self) -> Attempts<'_> {
        Attempts { database: &self.database, failpoint: self.failpoint.as_ref(), times: Times::default() }
    }

    /// Takes the commands that wait, except those whose clients no longer do.
    fn claim(&mut self, first: Queued<C>) -> Batch<C> {
        let mut batch = Batch { commands: Vec::new(), clients: Vec::new(), waits: Vec::new() };
        let mut next = Some(first);
        while let Some(Queued { command, ticket, since, answer }) = next {
            if !answer.is_closed() && ticket.claim() {
                batch.commands.push(command);
                batch.clients.push(answer);
                batch.waits.push(since.elapsed());
            }
            let has_room = batch.commands.len() < self.limits.batch;
            next = if has_room { self.queue.try_recv().ok() } else { None };
        }
        batch
    }

    /// Sends answers once other processes know of the write; the next batch does not wait for that.
    async fn send(&self, answers: Answers<C>, publishing: &mut JoinSet<()>) {
        let Answers { of_clients, publication } = answers;
        let reached = reach(self.failpoint.as_ref(), BatchStep::Published).await;
        debug_assert!(reached.is_ok(), "nothing can fail at this step");
        let answer = move || {
            for (client, answer) in of_clients {
                // A client that has hung up gets no answer.
                let _is_received = client.send(answer).is_ok();
            }
        };
        match publication {
            Publication::Done => answer(),
            publication @ Publication::Followed(..) => {
                publishing.spawn(async move {
                    publication.wait().await;
                    answer();
                });
            }
        }
    }

    fn report_batch(&self, waits: &[Duration], times: Times, answers: &[Answers<C>]) {
        let all = || answers.iter().flat_map(|answers| &answers.of_clients);
        let refusal = |(_, answer): &(_, Answer<C>)| match answer {
            Err(SubmitError::Refused(refusal)) => Some(C::reason(refusal)),
            _ => None,
        };
        let refusals: Vec<_> = all().filter_map(refusal).collect();
        let failed = all().filter(|(_, answer)| matches!(answer, Err(SubmitError::Database(_)))).count();
        let Times { apply, commit, retries } = times;
        let report = BatchReport { waits, apply, commit, refusals: &refusals, failed, retries };
        (self.report)(BatchEvent::Done(report));
    }
}

/// Carries out each command in a transaction of its own, so that an error concerns only the command that causes it.
async fn each_alone<C: BatchCommand>(
    attempts: &mut Attempts<'_>,
    commands: &[C],
    mut clients: impl Iterator<Item = oneshot::Sender<Answer<C>>>,
    now: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Vec<Answers<C>> {
    let mut all = Vec::with_capacity(commands.len());
    for command in commands {
        let written = match attempts.begin(now()).await {
            Ok(tx) => attempts.carry_out(std::slice::from_ref(command), tx).await,
            Err(error) => Err(Failure::OfAll(error)),
        };
        match written {
            Ok(written) => all.push(answers(&mut clients, written.outcomes, written.publication)),
            Err(Failure::OfStatement(error)) => all.push(failed(clients.by_ref().take(1), error)),
            Err(Failure::OfAll(error)) => {
                all.push(failed(clients, error));
                break;
            }
        }
    }
    all
}

fn answers<C: BatchCommand>(
    clients: &mut impl Iterator<Item = oneshot::Sender<Answer<C>>>,
    outcomes: Vec<Outcome<C>>,
    publication: Publication,
) -> Answers<C> {
    let answers = outcomes.into_iter().map(|outcome| outcome.map_err(SubmitError::Refused));
    let of_clients = answers.zip(clients).map(|(answer, client)| (client, answer)).collect();
    Answers { of_clients, publication }
}

fn failed<C: BatchCommand>(clients: impl Iterator<Item = oneshot::Sender<Answer<C>>>, error: Error) -> Answers<C> {
    let error = Arc::new(error);
    let answer = |client| (client, Err(SubmitError::Database(error.clone())));
    Answers { of_clients: clients.map(answer).collect(), publication: Publication::Done }
}
