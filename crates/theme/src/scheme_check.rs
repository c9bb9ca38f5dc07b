//! The colours of one scheme, checked in the order in which they depend on each other: paper, ink, accent, the rest.
//!
//! A colour that fails is replaced by its suggestion before the next one is checked. So a merchant who takes all
//! suggestions of one check has a theme that passes.

use crate::{
    contrast::{TEXT, nearest, ratio_text},
    document::SchemeDocument,
    error::ThemeError,
    rgb::Rgb,
    scheme::{LeastContrast, Papers, SchemeColours},
};

/// Completes the colours that a document gives for a scheme from `base`. Given colours are checked, and their faults are
/// added to `errors`. Missing ones are moved in lightness until they pass.
pub(crate) fn resolve(
    scheme: &'static str,
    given: &SchemeDocument,
    base: SchemeColours,
    errors: &mut Vec<ThemeError>,
) -> SchemeColours {
    let mut check = SchemeCheck { scheme, errors };
    let paper = check.paper(given.paper.as_ref(), base.paper);
    let ink = check.ink(given.ink.as_ref(), base.ink, paper);
    let papers = Papers::of(paper, ink);
    let accent = check.legible("accent", given.accent.as_ref(), base.accent, papers);
    let preferred = if paper == base.paper { base.on_accent } else { paper };
    SchemeColours {
        paper,
        ink,
        accent,
        on_accent: check.on_accent(given.on_accent.as_ref(), accent, [preferred, paper, ink]),
        good: check.legible("good", given.good.as_ref(), base.good, papers),
    }
}

/// Reads the colour that a field gives. A value that is no colour is `None`; [`resolve`] tells of it.
pub(crate) fn read(text: Option<&String>) -> Option<Rgb> {
    text.and_then(|text| Rgb::parse(text))
}

struct SchemeCheck<'a> {
    scheme: &'static str,
    errors: &'a mut Vec<ThemeError>,
}

impl SchemeCheck<'_> {
    /// A paper passes if black or white can be read on it and on its tints.
    fn paper(&mut self, given: Option<&String>, base: Rgb) -> Rgb {
        let best = |paper| {
            let on = |ink| (ink, Papers::of(paper, ink).least_contrast(ink));
            let (black, white) = (on(Rgb::BLACK), on(Rgb::WHITE));
            if black.1.ratio > white.1.ratio { black } else { white }
        };
        let Some(paper) = self.given("paper", given) else { return base };
        let (ink, least) = best(paper);
        if least.ratio >= TEXT {
            return paper;
        }
        let suggestion = nearest(paper, |paper| best(paper).1.ratio >= TEXT).unwrap_or(Rgb::WHITE);
        let message = format!(
            "no text can be read on {paper}: even {ink} on {} has a contrast of {}, and text needs {TEXT}:1. The \
             nearest colour that passes is {suggestion}.",
            ground(least, paper),
            ratio_text(least.ratio)
        );
        self.refuse("paper", message, suggestion)
    }

    fn ink(&mut self, given: Option<&String>, base: Rgb, paper: Rgb) -> Rgb {
        self.passing("ink", given, base, |ink| Papers::of(paper, ink).least_contrast(ink))
    }

    fn legible(&mut self, field: &'static str, given: Option<&String>, base: Rgb, papers: Papers) -> Rgb {
        self.passing(field, given, base, |colour| papers.least_contrast(colour))
    }

    /// Text on the accent. A missing one is the first of `preferred` that can be read, else black or white.
    fn on_accent(&mut self, given: Option<&String>, accent: Rgb, preferred: [Rgb; 3]) -> Rgb {
        let on = |colour: Rgb| LeastContrast { ratio: colour.contrast(accent), ground: accent, name: "the accent" };
        let mut choices = preferred.into_iter().chain([Rgb::WHITE, Rgb::BLACK]);
        let base = choices.find(|colour| on(*colour).ratio >= TEXT).unwrap_or(Rgb::BLACK);
        self.passing("on_accent", given, base, on)
    }

    /// Returns the given colour if it passes where its contrast is least, else the nearest that does.
    fn passing(
        &mut self,
        field: &'static str,
        given: Option<&String>,
        base: Rgb,
        least: impl Fn(Rgb) -> LeastContrast,
    ) -> Rgb {
        let given = self.given(field, given);
        let colour = given.unwrap_or(base);
        let suggestion = nearest(colour, |colour| least(colour).ratio >= TEXT).unwrap_or(Rgb::BLACK);
        if given.is_none() || suggestion == colour {
            return suggestion;
        }
        let found = least(colour);
        let message = format!(
            "{colour} on {} {} has a contrast of {}, and text needs {TEXT}:1. The nearest colour that passes is \
             {suggestion}.",
            found.name,
            found.ground,
            ratio_text(found.ratio)
        );
        self.refuse(field, message, suggestion)
    }

    fn given(&mut self, field: &str, text: Option<&String>) -> Option<Rgb> {
        let colour = read(text);
        if let (Some(text), None) = (text, colour) {
            let message =
                format!("{text:?} is not a colour. Write it as # and six hexadecimal digits, such as #8a4527.");
            self.errors.push(ThemeError::new(format!("{}.{field}", self.scheme), message));
        }
        colour
    }

    fn refuse(&mut self, field: &str, message: String, suggestion: Rgb) -> Rgb {
        let field = format!("{}.{field}", self.scheme);
        self.errors.push(ThemeError { field, message, suggestion: Some(suggestion) });
        suggestion
    }
}

/// Names a ground that is not the paper itself.
fn ground(least: LeastContrast, paper: Rgb) -> String {
    if least.ground == paper { "it".to_owned() } else { format!("{} {}", least.name, least.ground) }
}
