use media::Format;

use crate::{
    Done, Photo, ROUNDS, WIDTHS,
    ours::{self, Made},
    score,
    sharp::{Sharp, Wish, matching},
};

/// All renditions of the photos that are as wide as the widest of [`WIDTHS`]: what they cost, and how good they are beside
/// sharp's of as many bytes.
pub(crate) fn print(sharp: &mut Sharp, photos: &[Photo]) -> Done<()> {
    println!(
        "\nAll renditions, AVIF and WebP. CPU-seconds a photo, the sum of the least of {ROUNDS} for each rendition: ours from"
    );
    println!(
        "one decode, sharp's from a decode for each, with as many bytes (AVIF by effort 3, WebP by effort 4) and its"
    );
    println!("default (once). SSIMULACRA2 above those of as many bytes, widest first, and the mean");
    let is_wide = |photo: &&Photo| WIDTHS.iter().all(|width| photo.references.iter().any(|(of, _)| of.get() == *width));
    let ladders: Vec<Ladder> =
        photos.iter().filter(is_wide).map(|photo| Ladder::measured(sharp, photo)).collect::<Done<_>>()?;
    let sum = |of: fn(&Ladder) -> f64| ladders.iter().map(of).sum::<f64>();
    let (ours, theirs) = (sum(|ladder| ladder.ours), sum(|ladder| ladder.theirs));
    print!("{:<40} ours {:>5.2} s, as many bytes {:>5.2} s ({:.2} ×)", "all", ours / 1e6, theirs / 1e6, ours / theirs);
    let lead = |of| sum(of) / ladders.len() as f64;
    println!(" | avif {:>+5.1} webp {:>+5.1}", lead(|ladder| ladder.leads[0]), lead(|ladder| ladder.leads[1]));
    Ok(())
}

/// A photo's renditions, ours and sharp's.
struct Ladder {
    /// Microseconds of ours, and of sharp's with as many bytes.
    ours: f64,
    theirs: f64,
    /// By how much ours score above these, on the mean, in AVIF and WebP.
    leads: [f64; 2],
}

impl Ladder {
    /// Measures, and prints as it goes.
    fn measured(sharp: &mut Sharp, photo: &Photo) -> Done<Self> {
        let made = ours::ladder(photo)?;
        let defaults: Vec<Wish> = made.iter().map(default).collect();
        let matching = matching_of(sharp, photo, &made)?;
        let default = sharp.once(photo, &defaults)?;
        let (ours, theirs) = in_turns(sharp, photo, &matching)?;
        println!(
            "{:<40} ours {:>5.2} s, as many bytes {:>5.2} s ({:.2} ×), sharp's default {:>6.2} s ({:.2} ×)",
            photo.name(),
            ours / 1e6,
            theirs / 1e6,
            ours / theirs,
            default / 1e6,
            ours / default
        );
        let mut means = [0.0; 2];
        for (mean, format) in means.iter_mut().zip([Format::Avif, Format::Webp]) {
            let leads = leads(sharp, photo, format, &made, &matching)?;
            *mean = leads.iter().sum::<f64>() / leads.len() as f64;
            print!("{:<40} {:<4}", "", format.extension());
            leads.iter().for_each(|lead| print!(" {lead:>+6.1}"));
            println!(" | {mean:>+6.1}");
        }
        Ok(Self { ours, theirs, leads: means })
    }
}

/// Microseconds of ours and of sharp's, the least of each rendition. They take turns, because the machine is not equally fast
/// all the time.
fn in_turns(sharp: &mut Sharp, photo: &Photo, theirs: &[Wish]) -> Done<(f64, f64)> {
    let (mut least_of_ours, mut least_of_theirs) =
        (vec![f64::INFINITY; theirs.len()], vec![f64::INFINITY; theirs.len()]);
    for _ in 0..ROUNDS {
        for (least, made) in least_of_ours.iter_mut().zip(ours::ladder(photo)?) {
            *least = least.min(made.took);
        }
        for (least, wish) in least_of_theirs.iter_mut().zip(theirs) {
            *least = least.min(sharp.once(photo, &[*wish])?);
        }
    }
    Ok((least_of_ours.iter().sum(), least_of_theirs.iter().sum()))
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
    pairs.map(|(made, wish)| Ok(score(photo, made.width, &made.encoded)? - sharp.scored(photo, *wish)?)).collect()
}
