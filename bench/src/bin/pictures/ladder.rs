use media::Format;

use crate::{
    Done, Photo, WIDTHS,
    ours::{self, Made},
    score,
    sharp::{Sharp, Wish, matching},
};

/// All renditions of the photos that are as wide as the widest of [`WIDTHS`]: what they cost, and how good they are beside
/// sharp's of as many bytes.
pub(crate) fn print(sharp: &mut Sharp, photos: &[Photo]) -> Done<()> {
    println!("\nAll renditions, AVIF and WebP. CPU-seconds a photo; sharp's default, and sharp with as many bytes for each");
    println!("rendition, AVIF by effort 3 and WebP by effort 4. SSIMULACRA2 above the latter, widest first, and the mean");
    let is_wide = |photo: &&Photo| WIDTHS.iter().all(|width| photo.references.iter().any(|(of, _)| of.get() == *width));
    for photo in photos.iter().filter(is_wide) {
        let (ours, made) = ours::ladder(photo)?;
        let defaults: Vec<Wish> = made.iter().map(default).collect();
        let matching = matching_of(sharp, photo, &made)?;
        let (default, theirs) = (sharp.together(photo, &defaults)?, sharp.together(photo, &matching)?);
        println!(
            "{:<40} ours {:>5.2} s, sharp's default {:>6.2} s ({:.2} ×), as many bytes {:>5.2} s ({:.2} ×)",
            photo.name(),
            ours / 1e6,
            default / 1e6,
            ours / default,
            theirs / 1e6,
            ours / theirs
        );
        for format in [Format::Avif, Format::Webp] {
            let leads = leads(sharp, photo, format, &made, &matching)?;
            print!("{:<40} {:<4}", "", format.extension());
            leads.iter().for_each(|lead| print!(" {lead:>+6.1}"));
            println!(" | {:>+6.1}", leads.iter().sum::<f64>() / leads.len() as f64);
        }
    }
    Ok(())
}

fn default(made: &Made) -> Wish {
    Wish { width: made.width, format: made.format, effort: None, quality: None }
}

/// sharp's renditions with as many bytes as ours.
fn matching_of(sharp: &mut Sharp, photo: &Photo, made: &[Made]) -> Done<Vec<Wish>> {
    let wish = |made: &Made| Wish { effort: Some(matching(made.format)), ..default(made) };
    made.iter().map(|made| sharp.of_size(photo, wish(made), made.encoded.len())).collect()
}

/// By how much each of our renditions scores above sharp's.
fn leads(sharp: &mut Sharp, photo: &Photo, format: Format, made: &[Made], matching: &[Wish]) -> Done<Vec<f64>> {
    let pairs = made.iter().zip(matching).filter(|(made, _)| made.format == format && made.is_full);
    pairs
        .map(|(made, wish)| Ok(score(photo, made.width, &made.encoded)? - sharp.measured(photo, *wish)?.score))
        .collect()
}
