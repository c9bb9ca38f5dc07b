//! Themes as wholes: what is refused, what is suggested, and what is written.

use crate::{FontFile, OwnFonts, READY_THEMES, Rgb, SchemeDocument, Theme, ThemeDocument, ThemeError, ready_theme};
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};
use rand::{Rng, SeedableRng, rngs::SmallRng};
use std::io::Write;

mod colours;

fn document(json: &str) -> ThemeDocument {
    serde_json::from_str(json).unwrap()
}

fn check(document: &ThemeDocument) -> Result<Theme, Vec<ThemeError>> {
    Theme::check(document, &OwnFonts::new())
}

fn refusals(json: &str) -> String {
    let errors = check(&document(json)).unwrap_err();
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Parses a style sheet without recovery from errors, and returns it indented.
fn pretty(css: &str) -> String {
    let sheet = StyleSheet::parse(css, ParserOptions::default()).unwrap();
    sheet.to_css(PrinterOptions::default()).unwrap().code
}

fn compressed_bytes(css: &str) -> usize {
    let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    encoder.write_all(css.as_bytes()).unwrap();
    encoder.into_inner().len()
}

#[test]
fn empty_document_is_the_default_look() {
    let theme = check(&ThemeDocument::default()).unwrap();

    assert_eq!(theme.css(), "");
    assert_eq!(theme.theme_colors().light.to_string(), "#f8f4ed");
    assert_eq!(theme.theme_colors().dark.to_string(), "#1b1815");
}

#[test]
fn defaults_that_are_given_write_nothing() {
    let same =
        r##"{"light": {"paper": "#f8f4ed", "good": "#4D5F3B"}, "dark": {"ink": "#ece5da"}, "radius": "slight"}"##;

    assert_eq!(check(&document(same)).unwrap().css(), "");
}

#[test]
fn defaults_are_those_of_the_style_sheet() {
    let tokens = include_str!("../../../style/tokens.css");
    let declared = |name: &str| {
        let lines =
            tokens.lines().filter_map(|line| line.trim().strip_prefix(&format!("--{name}: "))?.strip_suffix(';'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let own = |of: fn(crate::scheme::SchemeColours) -> Rgb| {
        [crate::scheme::DEFAULT_LIGHT, crate::scheme::DEFAULT_DARK].map(|scheme| of(scheme).to_string()).to_vec()
    };

    assert_eq!(declared("paper"), own(|scheme| scheme.paper));
    assert_eq!(declared("ink"), own(|scheme| scheme.ink));
    assert_eq!(declared("accent"), own(|scheme| scheme.accent));
    assert_eq!(declared("on-accent"), own(|scheme| scheme.on_accent));
    assert_eq!(declared("good"), own(|scheme| scheme.good));
}

#[test]
fn written_properties_are_those_of_the_style_sheet() {
    let tokens = include_str!("../../../style/tokens.css");

    for (name, _) in READY_THEMES {
        let css = check(&ready_theme(name).unwrap()).unwrap().css();
        let properties = css.split(['{', ';', '}']).filter(|part| part.starts_with("--"));
        for property in properties.filter_map(|declaration| declaration.split(':').next()) {
            assert!(tokens.contains(&format!("{property}:")), "{property} is not in tokens.css");
        }
    }
}

#[test]
fn ready_themes_pass_and_are_small() {
    for (name, json) in READY_THEMES {
        let theme = check(&document(json)).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let css = theme.css();
        let tokens = include_str!("../../../style/tokens.css");
        let added = compressed_bytes(&format!("{tokens}{css}")) - compressed_bytes(tokens);
        pretty(&css);
        assert!(added < 1_024, "{name} adds {added} bytes");
    }
}

#[test]
fn colours_alone_stay_below_half_a_kilobyte() {
    let json = r##"{"light": {"paper": "#ffffff", "ink": "#1c1c1c", "accent": "#7a2e12"}, "scale": "generous"}"##;

    let css = check(&document(json)).unwrap().css();

    assert!(compressed_bytes(&css) < 512, "{} bytes", compressed_bytes(&css));
    insta::assert_snapshot!(pretty(&css));
}

#[test]
fn fonts_are_written_with_their_stand_ins() {
    let json = r#"{"title_font": "instrument-serif", "text_font": "figtree", "radius": "square"}"#;

    insta::assert_snapshot!(pretty(&check(&document(json)).unwrap().css()));
}

#[test]
fn one_font_for_all_is_written_once() {
    let css = check(&document(r#"{"title_font": "geist", "text_font": "geist"}"#)).unwrap().css();

    assert_eq!(css.matches("url(").count(), 2);
    assert!(!css.contains("theme-title"));
}

#[test]
fn shop_that_is_dark_in_the_light_scheme_is_so_in_both() {
    let theme = check(&document(r##"{"light": {"paper": "#000000"}}"##)).unwrap();

    assert_eq!(theme.light, theme.dark);
    assert!(theme.css().contains("color-scheme:dark"));
}

#[test]
fn own_fonts_are_measured_and_their_names_stay_out_of_the_sheet() {
    let (address, bytes) = crate::bundled_fonts().next().unwrap();
    let path = "fonts/a.woff2};*{x:url(//evil.example)";
    let fonts = OwnFonts::from([(path.to_owned(), FontFile::read(bytes).unwrap())]);
    let name = "A\"};*{display:none}";
    let document: ThemeDocument =
        serde_json::from_value(serde_json::json!({"text_font": {"name": name, "files": [path]}})).unwrap();

    let theme = Theme::check(&document, &fonts).unwrap();

    assert!(!theme.css().contains("evil") && !theme.css().contains("display:none"));
    assert!(theme.css().contains(address));
    pretty(&theme.css());
}

#[test]
fn faults_outside_colours_are_told_by_field() {
    let json = r#"{"title_font": "comic-sans", "logo": "https://a.example/x.svg", "share_picture": "x.svg",
        "text_font": {"name": "", "files": ["fonts/none.woff2"]}}"#;

    insta::assert_snapshot!(refusals(json));
    insta::assert_snapshot!(refusals(r#"{"text_font": {"name": "Own", "files": []}}"#));
}

#[test]
fn more_files_than_allowed_are_refused() {
    let files: Vec<_> = crate::bundled_fonts().take(5).map(|(_, bytes)| FontFile::read(bytes).unwrap()).collect();
    let fonts: OwnFonts = files.into_iter().enumerate().map(|(index, file)| (format!("{index}.woff2"), file)).collect();
    let names: Vec<_> = fonts.keys().cloned().collect();
    let json = serde_json::json!({"text_font": {"name": "Own", "files": names}});

    let errors = Theme::check(&serde_json::from_value(json).unwrap(), &fonts).unwrap_err();

    assert_eq!(errors[0].to_string(), "text_font: titles and text have 5 font files; at most 4 are allowed.");
}

/// A colour, biased towards what merchants choose: greys and near misses are as likely as anything.
fn random_colour(random: &mut SmallRng) -> Option<String> {
    let grey: u8 = random.random();
    match random.random_range(0..10) {
        0..3 => None,
        3 => Some(Rgb([grey; 3]).to_string()),
        4 => Some("url(x);}*{color:red".to_owned()),
        _ => Some(Rgb(random.random()).to_string()),
    }
}

fn random_scheme(random: &mut SmallRng) -> SchemeDocument {
    let mut colour = || random_colour(random);
    SchemeDocument { paper: colour(), ink: colour(), accent: colour(), on_accent: colour(), good: colour() }
}

fn field<'a>(document: &'a mut ThemeDocument, path: &str) -> &'a mut Option<String> {
    let (scheme, name) = path.split_once('.').unwrap();
    let scheme = if scheme == "light" { &mut document.light } else { &mut document.dark };
    match name {
        "paper" => &mut scheme.paper,
        "ink" => &mut scheme.ink,
        "accent" => &mut scheme.accent,
        "on_accent" => &mut scheme.on_accent,
        _ => &mut scheme.good,
    }
}
