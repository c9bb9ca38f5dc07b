use media::{Effort, Format, Source, Width, stand_in};
use nix::{
    sys::resource::{UsageWho, getrusage},
    sys::time::TimeValLike as _,
};

use crate::{Done, Photo, figures, least, table::Figures};

/// What is made at a format. AVIF is never made while somebody waits.
pub(crate) const fn efforts(format: Format) -> &'static [(&'static str, Effort)] {
    match format {
        Format::Avif => &[("ours, at rest", Effort::Rest)],
        _ => &[("ours, at rest", Effort::Rest), ("ours, at request", Effort::Request)],
    }
}

/// A rendition made alone: decode, resize, encode.
pub(crate) fn measured(photo: &Photo, width: Width, format: Format, effort: Effort) -> Done<Figures> {
    let mut encoded = Vec::new();
    let cpu = least(|| {
        let before = used()?;
        let raster = match effort {
            Effort::Request => stand_in(&photo.bytes, width, None)?,
            Effort::Rest => Source::decode(&photo.bytes)?.render(width, None),
        };
        encoded = raster.encode(format, effort)?;
        Ok(used()? - before)
    })?;
    figures(photo, width, cpu, &encoded)
}

/// Every rendition that is made ahead, from one decode: microseconds, and bytes.
pub(crate) fn ladder(photo: &Photo) -> Done<(f64, usize)> {
    let mut bytes = 0;
    let cpu = least(|| {
        bytes = 0;
        let before = used()?;
        for rung in Source::decode(&photo.bytes)?.ladder(None) {
            for format in [Format::Avif, Format::Webp] {
                bytes += rung.raster.encode(format, Effort::Rest)?.len();
            }
        }
        Ok(used()? - before)
    })?;
    Ok((cpu, bytes))
}

/// Microseconds that this process has run.
fn used() -> Done<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok((usage.user_time() + usage.system_time()).num_microseconds() as f64)
}
