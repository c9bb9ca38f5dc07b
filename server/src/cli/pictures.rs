//! `vitrine pictures`: maintenance of sources and renditions.

mod optimize;
mod prune;
mod rebuild;
mod verify;

use std::{
    io::{IsTerminal as _, Write as _},
    path::PathBuf,
};

use clap::Subcommand;
use database::Database;
use pictures::{Limits, Renditions, Storage, StorageAudit};

use super::CommandError;
use crate::{Clock, Config, app_state::picture_memory, startup::open_database};

#[derive(Subcommand)]
pub(super) enum Task {
    /// Make every rendition and mezzanine that is missing, with all processors
    Rebuild {
        /// Make existing ones again, too
        #[arg(long)]
        all: bool,
    },
    /// Check that every source is intact, and that every rendition and mezzanine is a picture
    Verify,
    /// Delete files that are not needed any more: renditions of older versions and of replaced pictures, and sources
    /// and mezzanines without a picture
    Prune {
        /// Only print what would be deleted
        #[arg(long)]
        dry_run: bool,
    },
    /// Make the renditions of any picture file, and print the bytes and the quality of each
    Optimize {
        /// The files
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// The folder to write the renditions to; without it, they are only measured
        #[arg(long, value_name = "FOLDER")]
        into: Option<PathBuf>,
    },
}

pub(super) async fn pictures(config: &Config, clock: &Clock, task: Task) -> Result<(), CommandError> {
    match task {
        Task::Rebuild { all } => rebuild::rebuild(config, clock, all).await,
        Task::Verify => verify::verify(config, clock).await,
        Task::Prune { dry_run } => prune::prune(config, clock, dry_run).await,
        Task::Optimize { files, into } => optimize::optimize(&files, into.as_deref()),
    }
}

/// The shop's pictures and their storage.
struct Collection {
    database: Database,
    storage: Storage,
    audit: StorageAudit,
}

impl Collection {
    async fn open(config: &Config, clock: &Clock) -> Result<Self, CommandError> {
        let database = open_database(config, clock).await?;
        let audit = StorageAudit::of(&mut database.read(clock.now()).await?, config.listing_pictures).await?;
        Ok(Self { database, storage: Storage::open(&config.pictures)?, audit })
    }

    /// Returns the encoder of renditions, which uses all processors, as far as there is memory.
    fn renditions(&self, config: &Config) -> Renditions {
        let limits = Limits { asked: 1, ahead: processors(), memory: picture_memory(config) };
        Renditions::new(self.storage.clone(), limits)
    }
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// The progress of a command: a line that is overwritten on a terminal, and a line now and then elsewhere.
struct Progress {
    all: usize,
    done: usize,
}

impl Progress {
    const fn of(all: usize) -> Self {
        Self { all, done: 0 }
    }

    fn step(&mut self, what: &str) {
        self.done += 1;
        let line = format!("{} of {}: {what}", self.done, self.all);
        let mut out = std::io::stderr();
        // A closed output must not stop the work.
        let _unseen = if out.is_terminal() {
            write!(out, "\r\x1b[2K{line}")
                .and_then(|()| if self.done == self.all { writeln!(out) } else { out.flush() })
        } else if self.done == self.all || self.done.is_multiple_of(25) {
            writeln!(out, "{line}")
        } else {
            Ok(())
        };
    }
}
