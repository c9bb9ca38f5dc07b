use std::{path::Path, process::Command};

use media::{Format, Width};
use nix::{
    sys::resource::{UsageWho, getrusage},
    sys::time::TimeValLike as _,
};

use crate::{Done, Photo, figures, least, table::Figures};

/// A rendition by the program, one process each, as it is used; its start is part of what it costs.
pub(crate) fn measured(photo: &Photo, width: Width, format: Format, folder: &Path) -> Done<Figures> {
    let out = folder.join(format!("vips.{}", format.extension()));
    let cpu = least(|| {
        let before = used()?;
        let status = Command::new("vipsthumbnail")
            .arg(std::fs::canonicalize(&photo.file)?)
            .args(["--size", &format!("{}x", width.get()), "-o"])
            .arg(&out)
            .env("VIPS_CONCURRENCY", "1")
            .status()?;
        if !status.success() {
            return Err("vipsthumbnail failed".into());
        }
        Ok(used()? - before)
    })?;
    figures(photo, width, cpu, &std::fs::read(out)?)
}

/// Microseconds that ended children have run.
fn used() -> Done<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok((usage.user_time() + usage.system_time()).num_microseconds() as f64)
}
