//! Local fonts, stretched to the measures of a web font: text has its final size and place before the font arrives.

use super::file::LatinMetrics;
use crate::document::FontKind;

/// A local font with the average width of its letters, in units of the font size.
pub(super) struct LocalFont {
    regular: LocalFace,
    bold: LocalFace,
}

pub(super) struct LocalFace {
    /// The names under which systems have the face, or one of the same measures.
    sources: &'static str,
    width: f64,
}

/// Windows, macOS, iOS and Linux, then Android. Widths were measured with the letters of `SAMPLE` in Liberation Sans
/// and Serif (which have the measures of Arial and Times New Roman), Roboto and Noto Serif.
const SANS: [LocalFont; 2] = [
    LocalFont {
        regular: LocalFace { sources: r#"local("Arial"),local("Liberation Sans"),local("Arimo")"#, width: 0.4563 },
        bold: LocalFace {
            sources: r#"local("Arial Bold"),local("Liberation Sans Bold"),local("Arimo Bold")"#,
            width: 0.4937,
        },
    },
    LocalFont {
        regular: LocalFace { sources: r#"local("Roboto")"#, width: 0.4580 },
        bold: LocalFace { sources: r#"local("Roboto Bold")"#, width: 0.4647 },
    },
];

const SERIF: [LocalFont; 2] = [
    LocalFont {
        regular: LocalFace {
            sources: r#"local("Times New Roman"),local("Liberation Serif"),local("Tinos")"#,
            width: 0.4172,
        },
        bold: LocalFace {
            sources: r#"local("Times New Roman Bold"),local("Liberation Serif Bold"),local("Tinos Bold")"#,
            width: 0.4431,
        },
    },
    LocalFont {
        regular: LocalFace { sources: r#"local("Noto Serif")"#, width: 0.4972 },
        bold: LocalFace { sources: r#"local("Noto Serif Bold")"#, width: 0.5276 },
    },
];

/// The number of local fonts that stand in for one font, each on other systems.
pub(super) const COUNT: usize = 2;

/// Returns the `@font-face` rules of the fonts `{name}-1`, `{name}-2` that stand in for a font. They cover the same part
/// of Unicode, so that other scripts go on to the system's own fonts.
pub(super) fn rules(name: &str, kind: FontKind, metrics: LatinMetrics, is_bold_used: bool, range: &str) -> String {
    let fonts = match kind {
        FontKind::Sans => &SANS,
        FontKind::Serif => &SERIF,
    };
    let mut css = String::new();
    for (index, font) in fonts.iter().enumerate() {
        let mut add = |face: &LocalFace, weight: u16, width: f64| {
            let size = width / face.width;
            css += &format!(
                "@font-face{{font-family:{name}-{};src:{};font-weight:{weight};size-adjust:{};ascent-override:{};\
                 descent-override:{};line-gap-override:{};unicode-range:{range}}}",
                index + 1,
                face.sources,
                percent(size),
                percent(metrics.ascent / size),
                percent(metrics.descent / size),
                percent(metrics.line_gap / size),
            );
        };
        add(&font.regular, 400, metrics.regular_width);
        if is_bold_used {
            add(&font.bold, 700, metrics.bold_width);
        }
    }
    css
}

fn percent(share: f64) -> String {
    format!("{}%", (share.max(0.0) * 10_000.0).round() / 100.0)
}
