//! Writing a large catalogue, beside SQLite's own bulk insert of the same rows.

use crate::{
    apt::{self, Need, Present},
    process, setup,
    shop::{self, Profile, Shop},
    step::step,
    workspace::Workspace,
};
use anyhow::{Context, Result, ensure};
use nix::unistd::{SysconfVar, sysconf};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

const NEEDS: &[Need] =
    &[Need { package: "sqlite3", why: "it inserts the same rows", present: Present::Program("sqlite3") }];
/// The pause between two looks at a program that is measured.
const LOOK: Duration = Duration::from_millis(5);
/// The processor that every program has to itself.
const PROCESSOR: &str = "0";
/// The command lines of SQLite with the settings of the shop's writer.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

/// A measured program.
struct Measured {
    name: String,
    wall: Duration,
    /// Processor time, in user and system mode.
    processor: Duration,
    /// The most resident memory, in bytes.
    memory: u64,
}

pub(super) fn bench(workspace: &Workspace, products: usize) -> Result<()> {
    apt::provide(NEEDS)?;
    setup::for_compiling()?;
    let program = step("The server in release", || shop::build(workspace, Profile::Release))?;
    let folder = tempfile::Builder::new().prefix("vitrine-bench-").tempdir()?;
    let shop = |name: &str| {
        let data = folder.path().join(name);
        fs::create_dir(&data)?;
        let shop = Shop::new(workspace, program.clone(), 0).with_data_in(&data).with("VITRINE_LOG", "error".into());
        process::run(shop.command().arg("migrate"))?;
        anyhow::Ok(shop)
    };
    let (seeded, imported, _copied) = (shop("seeded")?, shop("imported")?, shop("copied")?);
    let mut rows = Vec::new();
    let mut time = |name: &str, command: &mut Command| {
        rows.push(measure(name, command)?);
        anyhow::Ok(())
    };
    time("seed", seeded.command().args(["seed", "--products", &products.to_string()]))?;
    let [from, to] = ["seeded", "copied"].map(|name| folder.path().join(name).join("vitrine.db"));
    time("SQLite's bulk insert of its rows", Command::new("sqlite3").arg(&to).arg(copy(&from)?))?;
    let (file, prices) = (folder.path().join("shop.json"), folder.path().join("prices.csv"));
    time("export as JSON", seeded.command().arg("export").arg(&file))?;
    let size = fs::metadata(&file)?.len();
    time("import of that file, empty shop", imported.command().arg("import").arg(&file))?;
    time("import of it again", imported.command().arg("import").arg(&file))?;
    fs::write(&prices, price_file(&from)?)?;
    time("import of one price", imported.command().arg("import").arg(&prices))?;
    print(products, size, &rows);
    Ok(())
}

/// Returns the statements that copy every row of a database in one transaction.
fn copy(from: &Path) -> Result<String> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY rowid";
    let tables = process::output(Command::new("sqlite3").arg(from).arg(tables))?;
    let copy = |table: &str| format!("INSERT OR REPLACE INTO main.{table} SELECT * FROM from_shop.{table};");
    let copies: Vec<String> = tables.lines().map(copy).collect();
    let attach = format!("ATTACH '{}' AS from_shop;", from.display());
    Ok([SETTINGS, &attach, "PRAGMA defer_foreign_keys = ON; BEGIN;", &copies.join("\n"), "COMMIT;"].join("\n"))
}

/// Returns a table with another price of one variant.
fn price_file(shop: &Path) -> Result<String> {
    let one = "SELECT variant.sku, price.list FROM price JOIN variant ON variant.id = price.variant_id
        WHERE length(price.list) = 3 ORDER BY variant.id DESC LIMIT 1";
    let row = process::output(Command::new("sqlite3").arg(shop).arg(one))?;
    let (sku, currency) = row.trim().split_once('|').context("the shop has no price")?;
    Ok(format!("sku,price_{currency}\n{sku},7777\n"))
}

/// Runs a program on a processor of its own.
fn measure(name: &str, command: &mut Command) -> Result<Measured> {
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", PROCESSOR]).arg(command.get_program()).args(command.get_args());
    pinned.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    if let Some(folder) = command.get_current_dir() {
        pinned.current_dir(folder);
    }
    pinned.stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let mut child = pinned.spawn().with_context(|| format!("cannot start what is measured: {name}"))?;
    let (mut processor, mut memory) = (Duration::ZERO, 0);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if let Some((used, peak)) = look(child.id()) {
            (processor, memory) = (processor.max(used), memory.max(peak));
        }
        process::ensure_not_interrupted()?;
        thread::sleep(LOOK);
    };
    ensure!(status.success(), "{name} ended with {status}");
    Ok(Measured { name: name.to_owned(), wall: began.elapsed(), processor, memory })
}

/// Returns the processor time of a process so far, and its most resident memory.
fn look(process: u32) -> Option<(Duration, u64)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let ticks = fields.next()?.ok()? + fields.next()?.ok()?;
    let per_second = u64::try_from(sysconf(SysconfVar::CLK_TCK).ok()??).ok()?;
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().ok()?;
    Some((Duration::from_millis(ticks * 1000 / per_second), peak * 1024))
}

fn print(products: usize, file: u64, rows: &[Measured]) {
    println!("\n{products} products; their document has {} MB\n", file / 1_000_000);
    println!("{:<36} {:>9} {:>12} {:>10}", "", "seconds", "CPU seconds", "peak MB");
    for Measured { name, wall, processor, memory } in rows {
        let (wall, processor, memory) = (wall.as_secs_f64(), processor.as_secs_f64(), memory / 1_000_000);
        println!("{name:<36} {wall:>9.2} {processor:>12.2} {memory:>10}");
    }
}
