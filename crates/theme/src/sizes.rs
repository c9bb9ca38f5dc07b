//! The sizes that a scale and a radius stand for.

use crate::document::{Radius, Scale};

/// A size that grows in a straight line from a 390 px to a 1440 px window. Both ends are in `rem`.
#[derive(Debug, Clone, Copy)]
struct Fluid {
    name: &'static str,
    least: f64,
    most: f64,
    /// Text follows the scale of its script; room does not.
    is_text: bool,
}

/// The narrowest and the widest window between which sizes grow, in `rem`.
const WINDOWS: (f64, f64) = (390.0 / 16.0, 1440.0 / 16.0);

impl Radius {
    /// Returns the length that CSS writes.
    pub(crate) fn length(self) -> &'static str {
        match self {
            Self::Square => "0px",
            Self::Slight => "2px",
            Self::Soft => "4px",
            Self::Round => "6px",
        }
    }
}

impl Scale {
    /// Writes the custom properties of the scale.
    pub(crate) fn declarations(self) -> String {
        self.sizes().map(Fluid::declaration).concat()
    }

    fn sizes(self) -> [Fluid; 6] {
        let ends = match self {
            Self::Compact => [(1.0625, 1.1875), (1.25, 1.5), (1.5, 2.0), (1.875, 2.75), (2.0, 2.75), (3.0, 4.75)],
            Self::Regular => [(1.125, 1.3125), (1.375, 1.75), (1.75, 2.5), (2.25, 4.0), (2.5, 3.5), (4.0, 7.0)],
            Self::Generous => [(1.1875, 1.4375), (1.5, 2.125), (2.0, 3.25), (2.625, 5.75), (2.75, 4.25), (4.5, 9.0)],
        };
        let names = ["--text-l", "--text-xl", "--text-2xl", "--text-3xl", "--space-7", "--space-8"];
        std::array::from_fn(|index| {
            let (least, most) = ends[index];
            Fluid { name: names[index], least, most, is_text: index < 4 }
        })
    }
}

impl Fluid {
    fn declaration(self) -> String {
        let Self { name, least, most, is_text } = self;
        let slope = (most - least) / (WINDOWS.1 - WINDOWS.0);
        let start = least - slope * WINDOWS.0;
        let clamp = format!("clamp({least}rem,{}rem + {}vi,{most}rem)", rounded(start), rounded(slope * 100.0));
        if is_text { format!("{name}:calc({clamp}*var(--script-scale));") } else { format!("{name}:{clamp};") }
    }
}

fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_sizes_are_those_of_the_style_sheet() {
        let tokens: String = include_str!("../../../style/tokens.css").chars().filter(|c| !c.is_whitespace()).collect();
        let tokens = tokens.replace("(.", "(0.").replace(",.", ",0.").replace("+.", "+0.");

        for size in Scale::Regular.sizes() {
            let ends = |text: &str| {
                let clamp = text.split_once("clamp(").unwrap().1.split_once(')').unwrap().0;
                let (least, rest) = clamp.split_once(',').unwrap();
                (least.to_owned(), rest.rsplit_once(',').unwrap().1.to_owned())
            };
            let declared = tokens.split_once(&format!("{}:", size.name)).unwrap().1.split(';').next().unwrap();
            assert_eq!(ends(declared), ends(&size.declaration()), "{}", size.name);
        }
        assert!(tokens.contains(&format!("--radius:{};", Radius::Slight.length())));
    }

    #[test]
    fn fluid_size_has_its_ends_at_the_ends_of_the_windows() {
        let size = Fluid { name: "--a", least: 1.0, most: 1.0625, is_text: false };

        assert_eq!(size.declaration(), "--a:clamp(1rem,0.977rem + 0.095vi,1.0625rem);");
    }
}
