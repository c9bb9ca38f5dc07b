//! The program while it serves, watched from outside.

use std::{
    fs,
    io::Read as _,
    net::{SocketAddr, TcpStream},
    process::{Child, Command},
};

/// A running program that listens. Dropped, it is killed.
pub(crate) struct Serving {
    program: Child,
    pub(crate) address: SocketAddr,
}

impl Serving {
    /// Returns when connections are taken; fails if the program ends before.
    pub(super) fn of(mut program: Child, address: SocketAddr) -> Self {
        until_it_listens(address, &mut program);
        Self { program, address }
    }

    /// Ends it as `kill -9` does.
    pub(crate) fn kill(mut self) {
        self.program.kill().unwrap();
        self.program.wait().unwrap();
    }

    /// Tells it to close; returns its log.
    pub(crate) fn stop(mut self) -> String {
        assert!(
            Command::new("sh").args(["-c", &format!("kill -TERM {}", self.program.id())]).status().unwrap().success()
        );
        assert!(self.program.wait().unwrap().success());
        let mut log = String::new();
        self.program.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }

    /// The most memory that it has had at a time, in megabytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        self.memory("VmHWM:")
    }

    /// The memory that it has, in megabytes.
    pub(crate) fn memory_now(&self) -> u64 {
        self.memory("VmRSS:")
    }

    fn memory(&self, kind: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.program.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(kind)).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() / 1024
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.program.kill();
        let _status = self.program.wait();
    }
}

/// Returns when connections are taken; fails if the program ends before.
pub(crate) fn until_it_listens(address: SocketAddr, running: &mut Child) {
    while TcpStream::connect(address).is_err() {
        assert!(running.try_wait().unwrap().is_none(), "the program ended");
        std::thread::yield_now();
    }
}
