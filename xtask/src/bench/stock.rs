//! Durable holds of stock through the batcher, beside pgbench and beside a transaction for each.

use crate::{
    apt::{self, Need, Present},
    postgres::{self, Cluster},
    process, setup,
    step::step,
    workspace::Workspace,
};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

const NEEDS: &[Need] = &[
    Need { package: "postgresql", why: "the database", present: Present::Postgres("postgres") },
    Need { package: "postgresql-contrib", why: "pgbench is the peer", present: Present::Postgres("pgbench") },
];
/// The most commands of a batch.
const BATCH: &str = "256";
/// Sessions of pgbench.
const SESSIONS: [&str; 2] = ["16", "64"];
const SECONDS: &str = "8";

/// The statements of one hold: those of the batcher.
const SAME: &str = "BEGIN;
SELECT state FROM hold WHERE token = md5(:token::text);
SELECT on_hand, held FROM stock WHERE variant_id = :variant FOR UPDATE;
UPDATE stock SET held = held + 1 WHERE variant_id = :variant AND location_id = 1 AND on_hand - held >= 1;
INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, state, taken_at, held_until)
VALUES (md5(:token::text), :variant, 1, 1, TRUE, 'checkout', 'checkout', 'held', 1, 900000);
COMMIT;
";
/// As few statements as a hold can have.
const FEWEST: &str = "BEGIN;
UPDATE stock SET held = held + 1 WHERE variant_id = :variant AND location_id = 1 AND on_hand - held >= 1;
INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, state, taken_at, held_until)
VALUES (md5(:token::text), :variant, 1, 1, TRUE, 'checkout', 'checkout', 'held', 1, 900000);
COMMIT;
";

/// The figures of a run, as the program prints them.
struct Figures {
    rate: f64,
    p50: f64,
    p99: f64,
    errors: u64,
    sizes: String,
}

/// Prints a table for each engine.
pub(super) fn bench(workspace: &Workspace) -> Result<()> {
    apt::provide(NEEDS)?;
    setup::for_compiling()?;
    step("The writer of stock in release", || {
        let example = ["build", "--package", "inventory", "--release", "--example", "measure_holds"];
        process::run(workspace.cargo().args(example))
    })?;
    let program = workspace.target.join("release/examples/measure_holds");
    let folder = tempfile::Builder::new().prefix("vitrine-bench-stock-").tempdir()?;
    process::run(Command::new(&program).arg("fsync").arg(folder.path()))?;
    for spread in ["hot", "spread"] {
        println!("\nHolds of {}", if spread == "hot" { "one SKU" } else { "10,000 SKUs" });
        println!("{:<44} {:>9} {:>9} {:>9} {:>7}  batches of 1/2/4/…/256", "", "holds/s", "p50 ms", "p99 ms", "errors");
        let sqlite = format!("sqlite:{}", folder.path().join(format!("{spread}.db")).display());
        of_engine(&program, "SQLite", &sqlite, spread)?;
        let cluster = Cluster::durable()?;
        of_engine(&program, "PostgreSQL", &cluster.url(), spread)?;
        two_processes(&program, &cluster.url(), spread)?;
        pgbench(&cluster, &folder, spread)?;
    }
    Ok(())
}

/// Measures the batcher at its maximum and at 80 % of it, and beside it a transaction for each command.
fn of_engine(program: &Path, engine: &str, address: &str, spread: &str) -> Result<()> {
    process::run(Command::new(program).args(["fill", address]))?;
    let alone = hold(program, address, [spread, "1", "0", "1"])?;
    print(&format!("{engine}, a transaction each"), &alone);
    let most = hold(program, address, [spread, BATCH, "0", "2"])?;
    print(&format!("{engine}, in batches"), &most);
    let rate = format!("{:.0}", most.rate * 0.8);
    print(&format!("{engine}, in batches, at 80 %"), &hold(program, address, [spread, BATCH, &rate, "3"])?);
    Ok(())
}

fn two_processes(program: &Path, address: &str, spread: &str) -> Result<()> {
    let run = |process: &'static str| {
        let mut command = Command::new(program);
        command.args(["hold", address, spread, BATCH, "0", process]).stdout(Stdio::piped());
        command.spawn().context("cannot start the program")
    };
    let [one, two] = [run("4")?, run("5")?];
    for (name, process) in [("first", one), ("second", two)] {
        let output = process.wait_with_output()?;
        ensure!(output.status.success(), "a process failed");
        print(&format!("PostgreSQL, two processes: the {name}"), &figures(&String::from_utf8_lossy(&output.stdout))?);
    }
    Ok(())
}

fn hold(program: &Path, address: &str, load: [&str; 4]) -> Result<Figures> {
    figures(&process::output(Command::new(program).args(["hold", address]).args(load))?)
}

fn figures(line: &str) -> Result<Figures> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [rate, p50, p99, errors, sizes] = words[..] else { anyhow::bail!("no figures: {line}") };
    let sizes = sizes.to_owned();
    Ok(Figures { rate: rate.parse()?, p50: p50.parse()?, p99: p99.parse()?, errors: errors.parse()?, sizes })
}

fn print(name: &str, Figures { rate, p50, p99, errors, sizes }: &Figures) {
    println!("{name:<44} {rate:>9.0} {p50:>9.2} {p99:>9.2} {errors:>7}  {sizes}");
}

/// Runs the same statements, and the fewest, in a transaction each.
fn pgbench(cluster: &Cluster, folder: &TempDir, spread: &str) -> Result<()> {
    let variant = if spread == "hot" { "\\set variant 1" } else { "\\set variant random(1, 10000)" };
    for (name, statements) in [("the same statements", SAME), ("the fewest statements", FEWEST)] {
        let script = folder.path().join("script.sql");
        fs::write(&script, format!("\\set token random(1, 4000000000000000000)\n{variant}\n{statements}"))?;
        for sessions in SESSIONS {
            let said = process::output(
                peer()?
                    .args(["-n", "-M", "prepared", "-j", "2", "-c", sessions, "-T", SECONDS, "-f"])
                    .arg(&script)
                    .arg(cluster.url()),
            )?;
            let of = |start: &str| {
                let line = said.lines().find_map(|line| line.strip_prefix(start));
                line.and_then(|rest| rest.split_whitespace().next()).unwrap_or("?").to_owned()
            };
            let name = format!("pgbench, {name}, {sessions} sessions");
            println!("{name:<44} {:>9} {:>9} (mean)", of("tps = "), of("latency average = "));
        }
    }
    Ok(())
}

fn peer() -> Result<Command> {
    let program: PathBuf = postgres::program("pgbench").context("pgbench is missing")?;
    Ok(Command::new(program))
}
