//! The colours of one scheme: five that a merchant chooses, and the tints that are mixed from them.

use crate::{
    contrast::{SHAPE, TEXT},
    oklch::{Oklch, mix},
    rgb::Rgb,
};

/// The five colours of a scheme that a merchant chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SchemeColours {
    pub(crate) paper: Rgb,
    pub(crate) ink: Rgb,
    pub(crate) accent: Rgb,
    pub(crate) on_accent: Rgb,
    pub(crate) good: Rgb,
}

/// The light colours of `style/tokens.css`.
pub(crate) const DEFAULT_LIGHT: SchemeColours = SchemeColours {
    paper: Rgb([0xf8, 0xf4, 0xed]),
    ink: Rgb([0x2a, 0x25, 0x20]),
    accent: Rgb([0x8a, 0x45, 0x27]),
    on_accent: Rgb([0xff, 0xfa, 0xf4]),
    good: Rgb([0x4d, 0x5f, 0x3b]),
};

/// The dark colours of `style/tokens.css`.
pub(crate) const DEFAULT_DARK: SchemeColours = SchemeColours {
    paper: Rgb([0x1b, 0x18, 0x15]),
    ink: Rgb([0xec, 0xe5, 0xda]),
    accent: Rgb([0xe2, 0xa6, 0x88]),
    on_accent: Rgb([0x1b, 0x18, 0x15]),
    good: Rgb([0xb4, 0xc2, 0x9a]),
};

/// The luminance at which black and white have the same contrast.
const MIDDLE_LUMINANCE: f64 = 0.179;

impl Rgb {
    /// Tells whether light text reads better on this colour than dark text.
    pub(crate) fn is_dark(self) -> bool {
        self.luminance() < MIDDLE_LUMINANCE
    }
}

impl SchemeColours {
    /// Derives dark colours from light ones: paper and ink change places and keep their tone; the other colours keep
    /// their hue and stand as far from the paper as before, a little farther.
    pub(crate) fn darkened(self) -> Self {
        let (paper, ink) = (Oklch::from(self.paper), Oklch::from(self.ink));
        let (floor, ceiling) = (Oklch::from(DEFAULT_DARK.paper).lightness, Oklch::from(DEFAULT_DARK.ink).lightness);
        let toned = |lightness, chroma| Oklch { lightness, chroma, hue: paper.hue }.to_rgb();
        let lifted = |colour: Rgb| {
            let colour = Oklch::from(colour);
            let depth = (paper.lightness - colour.lightness) / (paper.lightness - ink.lightness).max(0.01);
            let lightness = floor + (ceiling - floor) * (depth + 0.08).clamp(0.0, 1.0);
            Oklch { lightness, chroma: colour.chroma * 0.85, ..colour }.to_rgb()
        };
        let dark_paper = toned(floor, (paper.chroma * 0.75).min(0.02));
        Self {
            paper: dark_paper,
            ink: toned(ceiling, (paper.chroma * 1.6).min(0.018)),
            accent: lifted(self.accent),
            on_accent: dark_paper,
            good: lifted(self.good),
        }
    }

    /// Returns the three papers on which text stands.
    pub(crate) fn papers(self) -> Papers {
        Papers::of(self.paper, self.ink)
    }

    /// Mixes the tints. Soft ink and strong lines go as far towards the ink as their contrast needs.
    pub(crate) fn tints(self) -> Tints {
        let papers = self.papers();
        let shares = if self.paper.is_dark() { (0.74, 0.17, 0.55) } else { (0.7, 0.135, 0.53) };
        let (soft, line, strong) = shares;
        Tints {
            papers,
            ink_soft: self.mixed_to_pass(soft, TEXT),
            line: mix(self.paper, self.ink, line),
            line_strong: self.mixed_to_pass(strong, SHAPE),
        }
    }

    fn mixed_to_pass(self, share: f64, least: f64) -> Rgb {
        let papers = self.papers();
        let shares = (0..=50).map(|step| share + (1.0 - share) * f64::from(step) / 50.0);
        let mut mixed = shares.map(|share| mix(self.paper, self.ink, share));
        mixed.find(|colour| papers.least_contrast(*colour).ratio >= least).unwrap_or(self.ink)
    }
}

/// The colours of a scheme that follow from the chosen ones.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tints {
    pub(crate) papers: Papers,
    pub(crate) ink_soft: Rgb,
    pub(crate) line: Rgb,
    pub(crate) line_strong: Rgb,
}

/// The grounds that text stands on: the page, what is raised from it (menus, fields) and what is sunk into it (footer).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Papers {
    pub(crate) paper: Rgb,
    pub(crate) raised: Rgb,
    pub(crate) sunk: Rgb,
}

/// The ground on which a colour has the least contrast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LeastContrast {
    pub(crate) ratio: f64,
    pub(crate) ground: Rgb,
    /// The name of the ground in a sentence.
    pub(crate) name: &'static str,
}

impl Papers {
    pub(crate) fn of(paper: Rgb, ink: Rgb) -> Self {
        if paper.is_dark() {
            Self { paper, raised: mix(paper, ink, 0.06), sunk: mix(paper, Rgb::BLACK, 0.14) }
        } else {
            Self { paper, raised: mix(paper, Rgb::WHITE, 0.8), sunk: mix(paper, ink, 0.045) }
        }
    }

    pub(crate) fn least_contrast(self, colour: Rgb) -> LeastContrast {
        let on = |ground: Rgb, name| LeastContrast { ratio: colour.contrast(ground), ground, name };
        let grounds =
            [on(self.paper, "the paper"), on(self.raised, "the raised paper"), on(self.sunk, "the sunk paper")];
        grounds.into_iter().fold(grounds[0], |least, ground| if ground.ratio < least.ratio { ground } else { least })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oklch::distance;

    /// Each tint of `style/tokens.css`, which a designer chose by eye, beside the mixed one.
    #[test]
    fn mixed_tints_look_like_the_chosen_ones() {
        let chosen = [
            (DEFAULT_LIGHT, ["#fffdf9", "#f0e9de", "#665c51", "#ded4c6", "#8a7e70"]),
            (DEFAULT_DARK, ["#26221e", "#14110f", "#b3a899", "#3b352f", "#8b7f72"]),
        ];

        for (colours, expected) in chosen {
            let tints = colours.tints();
            let mixed = [tints.papers.raised, tints.papers.sunk, tints.ink_soft, tints.line, tints.line_strong];
            for (mixed, expected) in mixed.into_iter().zip(expected) {
                let off = distance(mixed, Rgb::parse(expected).unwrap());
                assert!(off < 0.02, "{mixed} is {off:.3} from {expected}");
            }
        }
    }

    #[test]
    fn derived_dark_colours_look_like_the_chosen_ones() {
        let derived = DEFAULT_LIGHT.darkened();

        for (derived, chosen) in [
            (derived.paper, DEFAULT_DARK.paper),
            (derived.ink, DEFAULT_DARK.ink),
            (derived.accent, DEFAULT_DARK.accent),
            (derived.good, DEFAULT_DARK.good),
        ] {
            let off = distance(derived, chosen);
            assert!(off < 0.03, "{derived} is {off:.3} from {chosen}");
        }
    }
}
