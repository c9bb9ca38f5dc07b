use crate::{Error, Tx};

/// The outcome of a command: its answer, or the reason why it was refused and has changed nothing.
pub type Outcome<C> = Result<<C as BatchCommand>::Answer, <C as BatchCommand>::Refusal>;

/// A write as plain data, which a [`crate::Batcher`] carries out together with others.
pub trait BatchCommand: Sized + Send + Sync + 'static {
    /// The answer to whoever has submitted it.
    type Answer: Send + 'static;
    /// The reason why its own rules refuse it.
    type Refusal: std::error::Error + Send + 'static;

    /// Returns the reason of a refusal as metrics name it.
    fn reason(refusal: &Self::Refusal) -> &'static str;

    /// Carries the command out, with statements only: nothing else may be awaited in the transaction. What a refused command
    /// has written is undone.
    fn apply(&self, tx: &mut Tx) -> impl Future<Output = Result<Outcome<Self>, Error>> + Send;

    /// Carries commands out in their order, as if one by one. A command type with a faster way, such as one statement for all,
    /// has its own.
    fn apply_all(commands: &[Self], tx: &mut Tx) -> impl Future<Output = Result<Vec<Outcome<Self>>, Error>> + Send {
        apply_each(commands, tx)
    }
}

/// Carries out each of the commands in a savepoint, which a refusal rolls back.
pub async fn apply_each<C: BatchCommand>(commands: &[C], tx: &mut Tx) -> Result<Vec<Outcome<C>>, Error> {
    let mut outcomes = Vec::with_capacity(commands.len());
    for command in commands {
        let before = tx.begin_savepoint().await?;
        let outcome = command.apply(tx).await?;
        match &outcome {
            Ok(_) => tx.release_savepoint(before).await?,
            Err(_) => tx.roll_back_to(before).await?,
        }
        outcomes.push(outcome);
    }
    Ok(outcomes)
}
