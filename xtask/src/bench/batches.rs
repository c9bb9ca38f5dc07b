//! Writes through the batcher of a process, beside pgbench and beside a transaction for each.

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

/// A kind of command whose batches are measured.
pub(super) struct Batches {
    /// The crate with the program.
    pub(super) package: &'static str,
    /// The program, an example of that crate.
    pub(super) example: &'static str,
    /// The program's verb.
    pub(super) verb: &'static str,
    /// The commands, as the table's title names them.
    pub(super) commands: &'static str,
    /// The statements of pgbench, with their names.
    pub(super) peers: &'static [(&'static str, &'static str)],
}

/// The figures of a run, as the program prints them.
struct Figures {
    rate: f64,
    p50: f64,
    p99: f64,
    errors: u64,
    sizes: String,
}

impl Batches {
    /// Prints a table for each engine.
    pub(super) fn bench(&self, workspace: &Workspace) -> Result<()> {
        apt::provide(NEEDS)?;
        setup::for_compiling()?;
        step("The batcher in release", || {
            let example = ["build", "--release", "--package", self.package, "--example", self.example];
            let disk = ["build", "--release", "--package", "inventory", "--example", "measure_holds"];
            process::run(workspace.cargo().args(disk))?;
            process::run(workspace.cargo().args(example))
        })?;
        let programs = workspace.target.join("release/examples");
        let program = programs.join(self.example);
        let folder = tempfile::Builder::new().prefix("vitrine-bench-batches-").tempdir()?;
        process::run(Command::new(programs.join("measure_holds")).arg("fsync").arg(folder.path()))?;
        for spread in ["hot", "spread"] {
            println!("\n{} of {}", self.commands, if spread == "hot" { "one SKU" } else { "10,000 SKUs" });
            println!(
                "{:<44} {:>9} {:>9} {:>9} {:>7}  batches of 1/2/4/…/256",
                "", "a second", "p50 ms", "p99 ms", "errors"
            );
            let sqlite = format!("sqlite:{}", folder.path().join(format!("{spread}.db")).display());
            self.of_engine(&program, "SQLite", &sqlite, spread)?;
            let cluster = Cluster::durable()?;
            self.of_engine(&program, "PostgreSQL", &cluster.url(), spread)?;
            self.two_processes(&program, &cluster.url(), spread)?;
            self.pgbench(&cluster, &folder, spread)?;
        }
        Ok(())
    }

    /// Measures the batcher at its maximum and at 80 % of it, and beside it a transaction for each command.
    fn of_engine(&self, program: &Path, engine: &str, address: &str, spread: &str) -> Result<()> {
        process::run(Command::new(program).args(["fill", address]))?;
        let alone = self.run(program, address, [spread, "1", "0", "1"])?;
        print(&format!("{engine}, a transaction each"), &alone);
        let most = self.run(program, address, [spread, BATCH, "0", "2"])?;
        print(&format!("{engine}, in batches"), &most);
        let rate = format!("{:.0}", most.rate * 0.8);
        print(&format!("{engine}, in batches, at 80 %"), &self.run(program, address, [spread, BATCH, &rate, "3"])?);
        Ok(())
    }

    fn two_processes(&self, program: &Path, address: &str, spread: &str) -> Result<()> {
        let run = |process: &'static str| {
            let mut command = Command::new(program);
            command.args([self.verb, address, spread, BATCH, "0", process]).stdout(Stdio::piped());
            command.spawn().context("cannot start the program")
        };
        let [one, two] = [run("4")?, run("5")?];
        for (name, process) in [("first", one), ("second", two)] {
            let output = process.wait_with_output()?;
            ensure!(output.status.success(), "a process failed");
            print(
                &format!("PostgreSQL, two processes: the {name}"),
                &figures(&String::from_utf8_lossy(&output.stdout))?,
            );
        }
        Ok(())
    }

    fn run(&self, program: &Path, address: &str, load: [&str; 4]) -> Result<Figures> {
        figures(&process::output(Command::new(program).args([self.verb, address]).args(load))?)
    }

    /// Runs the statements of the peers, in a transaction each.
    fn pgbench(&self, cluster: &Cluster, folder: &TempDir, spread: &str) -> Result<()> {
        let variant = if spread == "hot" { "\\set variant 1" } else { "\\set variant random(1, 10000)" };
        for (name, statements) in self.peers {
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

fn peer() -> Result<Command> {
    let program: PathBuf = postgres::program("pgbench").context("pgbench is missing")?;
    Ok(Command::new(program))
}
