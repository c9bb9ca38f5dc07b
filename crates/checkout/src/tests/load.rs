//! A process under load that a test kills: this test's own program, started once more.

use std::{
    collections::HashSet,
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use database::{BatchLimits, BatchStep, Batcher, Database};
use futures::{FutureExt as _, future::join_all};
use types::{Timestamp, VariantId};

use super::given::{CANCEL, order, place, step, with_promotion};
use crate::{OrderBatcher, OrderCommand, OrderStepKind};

/// Names the database for the process; without it, the test that is the process does nothing.
const ADDRESS: &str = "VITRINE_TEST_LOAD";
/// Names the step at which the process ends itself.
const STEP: &str = "VITRINE_TEST_LOAD_STEP";
/// The number of its first order.
const FIRST: &str = "VITRINE_TEST_LOAD_FIRST";

const CLIENTS: u64 = 16;
/// Variants with much stock; the next one has little.
pub(crate) const VARIANTS: i64 = 4;
/// The reaches of a step after which the process ends itself.
const REACHES: u64 = 7;

/// The commands of killed processes: those that were begun, and those that were answered.
#[derive(Default)]
pub(crate) struct Protocol {
    pub(crate) tried: HashSet<(String, u128)>,
    pub(crate) answered: HashSet<(String, u128)>,
    pub(crate) refused: HashSet<u128>,
}

impl Protocol {
    pub(crate) fn has_answered(&self, verb: &str, number: u128) -> bool {
        self.answered.contains(&(verb.to_owned(), number))
    }

    pub(crate) fn has_tried(&self, verb: &str, number: u128) -> bool {
        self.tried.contains(&(verb.to_owned(), number))
    }

    /// Reads what the process says until it ends. A line that is cut off was not said.
    fn read(&mut self, said: BufReader<ChildStdout>) {
        for line in said.lines() {
            let line = line.unwrap();
            let words: Vec<&str> = line.split(' ').collect();
            let [kind, verb, number, "."] = words[..] else { continue };
            let (verb, number) = (verb.to_owned(), number.parse().unwrap());
            match kind {
                "try" => _ = self.tried.insert((verb, number)),
                "ok" => _ = self.answered.insert((verb, number)),
                "no" => _ = self.refused.insert(number),
                _ => {}
            }
        }
    }
}

/// The end of a process.
#[derive(Clone, Copy)]
pub(crate) enum End {
    /// `kill -9` after this time under load.
    Killed(Duration),
    /// By itself, when it has reached a step some times.
    At(BatchStep),
}

/// Starts the process, and adds to the protocol what it said until its end.
pub(crate) fn run_until_killed(address: &str, first: u128, end: End, protocol: &mut Protocol) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tests::load::process_under_load", "--nocapture"]);
    command.env(ADDRESS, address).env(FIRST, first.to_string()).stdout(Stdio::piped()).stderr(Stdio::null());
    if let End::At(step) = end {
        command.env(STEP, format!("{step:?}"));
    }
    let mut process: Child = command.spawn().unwrap();
    let mut said = BufReader::new(process.stdout.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("under load") {
        line.clear();
        assert!(said.read_line(&mut line).unwrap() > 0, "the process ended before it began");
    }
    let killer = std::thread::spawn(move || {
        if let End::Killed(after) = end {
            std::thread::sleep(after);
            process.kill().unwrap();
        }
        process.wait().unwrap();
    });
    protocol.read(said);
    killer.join().unwrap();
}

#[expect(clippy::disallowed_methods, reason = "the parent's variables, not settings of the shop")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Is the process, if the environment says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn process_under_load() {
    let Some(address) = variable(ADDRESS) else { return };
    let first: u64 = variable(FIRST).unwrap().parse().unwrap();
    let last_step = variable(STEP);
    let database = Database::open(&address).await.unwrap();
    let (batcher, writer) = Batcher::new(database, || Timestamp(4), BatchLimits::default(), |_| {});
    let reached = AtomicU64::new(0);
    let writer = writer.with_failpoint(move |step| {
        if last_step.as_ref().is_some_and(|last| *last == format!("{step:?}"))
            && reached.fetch_add(1, Ordering::SeqCst) == REACHES
        {
            std::process::abort();
        }
        async { Ok(()) }.boxed()
    });
    println!("\nunder load");
    let clients = join_all((0..CLIENTS).map(|client| buy_for_ever(&batcher, first, client)));
    tokio::join!(writer.run(), clients);
}

/// Returns the order with this number: of two units, with a promotion of which there is always enough.
pub(crate) fn order_under_load(number: u128) -> OrderCommand {
    let variant = VariantId(7 + (number % (VARIANTS as u128 + 1)) as i64);
    place(with_promotion(order(number, &[(variant, 2)]), Some(1_000_000), Some(1_000_000)))
}

/// Places one order after the other; dispatches some, cancels some, and leaves the rest.
async fn buy_for_ever(batcher: &OrderBatcher, first: u64, client: u64) {
    for round in 0.. {
        let number = u128::from(1 + first + client + round * CLIENTS);
        let is_placed = said(batcher, "place", number, order_under_load(number)).await;
        match round % 3 {
            0 if is_placed => _ = said(batcher, "cancel", number, step(number, CANCEL)).await,
            1 if is_placed => _ = said(batcher, "dispatch", number, step(number, OrderStepKind::Dispatch)).await,
            _ => {}
        }
    }
}

/// Submits a command, and says so before and after it.
async fn said(batcher: &OrderBatcher, verb: &str, number: u128, command: OrderCommand) -> bool {
    println!("try {verb} {number} .");
    let answer = batcher.submit(command).await;
    println!("{} {verb} {number} .", if answer.is_ok() { "ok" } else { "no" });
    answer.is_ok()
}
