//! Starting programs and stopping them again: also on failure, on Ctrl-C and on SIGTERM.

use anyhow::{Context, Result, bail, ensure};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use std::{
    ffi::OsStr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// The longest time that a service may take to stop before it is killed.
const PATIENCE: Duration = Duration::from_secs(15);

/// Set by the first signal; a signal has nobody to return an error to.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// The program we wait for, so that a signal to us reaches it.
static FOREGROUND: Mutex<Option<Pid>> = Mutex::new(None);

/// From now on a signal ends the foreground program and makes `run` fail, so that everything started is dropped in order.
pub(crate) fn stop_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        if let Some(pid) = *foreground() {
            // Ctrl-C in a terminal may have ended it already.
            let _gone = kill(pid, Signal::SIGTERM);
        }
    })
    .context("cannot watch for Ctrl-C")
}

/// Fails once a signal has come.
pub(crate) fn ensure_not_interrupted() -> Result<()> {
    ensure!(!INTERRUPTED.load(Ordering::SeqCst), "interrupted");
    Ok(())
}

/// Runs a program in the foreground, its output on our terminal, and fails when it does.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let mut child = spawn(command)?;
    *foreground() = Some(pid(&child));
    let status = child.wait();
    *foreground() = None;
    ensure_not_interrupted()?;
    let status = status.with_context(|| format!("lost {}", shown(command)))?;
    ensure!(status.success(), "{} ended with {status}", shown(command));
    Ok(())
}

/// Runs a program quietly and returns what it wrote to its standard output; its complaints end up in the error.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", shown(command)))?;
    if !output.status.success() {
        bail!("{} failed: {}", shown(command), String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns whether a command can be run and succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The file that typing `program` would run.
pub(crate) fn found(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A program in the background that lives as long as this value.
pub(crate) struct Service {
    name: &'static str,
    child: Child,
    stops_by: Signal,
}

impl Service {
    /// Starts it, its output on our terminal unless the command says otherwise.
    pub(crate) fn start(name: &'static str, command: &mut Command) -> Result<Self> {
        Ok(Self { name, child: spawn(command.stdin(Stdio::null()))?, stops_by: Signal::SIGTERM })
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The same, asked to stop by another signal than SIGTERM.
    pub(crate) fn stopped_by(mut self, signal: Signal) -> Self {
        self.stops_by = signal;
        self
    }

    /// Waits until `ready` says yes; fails when the program ends first or takes longer than `limit`.
    pub(crate) fn wait_until(&mut self, limit: Duration, ready: impl Fn() -> bool) -> Result<()> {
        let started = Instant::now();
        while !ready() {
            ensure_not_interrupted()?;
            ensure!(
                self.child.try_wait()?.is_none(),
                "{} ended as soon as it was started; what it said stands above",
                self.name
            );
            ensure!(started.elapsed() < limit, "{} is not ready after {} s", self.name, limit.as_secs());
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn stop(&mut self) -> Result<()> {
        if self.child.try_wait()?.is_some() {
            return Ok(());
        }
        kill(pid(&self.child), self.stops_by)?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            if asked.elapsed() > PATIENCE {
                self.child.kill()?;
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            eprintln!("  cannot stop {}: {error:#}", self.name);
        }
    }
}

fn spawn(command: &mut Command) -> Result<Child> {
    ensure_not_interrupted()?;
    command.spawn().with_context(|| format!("cannot start {}", shown(command)))
}

fn foreground() -> MutexGuard<'static, Option<Pid>> {
    FOREGROUND.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed())
}

fn shown(command: &Command) -> String {
    let words: Vec<_> =
        std::iter::once(command.get_program()).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}
