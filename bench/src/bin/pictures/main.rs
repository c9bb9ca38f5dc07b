//! Our pipeline beside sharp and vipsthumbnail: processor time, bytes, and SSIMULACRA2 against the same picture made
//! smaller in linear light.
//!
//! `pictures PEERS PHOTO…`: `PEERS` is the folder with `sharp.mjs` and its packages.

mod ours;
mod sharp;
mod table;
mod vips;

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use media::{Effort, Format, Raster, Source, Width, quality};
use sharp::Sharp;
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
    references: Vec<(Width, Raster)>,
}

impl Photo {
    fn read(file: PathBuf) -> Done<Self> {
        let bytes = std::fs::read(&file)?;
        let source = Source::decode(&bytes)?;
        let widths = Width::ALL.iter().filter(|width| width.get() <= source.width());
        let references = widths.map(|width| (*width, source.reference(*width))).collect();
        Ok(Self { file, bytes, references })
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
    for width in WIDTHS {
        for format in [Format::Webp, Format::Avif] {
            table::print(width, format, &rows(&mut sharp, photos, width, format, folder)?);
        }
    }
    ladders(&mut sharp, photos)
}

/// Every contender at one width and format; the last ones are sharp at such a quality that its files are as large as ours.
fn rows(sharp: &mut Sharp, photos: &[Photo], width: u32, format: Format, folder: &Path) -> Done<Vec<Row>> {
    let mut rows = Vec::new();
    for &(name, effort) in ours::efforts(format) {
        rows.push(Row::of(name, photos, width, |photo, width| ours::measured(photo, width, format, effort))?);
    }
    for &(name, effort) in sharp::efforts(format) {
        rows.push(Row::of(name, photos, width, |photo, width| sharp.measured(photo, width, format, effort, None))?);
    }
    rows.push(Row::of("vipsthumbnail, its defaults", photos, width, |photo, width| {
        vips::measured(photo, width, format, folder)
    })?);
    for &(name, ours, effort) in sharp::matches(format) {
        rows.push(Row::of(name, photos, width, |photo, width| {
            let target = ours::measured(photo, width, format, ours)?.bytes;
            sharp.at_size(photo, width, format, effort, target)
        })?);
    }
    Ok(rows)
}

/// All renditions of the photos that are as wide as the widest of [`WIDTHS`].
fn ladders(sharp: &mut Sharp, photos: &[Photo]) -> Done<()> {
    let is_wide = |photo: &&Photo| WIDTHS.iter().all(|width| photo.references.iter().any(|(of, _)| of.get() == *width));
    let wide: Vec<&Photo> = photos.iter().filter(is_wide).collect();
    println!("\nAll renditions, AVIF and WebP, CPU-seconds a photo");
    for photo in &wide {
        let (ours, bytes) = ours::ladder(photo)?;
        print!("{:<40} ours {:>6.2} s {:>7} KB", photo.name(), ours / 1e6, bytes / 1000);
        for (label, effort) in [("sharp, its defaults", None), ("sharp, AVIF effort 3", Some(3))] {
            let (cpu, bytes) = sharp.ladder(photo, effort)?;
            print!(" | {label} {:>6.2} s {:>7} KB ({:.2} ×)", cpu / 1e6, bytes / 1000, ours / cpu);
        }
        println!();
    }
    println!(
        "\nAll renditions, SSIMULACRA2 above sharp's of as many bytes at the matching effort, widest first, and the mean"
    );
    for photo in wide {
        for format in [Format::Avif, Format::Webp] {
            let leads = leads(sharp, photo, format)?;
            print!("{:<40} {:<4}", photo.name(), format.extension());
            leads.iter().for_each(|lead| print!(" {lead:>+6.1}"));
            println!(" | {:>+6.1}", leads.iter().sum::<f64>() / leads.len() as f64);
        }
    }
    Ok(())
}

/// By how much each rendition made at rest scores above sharp's.
fn leads(sharp: &mut Sharp, photo: &Photo, format: Format) -> Done<Vec<f64>> {
    let (_, _, effort) = sharp::matches(format).first().ok_or("nothing of sharp's is held beside ours")?;
    let source = Source::decode(&photo.bytes)?;
    let ladder = source.ladder(None).filter(|rung| rung.raster.width() == rung.width.get());
    ladder
        .map(|rung| {
            let encoded = rung.raster.encode(format, Effort::Rest)?;
            let theirs = sharp.at_size(photo, rung.width, format, *effort, encoded.len())?;
            Ok(score(photo, rung.width, &encoded)? - theirs.score)
        })
        .collect()
}

/// The score of an encoded file.
fn score(photo: &Photo, width: Width, encoded: &[u8]) -> Done<f64> {
    let (_, reference) = photo.references.iter().find(|(of, _)| *of == width).ok_or("the photo is too narrow")?;
    Ok(quality::of_encoded(reference, encoded)?.ok_or("a contender made another size")?)
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
