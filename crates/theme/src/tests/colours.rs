//! Contrast: named cases, and random documents.

use super::*;
use crate::{
    contrast::{SHAPE, TEXT},
    scheme::SchemeColours,
};

#[test]
fn weak_contrast_is_refused_with_both_colours_and_a_remedy() {
    insta::assert_snapshot!(refusals(r##"{"light": {"paper": "#ffffff", "ink": "#999999"}}"##));
    insta::assert_snapshot!(refusals(r##"{"light": {"accent": "#ff8c00", "on_accent": "#ffffff"}}"##));
    insta::assert_snapshot!(refusals(r##"{"light": {"paper": "#777777"}}"##));
    insta::assert_snapshot!(refusals(r##"{"dark": {"paper": "#101010", "good": "#225522"}}"##));
    insta::assert_snapshot!(refusals(r##"{"light": {"paper": "white", "ink": "#fff"}}"##));
}

/// #767676 is enough on white, but not on the sunk paper that is mixed from both.
#[test]
fn tints_count_as_grounds() {
    let errors = check(&document(r##"{"light": {"paper": "#ffffff", "ink": "#767676"}}"##)).unwrap_err();

    assert!(errors[0].message.contains("the sunk paper"), "{}", errors[0]);
}

#[test]
fn missing_colours_are_chosen_to_be_read() {
    let theme = check(&document(r##"{"light": {"accent": "#ffd400", "paper": "#202020"}}"##)).unwrap();

    assert!(theme.light.on_accent.is_dark());
    assert_readable(theme.light);
}

#[test]
fn taking_all_suggestions_leaves_a_theme_that_passes() {
    let mut random = SmallRng::seed_from_u64(15);
    let mut refused = 0;
    for _ in 0..300 {
        let mut document = ThemeDocument {
            light: random_scheme(&mut random),
            dark: random_scheme(&mut random),
            ..ThemeDocument::default()
        };
        if let Err(errors) = check(&document) {
            refused += 1;
            for error in errors {
                *field(&mut document, &error.field) = error.suggestion.map(|colour| colour.to_string());
            }
        }
        let theme = check(&document).unwrap_or_else(|errors| panic!("{document:?}: {errors:?}"));
        assert_readable(theme.light);
        assert_readable(theme.dark);
        assert_is_plain(&theme.css());
    }
    assert!(refused > 100, "only {refused} documents were refused");
}

#[test]
fn dark_colours_that_are_derived_always_pass() {
    let mut random = SmallRng::seed_from_u64(7);
    for _ in 0..300 {
        let light = SchemeDocument {
            paper: Some(Rgb(std::array::from_fn(|_| random.random_range(225..=255))).to_string()),
            ink: Some(Rgb(std::array::from_fn(|_| random.random_range(0..=60))).to_string()),
            accent: Some(Rgb(std::array::from_fn(|_| random.random_range(0..=60))).to_string()),
            ..SchemeDocument::default()
        };
        let theme = check(&ThemeDocument { light, ..ThemeDocument::default() }).unwrap();

        assert!(theme.dark.paper.is_dark());
        assert_readable(theme.dark);
    }
}

fn assert_readable(scheme: SchemeColours) {
    let tints = scheme.tints();
    for ground in [scheme.paper, tints.papers.raised, tints.papers.sunk] {
        for text in [scheme.ink, tints.ink_soft, scheme.accent, scheme.good] {
            assert!(text.contrast(ground) >= TEXT, "{text} on {ground} of {scheme:?}");
        }
        assert!(tints.line_strong.contrast(ground) >= SHAPE, "{} on {ground}", tints.line_strong);
    }
    assert!(scheme.on_accent.contrast(scheme.accent) >= TEXT, "{scheme:?}");
}

/// Nothing of the document but colours is in the sheet, and it has the rules of a theme only.
fn assert_is_plain(css: &str) {
    if css.is_empty() {
        return;
    }
    pretty(css);
    assert!(!css.contains("color:red") && !css.contains("url("), "{css}");
    assert!(css.matches('{').count() <= 5, "{css}");
}
