use setup::{Palette, PlainLook};
use types::{Direction, Locale};

use crate::mails::fonts::fonts;

/// The declarations that elements of a mail carry themselves, since many clients ignore style sheets.
pub(super) struct Styles {
    /// Colours of the light scheme. The style sheet has the dark ones.
    pub(super) colours: Palette,
    pub(super) radius: &'static str,
    pub(super) text_fonts: &'static str,
    pub(super) title_fonts: &'static str,
    /// `left` or `right`: clients know no `start`.
    pub(super) start: &'static str,
    pub(super) end: &'static str,
    pub(super) direction: &'static str,
}

impl Styles {
    pub(super) fn new(look: &PlainLook, locale: Locale) -> Self {
        let (start, end) = match locale.direction() {
            Direction::LeftToRight => ("left", "right"),
            Direction::RightToLeft => ("right", "left"),
        };
        Self {
            colours: look.light,
            radius: look.radius,
            text_fonts: fonts(look.text, locale.language()),
            title_fonts: fonts(look.titles, locale.language()),
            start,
            end,
            direction: locale.direction().as_str(),
        }
    }

    /// Returns the style of a title.
    pub(super) fn title(&self, size: u32) -> String {
        let (fonts, ink) = (self.title_fonts, self.colours.ink);
        format!("margin:0;font-family:{fonts};font-size:{size}px;line-height:1.3;font-weight:normal;color:{ink}")
    }

    /// Returns the style of soft text.
    pub(super) fn soft(&self) -> String {
        format!("color:{}", self.colours.ink_soft)
    }

    /// Returns the style of a cell that begins where lines begin.
    pub(super) fn start_cell(&self) -> String {
        format!("text-align:{};vertical-align:top", self.start)
    }

    /// Returns the style of a cell with an amount, which ends where lines end and never breaks.
    pub(super) fn amount_cell(&self) -> String {
        format!("text-align:{};vertical-align:top;white-space:nowrap", self.end)
    }
}

/// Returns the style sheet: what the elements' own styles can't say.
pub(super) fn style_sheet(look: &PlainLook) -> String {
    let Palette { paper, raised, ink, ink_soft, line, accent } = look.dark;
    format!(
        ":root{{color-scheme:light dark;supported-color-schemes:light dark}}\
         .mail a{{text-underline-offset:2px}}\
         .dark-only{{display:none}}\
         @media (max-width:480px){{.above{{display:none!important}}.card{{border-radius:0!important}}\
         .card>table>tbody>tr>td{{padding:8px 0!important}}.footer>table>tbody>tr>td{{padding:24px 16px!important}}}}\
         @media (prefers-color-scheme:dark){{\
         body,.mail{{background-color:{paper}!important}}\
         .card,.card>table{{background:{raised}!important;background-color:{raised}!important}}\
         .panel,.blank{{background-color:{paper}!important}}\
         .ruled{{border-color:{line}!important}}\
         .mail div,.mail td,.mail h1,.mail h2,.mail span,.mail .name{{color:{ink}!important}}\
         .mail .soft,.mail .soft div,.mail .soft span,.mail .soft a{{color:{ink_soft}!important}}\
         .mail a{{color:{accent}!important}}\
         .mail .name{{color:{ink}!important}}\
         .mail .button td{{background:{ink}!important;background-color:{ink}!important}}\
         .mail .button a{{background:{ink}!important;background-color:{ink}!important;color:{paper}!important}}\
         .light-only{{display:none!important}}\
         .dark-only{{display:inline-block!important}}\
         }}"
    )
}
