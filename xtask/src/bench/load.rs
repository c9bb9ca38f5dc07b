use super::table::Figures;
use crate::process;
use anyhow::{Context, Result, ensure};
use nix::unistd::{SysconfVar, sysconf};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// Seconds of a round.
const SECONDS: u64 = 3;
/// Open connections.
const CONNECTIONS: &str = "32";
/// The server has one processor to itself, the load another.
const SERVER_PROCESSOR: &str = "0";
const LOAD_PROCESSOR: &str = "1";

/// Asks `url` for a few seconds, with these headers; what that cost the process `server` and those it has started.
pub(crate) fn round(server: u32, url: &str, headers: &[String], script: Option<&Path>) -> Result<Figures> {
    let before = processor_time(server)?;
    let mut command = Command::new("taskset");
    command.args(["-c", LOAD_PROCESSOR, "wrk", "-t1", "-c", CONNECTIONS, "-d", &format!("{SECONDS}s")]);
    for header in headers {
        command.args(["-H", header]);
    }
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let output = command.arg(url).stderr(Stdio::inherit()).output().context("wrk cannot be started")?;
    let after = processor_time(server)?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success() && !told.contains("Non-2xx or 3xx"), "{url} was not answered: {told}");
    let requests = requests_in(&told).with_context(|| format!("wrk does not tell how many requests: {told}"))?;
    Ok(Figures { cpu: (after - before) as f64 / requests, rate: requests / SECONDS as f64 })
}

/// Gives a process, and all it has started, the server's processor.
pub(crate) fn pin(server: u32) -> Result<()> {
    for process in family(server)?.keys() {
        process::output(Command::new("taskset").args(["-a", "-c", "-p", SERVER_PROCESSOR, &process.to_string()]))?;
    }
    Ok(())
}

/// `  123456 requests in 3.00s, 1.23GB read`
fn requests_in(told: &str) -> Option<f64> {
    let line = told.lines().find(|line| line.contains(" requests in "))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Microseconds that a process and its descendants have run, in user and system mode.
fn processor_time(process: u32) -> Result<u64> {
    let per_second = sysconf(SysconfVar::CLK_TCK)?.context("no ticks")?;
    Ok(family(process)?.values().sum::<u64>() * 1_000_000 / u64::try_from(per_second)?)
}

/// A process and its descendants, with the ticks of the clock that each has run.
fn family(process: u32) -> Result<BTreeMap<u32, u64>> {
    let mut parents = BTreeMap::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        // It may have ended since it was listed.
        if let Some((parent, ticks)) = fs::read_to_string(entry.path().join("stat")).ok().and_then(|stat| read(&stat)) {
            parents.insert(id, (parent, ticks));
        }
    }
    let is_ours = |id: &u32| {
        std::iter::successors(Some(*id), |id| parents.get(id).map(|(parent, _)| *parent)).any(|id| id == process)
    };
    Ok(parents.iter().filter(|(id, _)| is_ours(id)).map(|(id, (_, ticks))| (*id, *ticks)).collect())
}

/// Parent and ticks of `/proc/…/stat`: fields 4, 14 and 15, counted after the name, which may hold anything.
fn read(stat: &str) -> Option<(u32, u64)> {
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some((fields.get(1)?.parse().ok()?, ticks))
}

/// Resident memory of a process, in KiB.
pub(crate) fn memory(process: u32) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the kernel does not tell")?;
    line.trim().trim_end_matches(" kB").parse().context("the kernel tells something else than a number")
}

/// Returns whether the programs that make the load are there.
pub(crate) fn is_there() -> bool {
    process::found("wrk").is_some() && process::found("taskset").is_some()
}
