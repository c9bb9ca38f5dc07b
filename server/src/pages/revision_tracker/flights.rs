use std::{sync::Arc, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

use crate::http::problem::Problem;

/// Pause before the next attempt after a failure: a PostgreSQL that is starting logs a line for each.
const PAUSE: Duration = Duration::from_millis(25);

/// Queries of the shop's state, one at a time, each shared by all callers that wait for it (single-flight). A query
/// counts only for callers that came before it began: one that began earlier may have missed a write since.
pub(crate) struct Flights(watch::Sender<Progress>);

#[derive(Clone, Default)]
struct Progress {
    begun: u64,
    ended: u64,
    /// The number of the last query that a caller waits for.
    wanted: u64,
    /// The failure of the last query, if it failed, and its moment.
    failure: Option<(Arc<Problem>, Instant)>,
}

/// A caller's place in a query.
#[derive(Clone, Copy)]
pub(crate) struct Ticket {
    number: u64,
    /// True if the caller has to start the query.
    pub(crate) is_first: bool,
}

impl Flights {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(Progress::default()))
    }

    /// Returns true if a query is in flight.
    pub(crate) fn is_busy(&self) -> bool {
        let progress = self.0.borrow();
        progress.begun > progress.ended
    }

    /// Returns a place in the next query.
    pub(crate) fn board(&self) -> Ticket {
        let mut ticket = Ticket { number: 0, is_first: false };
        self.0.send_modify(|progress| {
            ticket = Ticket { number: progress.begun + 1, is_first: progress.begun == progress.ended };
            progress.wanted = ticket.number;
            progress.begun += u64::from(ticket.is_first);
        });
        ticket
    }

    /// Records the result of a query. Returns true if a caller waits for another one, which counts as begun then.
    pub(crate) fn land(&self, failure: Option<Arc<Problem>>) -> bool {
        let mut goes_on = false;
        self.0.send_modify(|progress| {
            progress.failure = failure.map(|problem| (problem, Instant::now()));
            progress.ended = progress.begun;
            goes_on = progress.wanted > progress.begun;
            progress.begun += u64::from(goes_on);
        });
        goes_on
    }

    /// Returns when the pause after the last failure is over.
    pub(crate) async fn pause(&self) {
        let failed_at = self.0.borrow().failure.as_ref().map(|(_, at)| *at);
        if let Some(failed_at) = failed_at {
            sleep_until(failed_at + PAUSE).await;
        }
    }

    /// Returns when the ticket's query has ended, or when `is_settled` says that an earlier one was as good.
    pub(crate) async fn arrival(&self, ticket: Ticket, is_settled: impl Fn() -> bool) -> Result<(), Arc<Problem>> {
        let mut progress = self.0.subscribe();
        let arrived = progress.wait_for(|progress| progress.ended >= ticket.number || is_settled()).await;
        match arrived.ok().and_then(|progress| progress.failure.clone()) {
            Some((problem, _)) if !is_settled() => Err(problem),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::future::join_all;

    use super::*;

    #[tokio::test]
    async fn all_who_come_during_a_reading_share_the_next() {
        let flights = Flights::new();
        let first = flights.board();
        let crowd: Vec<Ticket> = (0..200).map(|_| flights.board()).collect();
        assert!(first.is_first && crowd.iter().all(|ticket| !ticket.is_first));

        let waiting = join_all(crowd.iter().map(|ticket| flights.arrival(*ticket, || false)));
        let readings = async {
            assert!(flights.land(None), "somebody came after the first had begun");
            assert!(!flights.land(None), "the second was for all of them");
        };
        let (outcomes, ()) = tokio::join!(waiting, readings);

        assert!(outcomes.iter().all(Result::is_ok));
        assert!(!flights.is_busy());
    }

    #[tokio::test]
    async fn whoever_knows_that_nothing_was_written_does_not_wait_for_another() {
        let flights = Flights::new();
        flights.board();
        let late = flights.board();
        flights.land(None);

        assert!(flights.arrival(late, || true).await.is_ok());
        assert!(flights.is_busy(), "the reading it did not wait for");
    }

    #[tokio::test]
    async fn a_reading_that_fails_has_failed_for_all() {
        let flights = Flights::new();
        let ticket = flights.board();
        flights.land(Some(Arc::new(Problem::TimedOut)));

        assert!(flights.arrival(ticket, || false).await.is_err());
    }
}
