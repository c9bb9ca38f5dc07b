//! Carries out commands about orders, many of them in one transaction.

mod money_back;
mod pass;
mod placing;
mod stepping;

use std::collections::HashSet;

use database::{BatchCommand, Batcher, Error, Outcome, SubmitError, Tx};
use types::{CheckoutId, OrderId};

use crate::{OrderAnswer, OrderCommand, OrderRefusal};
use pass::Decision;

/// Takes commands about orders for the process's one writer of orders.
pub type OrderBatcher = Batcher<OrderCommand>;

/// The reason why a command about orders has no answer.
pub type OrderError = SubmitError<OrderRefusal>;

impl BatchCommand for OrderCommand {
    type Answer = OrderAnswer;
    type Refusal = OrderRefusal;

    fn reason(refusal: &OrderRefusal) -> &'static str {
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

/// The order or checkout that a command is about. Two commands about one are carried out one after the other.
#[derive(PartialEq, Eq, Hash)]
enum Subject {
    Checkout(CheckoutId),
    Order(OrderId),
}

/// Carries commands out, each one or none of it. Returns the outcome of each.
///
/// Commands of one transaction were all waiting at the same time, so any order among them is right; steps go before new
/// orders, because they may give units and uses of promotions back.
///
/// # Errors
///
/// If the database fails. [`Error::Overtaken`]: another writer was faster; the transaction can be tried again.
pub async fn carry_out(tx: &mut Tx, commands: &[OrderCommand]) -> Result<Vec<Outcome<OrderCommand>>, Error> {
    let mut outcomes: Vec<Option<Outcome<OrderCommand>>> = commands.iter().map(|_| None).collect();
    let mut open: Vec<usize> = (0..commands.len()).collect();
    while !open.is_empty() {
        let (now, mut later) = first_of_each(commands, open);
        let decisions = pass::carry_out(tx, now.iter().map(|place| &commands[*place])).await?;
        for (place, decision) in now.into_iter().zip(decisions) {
            match decision {
                Decision::Done(outcome) => outcomes[place] = Some(outcome),
                Decision::Again => later.push(place),
            }
        }
        later.sort_unstable();
        open = later;
    }
    outcomes.into_iter().map(|outcome| outcome.ok_or_else(Error::missing_row)).collect()
}

/// Separates the first command about each subject from the others.
fn first_of_each(commands: &[OrderCommand], open: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let mut subjects = HashSet::new();
    open.into_iter().partition(|place| subjects.insert(subject(&commands[*place])))
}

fn subject(command: &OrderCommand) -> Subject {
    match command {
        OrderCommand::Place(command) => Subject::Checkout(command.order.checkout),
        OrderCommand::Step(step) => Subject::Order(step.order),
    }
}
