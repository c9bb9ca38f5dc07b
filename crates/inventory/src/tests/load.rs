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

use super::given::hold;
use crate::{HoldToken, StockBatcher, StockCommand};

/// Names the database for the process; without it, the test that is the process does nothing.
const ADDRESS: &str = "VITRINE_TEST_LOAD";
/// Names the step at which the process ends itself.
const STEP: &str = "VITRINE_TEST_LOAD_STEP";
/// The number of its first token.
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
    pub(crate) fn has_answered(&self, verb: &str, token: u128) -> bool {
        self.answered.contains(&(verb.to_owned(), token))
    }

    pub(crate) fn has_tried(&self, verb: &str, token: u128) -> bool {
        self.tried.contains(&(verb.to_owned(), token))
    }

    /// Reads what the process says until it ends. A line that is cut off was not said.
    fn read(&mut self, said: BufReader<ChildStdout>) {
        for line in said.lines() {
            let line = line.unwrap();
            let words: Vec<&str> = line.split(' ').collect();
            let [kind, verb, token, "."] = words[..] else { continue };
            let (verb, token) = (verb.to_owned(), token.parse().unwrap());
            match kind {
                "try" => _ = self.tried.insert((verb, token)),
                "ok" => _ = self.answered.insert((verb, token)),
                "no" => _ = self.refused.insert(token),
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

/// Holds units, one hold after the other; sells some, releases some, and leaves the rest.
async fn buy_for_ever(batcher: &StockBatcher, first: u64, client: u64) {
    for number in 0.. {
        let token = first + client + number * CLIENTS;
        let variant = VariantId(7 + (token % (VARIANTS as u64 + 1)) as i64);
        let is_held = said(batcher, "hold", token, StockCommand::Hold(hold(token.into(), &[(variant, 2)]))).await;
        let (token_of_hold, now) = (HoldToken(token.into()), Timestamp(5));
        match token / CLIENTS % 3 {
            0 if is_held => {
                _ = said(batcher, "release", token, StockCommand::Release { token: token_of_hold, now }).await
            }
            1 if is_held => _ = said(batcher, "sell", token, StockCommand::Sell { token: token_of_hold, now }).await,
            _ => {}
        }
    }
}

/// Submits a command, and says so before and after it.
async fn said(batcher: &StockBatcher, verb: &str, token: u64, command: StockCommand) -> bool {
    println!("try {verb} {token} .");
    let answer = batcher.submit(command).await;
    println!("{} {verb} {token} .", if answer.is_ok() { "ok" } else { "no" });
    answer.is_ok()
}
