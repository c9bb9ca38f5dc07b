use media::{Format, Quality, Rung, Source, Width, probe, stand_in};
use nix::{
    sys::resource::{UsageWho, getrusage},
    sys::time::TimeValLike as _,
};

use crate::{Done, Photo, figures, least, table::Figures};

/// The renditions of a format. AVIF is never made during a request.
pub(crate) const fn qualities(format: Format) -> &'static [(&'static str, Quality)] {
    match format {
        Format::Avif => &[("ours, final", Quality::Final)],
        _ => &[("ours, final", Quality::Final), ("ours, fast", Quality::Fast)],
    }
}

/// The work that a shop does once with each file, before any request.
pub(crate) struct TakenIn {
    /// The file's mezzanine, if a shop keeps one of it.
    pub(crate) mezzanine: Option<Vec<u8>>,
    /// Microseconds to decode the file, which has to be done in any case.
    pub(crate) decoded: f64,
    /// Microseconds to make the mezzanine of what was decoded.
    pub(crate) reduced: f64,
}

/// Takes a file in; what was decoded, too.
pub(crate) fn taken_in(file: &[u8]) -> Done<(Source, TakenIn)> {
    let before = used()?;
    let source = Source::decode(file)?;
    let decoded = used()?;
    let mezzanine = if probe(file)?.is_worth_a_mezzanine() { Some(source.mezzanine()?) } else { None };
    let taken_in = TakenIn { mezzanine, reduced: used()? - decoded, decoded: decoded - before };
    Ok((source, taken_in))
}

/// A rendition made alone: decode, resize, encode. At request it is made from the mezzanine where a shop would do so.
pub(crate) fn measured(photo: &Photo, width: Width, format: Format, quality: Quality) -> Done<Figures> {
    let mut encoded = Vec::new();
    let cpu = least(|| {
        let before = used()?;
        let raster = match quality {
            Quality::Fast => stand_in(photo.original_of(width)?, photo.seen, width, None)?,
            Quality::Final => Source::decode(&photo.bytes)?.render(width, None),
        };
        encoded = raster.encode(format, quality)?;
        Ok(used()? - before)
    })?;
    figures(photo, width, cpu, &encoded)
}

/// A rendition of the ladder.
pub(crate) struct Made {
    pub(crate) width: Width,
    pub(crate) format: Format,
    pub(crate) encoded: Vec<u8>,
    /// True if it is as wide as its address says. The last one of a photo may be narrower.
    pub(crate) is_full: bool,
    /// Microseconds since the one before. The first one's are also those of the decode, and a width's first one's those of
    /// making its pixels.
    pub(crate) took: f64,
}

/// Every rendition that is made ahead, from one decode.
pub(crate) fn ladder(photo: &Photo) -> Done<Vec<Made>> {
    let mut made = Vec::new();
    let mut before = used()?;
    for Rung { width, raster } in Source::decode(&photo.bytes)?.ladder(None) {
        for format in [Format::Avif, Format::Webp] {
            let encoded = raster.encode(format, Quality::Final)?;
            let now = used()?;
            made.push(Made { width, format, encoded, is_full: raster.width() == width.get(), took: now - before });
            before = now;
        }
    }
    Ok(made)
}

/// Microseconds that this process has run.
fn used() -> Done<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok((usage.user_time() + usage.system_time()).num_microseconds() as f64)
}
