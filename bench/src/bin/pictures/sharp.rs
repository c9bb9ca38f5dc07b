use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use media::{Format, Quality, Width};
use serde_json::{Value, json};

use crate::{Done, Photo, figures, least, score, table::Figures};

/// sharp, in a process that stays.
pub(crate) struct Sharp {
    process: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
    out: PathBuf,
}

/// The settings of sharp at a format that the table shows: its default, and those comparable with ours.
pub(crate) const fn efforts(format: Format) -> &'static [(&'static str, Option<u8>)] {
    match format {
        Format::Avif => &[("sharp, its defaults", None), ("sharp, effort 3", Some(3))],
        _ => &[("sharp, its defaults", None), ("sharp, effort 2", Some(2))],
    }
}

/// sharp at the size of our files.
pub(crate) const fn matches(format: Format) -> &'static [(&'static str, Quality, u8)] {
    match format {
        Format::Avif => &[("sharp, effort 3, as large as ours, final", Quality::Final, MATCHING_AVIF)],
        _ => &[
            ("sharp, effort 4, as large as ours, final", Quality::Final, MATCHING_WEBP),
            ("sharp, effort 2, as large as ours, fast", Quality::Fast, 2),
        ],
    }
}

/// libaom's speed is 9 less sharp's effort.
const MATCHING_AVIF: u8 = 3;
/// libwebp's method is sharp's effort.
const MATCHING_WEBP: u8 = 4;

/// The effort of sharp that corresponds to our final quality.
pub(crate) const fn matching(format: Format) -> u8 {
    match format {
        Format::Avif => MATCHING_AVIF,
        _ => MATCHING_WEBP,
    }
}

/// A rendition that sharp is to make. What isn't said is its default.
#[derive(Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) width: Width,
    pub(crate) format: Format,
    pub(crate) effort: Option<u8>,
    pub(crate) quality: Option<u8>,
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

    /// One rendition.
    pub(crate) fn measured(&mut self, photo: &Photo, wish: Wish) -> Done<Figures> {
        let cpu = least(|| self.once(photo, &[wish]))?;
        figures(photo, wish.width, cpu, &std::fs::read(&self.out)?)
    }

    /// The score of one rendition.
    pub(crate) fn scored(&mut self, photo: &Photo, wish: Wish) -> Done<f64> {
        self.ask(photo, &[wish])?;
        score(photo, wish.width, &std::fs::read(&self.out)?)
    }

    /// Renditions one after the other, each with a decode of its own as sharp has it: microseconds.
    pub(crate) fn once(&mut self, photo: &Photo, wishes: &[Wish]) -> Done<f64> {
        Ok(self.ask(photo, wishes)?.0)
    }

    /// The wish at the quality whose file comes closest to so many bytes.
    pub(crate) fn of_size(&mut self, photo: &Photo, wish: Wish, bytes: usize) -> Done<Wish> {
        let (mut low, mut high) = (1, 100);
        let mut best = (wish, usize::MAX);
        while low <= high {
            let quality = u8::midpoint(low, high);
            let wish = Wish { quality: Some(quality), ..wish };
            let (_, made) = self.ask(photo, &[wish])?;
            if made.abs_diff(bytes) < best.1 {
                best = (wish, made.abs_diff(bytes));
            }
            if made < bytes { low = quality + 1 } else { high = quality - 1 }
        }
        Ok(best.0)
    }

    /// Has renditions made: microseconds, and the bytes of all. The last one's file stays.
    fn ask(&mut self, photo: &Photo, wishes: &[Wish]) -> Done<(f64, usize)> {
        let renditions: Vec<Value> = wishes.iter().map(|wish| self.rendition(photo, *wish)).collect();
        writeln!(self.asks, "{}", json!({ "file": photo.file, "renditions": renditions }))?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let answer: Value = serde_json::from_str(&line)?;
        let number = |name: &str| answer[name].as_f64().ok_or("sharp answers something else");
        Ok((number("cpu")?, number("bytes")? as usize))
    }

    /// The size for the script. It has the height, too, where that is known, because programs round it differently.
    fn rendition(&self, photo: &Photo, Wish { width, format, effort, quality }: Wish) -> Value {
        let height = photo.references.iter().find(|(of, _)| *of == width).map(|(_, reference)| reference.height());
        json!({
            "width": width.get(),
            "height": height,
            "format": name(format),
            "options": options(effort, quality),
            "out": self.out,
        })
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
