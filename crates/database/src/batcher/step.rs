use futures::future::BoxFuture;

use crate::Error;

/// The steps of a batch, in their order. A test may act at each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchStep {
    /// 1: commands wait, and the writer begins a transaction.
    Taken,
    /// 2: the transaction has begun, and the commands can no longer be withdrawn.
    Begun,
    /// 3: the statements have run.
    Applied,
    /// 4: the commit is durable, and nobody knows it yet. An error here stands for a connection that is lost in the commit.
    Committed,
    /// 5: other processes know it too, and the answers go out.
    Published,
}

/// An action of a test at a step. An error counts as one of the database at that step.
pub(crate) type Failpoint = Box<dyn Fn(BatchStep) -> BoxFuture<'static, Result<(), Error>> + Send + Sync>;
