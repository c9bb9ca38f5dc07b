//! The program itself, in a folder of its own.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use tempfile::TempDir;

use super::serving::Serving;

const PROGRAM: &str = env!("CARGO_BIN_EXE_vitrine-under-test");
/// The id of the user `nobody` on every Linux.
const NOBODY: u32 = 65534;

/// A folder in which the program is run, with a build's files and a shop to import.
pub(crate) struct Program {
    folder: TempDir,
}

/// Returns true if this process may read and write any file.
pub(crate) fn is_superuser() -> bool {
    fs::metadata("/proc/self").unwrap().uid() == 0
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

impl Program {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        super::folder::write_into(folder.path());
        let program = Self { folder };
        // Somebody may well be listening on the usual port.
        program.write("vitrine.toml", "listen = \"127.0.0.1:0\"");
        program
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in its folder.
    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs it to its end; what it says on standard error if it fails.
    pub(crate) fn refusal(&self, arguments: &[&str]) -> String {
        refusal(&self.run(arguments))
    }

    /// Runs it to its end; what it says on standard output if it succeeds.
    pub(crate) fn success(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs it to its end, whatever that is: whether it succeeded, and all that it said.
    pub(crate) fn outcome(&self, arguments: &[&str]) -> (bool, String) {
        let output = self.run(arguments);
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    /// As [`Self::serve`], where no file can grow beyond so many bytes: a write beyond fails.
    pub(crate) fn serve_with_small_files(&self, lines: &str, bytes: u32) -> Serving {
        let address = self.listens(lines);
        let script = format!("trap '' XFSZ && ulimit -f {} && exec \"$0\" serve", bytes / 512);
        let mut command = program_in(Path::new("/bin/sh"), self.folder.path(), &["-c", &script, PROGRAM]);
        Serving::of(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap(), address)
    }

    /// Starts it, and leaves it running.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Starts it with its log in a file, and leaves it running.
    pub(crate) fn start_logging(&self, arguments: &[&str], log: &File) -> Child {
        let log = || log.try_clone().unwrap();
        self.command(arguments).stdout(log()).stderr(log()).spawn().unwrap()
    }

    /// Serves, with these lines in its configuration.
    pub(crate) fn serve(&self, lines: &str) -> Serving {
        let address = self.listens(lines);
        Serving::of(self.start(&["serve"]), address)
    }

    /// As [`Self::serve`], with no more open files at a time than this.
    pub(crate) fn serve_with_descriptors(&self, most: u32) -> Serving {
        let address = self.listens("log = \"warn\"");
        let script = format!("ulimit -n {most} && exec \"$0\" serve");
        let mut command = program_in(Path::new("/bin/sh"), self.folder.path(), &["-c", &script, PROGRAM]);
        Serving::of(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap(), address)
    }

    /// Writes its configuration: where it is to listen, and these lines.
    fn listens(&self, lines: &str) -> SocketAddr {
        let address = free_port();
        self.write("vitrine.toml", &format!("listen = \"{address}\"\n{lines}"));
        address
    }

    /// As [`Self::refusal`], run by a user who owns nothing, from where that user may run it.
    pub(crate) fn refusal_to_nobody(&self, arguments: &[&str]) -> String {
        let program = self.path("vitrine");
        // Not with our own hands: a child that another test starts meanwhile would hold the file open for writing, and a
        // file open for writing can't be run.
        assert!(Command::new("cp").arg(PROGRAM).arg(&program).status().unwrap().success());
        fs::set_permissions(self.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = program_in(&program, self.folder.path(), arguments);
        refusal(&command.uid(NOBODY).gid(NOBODY).output().unwrap())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        program_in(Path::new(PROGRAM), self.folder.path(), arguments)
    }
}

fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// With no variable of whoever runs the tests.
fn program_in(program: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env_clear().args(arguments);
    command
}
