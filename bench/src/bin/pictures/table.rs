use media::{Format, Width};

use crate::{Done, Photo};

/// The cost and the quality of one rendition.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figures {
    /// Microseconds of processor time.
    pub(crate) cpu: f64,
    pub(crate) bytes: usize,
    /// SSIMULACRA2.
    pub(crate) score: f64,
}

/// A contender's figures, one for each photo that is wide enough.
pub(crate) struct Row {
    name: &'static str,
    figures: Vec<Figures>,
}

impl Row {
    pub(crate) fn of(
        name: &'static str,
        photos: &[Photo],
        width: u32,
        mut measured: impl FnMut(&Photo, Width) -> Done<Figures>,
    ) -> Done<Self> {
        let mut figures = Vec::new();
        for photo in photos {
            if let Some((width, _)) = photo.references.iter().find(|(of, _)| of.get() == width) {
                figures.push(measured(photo, *width)?);
            }
        }
        Ok(Self { name, figures })
    }

    fn mean(&self, of: impl Fn(&Figures) -> f64) -> f64 {
        self.figures.iter().map(of).sum::<f64>() / self.figures.len() as f64
    }
}

pub(crate) fn print(width: u32, format: Format, rows: &[Row]) {
    let photos = rows.first().map_or(0, |row| row.figures.len());
    println!("\n{} at {width} px, {photos} photos", format.extension());
    println!("{:<46} {:>9} {:>9} {:>12}", "", "CPU-ms", "bytes", "SSIMULACRA2");
    for row in rows {
        let (cpu, bytes) = (row.mean(|of| of.cpu) / 1000.0, row.mean(|of| of.bytes as f64));
        println!("{:<46} {cpu:>9.1} {bytes:>9.0} {:>12.1}", row.name, row.mean(|of| of.score));
    }
}
