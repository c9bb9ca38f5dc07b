use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use media::{Effort, Format, Width};
use serde_json::{Value, json};

use crate::{Done, Photo, figures, least, table::Figures};

/// sharp, in a process that stays.
pub(crate) struct Sharp {
    process: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
    out: PathBuf,
}

/// What is shown of sharp at a format: its default, and the efforts that ours are to be held beside.
pub(crate) const fn efforts(format: Format) -> &'static [(&'static str, Option<u8>)] {
    match format {
        Format::Avif => &[("sharp, its defaults", None), ("sharp, effort 3", Some(3))],
        _ => &[("sharp, its defaults", None), ("sharp, effort 2", Some(2))],
    }
}

/// sharp at the size of our files: libaom's speed is 9 less sharp's effort, libwebp's method is its effort.
pub(crate) const fn matches(format: Format) -> &'static [(&'static str, Effort, u8)] {
    match format {
        Format::Avif => &[("sharp, effort 3, as large as ours at rest", Effort::Rest, 3)],
        _ => &[
            ("sharp, effort 4, as large as ours at rest", Effort::Rest, 4),
            ("sharp, effort 2, as large as ours at request", Effort::Request, 2),
        ],
    }
}

impl Sharp {
    pub(crate) fn start(peers: &Path, folder: &Path) -> Done<Self> {
        let mut process =
            Command::new("node").arg(peers.join("sharp.mjs")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(asks), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("node has no pipes".into());
        };
        Ok(Self { process, asks, answers: BufReader::new(answers), out: folder.join("sharp") })
    }

    /// One rendition; `quality` other than the default if given.
    pub(crate) fn measured(
        &mut self,
        photo: &Photo,
        width: Width,
        format: Format,
        effort: Option<u8>,
        quality: Option<u8>,
    ) -> Done<Figures> {
        let rendition = self.rendition(photo, width, format, effort, quality);
        let cpu = least(|| Ok(self.ask(photo, std::slice::from_ref(&rendition))?.0))?;
        figures(photo, width, cpu, &std::fs::read(&self.out)?)
    }

    /// What the script is asked for: the height, too, where it is known, because not everybody rounds it alike.
    fn rendition(&self, photo: &Photo, width: Width, format: Format, effort: Option<u8>, quality: Option<u8>) -> Value {
        let height = photo.references.iter().find(|(of, _)| *of == width).map(|(_, reference)| reference.height());
        json!({
            "width": width.get(),
            "height": height,
            "format": name(format),
            "options": options(effort, quality),
            "out": self.out,
        })
    }

    /// The quality whose file comes closest to so many bytes.
    pub(crate) fn at_size(
        &mut self,
        photo: &Photo,
        width: Width,
        format: Format,
        effort: u8,
        bytes: usize,
    ) -> Done<Figures> {
        let (mut low, mut high) = (1, 100);
        let mut best = (50, usize::MAX);
        while low <= high {
            let quality = u8::midpoint(low, high);
            let rendition = self.rendition(photo, width, format, Some(effort), Some(quality));
            let (_, made) = self.ask(photo, &[rendition])?;
            if made.abs_diff(bytes) < best.1 {
                best = (quality, made.abs_diff(bytes));
            }
            if made < bytes { low = quality + 1 } else { high = quality - 1 }
        }
        self.measured(photo, width, format, Some(effort), Some(best.0))
    }

    /// All widths in AVIF and WebP: microseconds, and bytes.
    pub(crate) fn ladder(&mut self, photo: &Photo, avif_effort: Option<u8>) -> Done<(f64, usize)> {
        let formats = [(Format::Avif, avif_effort), (Format::Webp, None)];
        let renditions: Vec<Value> = Width::ALL
            .iter()
            .flat_map(|width| formats.map(|(format, effort)| (width, format, effort)))
            .map(|(width, format, effort)| self.rendition(photo, *width, format, effort, None))
            .collect();
        self.ask(photo, &renditions)
    }

    fn ask(&mut self, photo: &Photo, renditions: &[Value]) -> Done<(f64, usize)> {
        writeln!(self.asks, "{}", json!({ "file": photo.file, "renditions": renditions }))?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line)?;
        let number = |name: &str| answer[name].as_f64().ok_or("sharp answers something else");
        Ok((number("cpu")?, number("bytes")? as usize))
    }
}

impl Drop for Sharp {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.process.kill().and_then(|()| self.process.wait());
    }
}

fn name(format: Format) -> &'static str {
    match format {
        Format::Avif => "avif",
        Format::Webp => "webp",
        Format::Jpeg => "jpeg",
    }
}

fn options(effort: Option<u8>, quality: Option<u8>) -> Value {
    let mut options = json!({});
    for (name, value) in [("effort", effort), ("quality", quality)] {
        if let Some(value) = value {
            options[name] = value.into();
        }
    }
    options
}
