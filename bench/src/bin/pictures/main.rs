//! Our pipeline beside sharp and vipsthumbnail: processor time, bytes, and SSIMULACRA2 against the same picture made
//! smaller in linear light.
//!
//! `pictures PEERS PHOTO…`: `PEERS` is the folder with `sharp.mjs` and its packages.

mod ladder;
mod ours;
mod sharp;
mod table;
mod vips;

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use media::{Format, Raster, Width, is_mezzanine_enough, ssimulacra2_score};
use ours::TakenIn;
use sharp::{Sharp, Wish};
use table::{Figures, Row};

/// The widths that single encodes are measured at, in pixels.
const WIDTHS: [u32; 3] = [320, 640, 1280];
/// Of each measurement the one that took least counts: the others were disturbed.
const ROUNDS: usize = 3;

type Done<T> = Result<T, Box<dyn Error>>;

/// One photo, decoded, with what each width of it should look like.
struct Photo {
    file: PathBuf,
    bytes: Vec<u8>,
    /// Width and height in pixels, as seen.
    seen: (u32, u32),
    taken_in: TakenIn,
    references: Vec<(Width, Raster)>,
}

impl Photo {
    fn read(file: PathBuf) -> Done<Self> {
        let bytes = std::fs::read(&file)?;
        let (source, taken_in) = ours::taken_in(&bytes)?;
        let seen = (source.width(), source.height());
        let widths = Width::ALL.iter().filter(|width| width.get() <= source.width());
        let references = widths.map(|width| (*width, source.reference(*width))).collect();
        Ok(Self { file, bytes, seen, taken_in, references })
    }

    /// The source of a rendition that is made during a request.
    fn original_of(&self, width: Width) -> Done<&[u8]> {
        let Some(mezzanine) = &self.taken_in.mezzanine else { return Ok(&self.bytes) };
        let is_enough = is_mezzanine_enough(mezzanine, self.seen, width, None)?;
        Ok(if is_enough { mezzanine } else { &self.bytes })
    }

    fn name(&self) -> String {
        self.file.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

fn main() -> Done<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let peers = arguments.next().ok_or("name the folder of the peers, then photos")?;
    let photos: Vec<Photo> = arguments.map(Photo::read).collect::<Done<_>>()?;
    let folder = std::env::temp_dir().join(format!("vitrine-bench-pictures-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measured(&peers, &photos, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measured(peers: &Path, photos: &[Photo], folder: &Path) -> Done<()> {
    let mut sharp = Sharp::start(peers, folder)?;
    println!(
        "{} photos; per photo and encode, means; ours decodes, resizes and encodes as the others do",
        photos.len()
    );
    for photo in photos {
        print_taken_in(photo);
    }
    for width in WIDTHS {
        for format in [Format::Webp, Format::Avif] {
            table::print(width, format, &rows(&mut sharp, photos, width, format, folder)?);
        }
    }
    ladder::print(&mut sharp, photos)
}

/// Prints the cost of the mezzanine, which is made when the shop gets the picture.
fn print_taken_in(photo: &Photo) {
    let TakenIn { mezzanine, decoded, reduced } = &photo.taken_in;
    let (name, ms) = (photo.name(), |microseconds: f64| microseconds / 1000.0);
    match mezzanine {
        Some(mezzanine) => println!(
            "{name}: decoded in {:.0} CPU-ms when it is taken in, its mezzanine for fast renditions made in {:.0} ({} KB)",
            ms(*decoded),
            ms(*reduced),
            mezzanine.len() / 1000
        ),
        None => println!("{name}: decoded in {:.0} CPU-ms, and kept without a mezzanine", ms(*decoded)),
    }
}

/// Every contender at one width and format; the last ones are sharp at such a quality that its files are as large as ours.
fn rows(sharp: &mut Sharp, photos: &[Photo], width: u32, format: Format, folder: &Path) -> Done<Vec<Row>> {
    let mut rows = Vec::new();
    for &(name, quality) in ours::qualities(format) {
        rows.push(Row::of(name, photos, width, |photo, width| ours::measured(photo, width, format, quality))?);
    }
    for &(name, effort) in sharp::efforts(format) {
        rows.push(Row::of(name, photos, width, |photo, width| {
            sharp.measured(photo, Wish { width, format, effort, quality: None })
        })?);
    }
    rows.push(Row::of("vipsthumbnail, its defaults", photos, width, |photo, width| {
        vips::measured(photo, width, format, folder)
    })?);
    for &(name, ours, effort) in sharp::matches(format) {
        rows.push(Row::of(name, photos, width, |photo, width| {
            let target = ours::measured(photo, width, format, ours)?.bytes;
            let wish = Wish { width, format, effort: Some(effort), quality: None };
            let wish = sharp.of_size(photo, wish, target)?;
            sharp.measured(photo, wish)
        })?);
    }
    Ok(rows)
}

/// The score of an encoded file.
fn score(photo: &Photo, width: Width, encoded: &[u8]) -> Done<f64> {
    let (_, reference) = photo.references.iter().find(|(of, _)| *of == width).ok_or("the photo is too narrow")?;
    Ok(ssimulacra2_score(reference, encoded)?.ok_or("a contender made another size")?)
}

/// The least of some rounds.
fn least(mut round: impl FnMut() -> Done<f64>) -> Done<f64> {
    let mut least = f64::INFINITY;
    for _ in 0..ROUNDS {
        least = least.min(round()?);
    }
    Ok(least)
}

fn figures(photo: &Photo, width: Width, cpu: f64, encoded: &[u8]) -> Done<Figures> {
    Ok(Figures { cpu, bytes: encoded.len(), score: score(photo, width, encoded)? })
}
