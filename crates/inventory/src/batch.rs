use database::{BatchCommand, Batcher, Error, Outcome, SubmitError, Tx};

use crate::{StockCommand, StockRefusal, carry_out};

/// Takes commands about stock for the process's one writer of stock.
pub type StockBatcher = Batcher<StockCommand>;

/// The reason why a command about stock has no answer.
pub type HoldError = SubmitError<StockRefusal>;

impl BatchCommand for StockCommand {
    /// The number of holds that the command concerns.
    type Answer = u32;
    type Refusal = StockRefusal;

    fn reason(refusal: &StockRefusal) -> &'static str {
        refusal.reason()
    }

    async fn apply(&self, tx: &mut Tx) -> Result<Outcome<Self>, Error> {
        let outcome = carry_out(tx, std::slice::from_ref(self)).await?.pop();
        outcome.ok_or_else(Error::missing_row)
    }

    /// Loads all that the commands concern, decides in memory, and writes once: a refused command has written nothing that a
    /// savepoint would have to undo.
    async fn apply_all(commands: &[Self], tx: &mut Tx) -> Result<Vec<Outcome<Self>>, Error> {
        carry_out(tx, commands).await
    }
}
