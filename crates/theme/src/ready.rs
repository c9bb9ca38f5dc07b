//! Themes that come with the shop, as documents to choose or to start from.

use crate::{
    document::{SchemeDocument, ThemeDocument},
    error::ThemeError,
};
use std::borrow::Cow;

/// The names and the JSON of the ready themes.
pub const READY_THEMES: [(&str, &str); 3] = [
    ("atelier", include_str!("../themes/atelier.json")),
    ("pantry", include_str!("../themes/pantry.json")),
    ("workshop", include_str!("../themes/workshop.json")),
];

/// Returns the ready theme of a name, or `None`.
pub fn ready_theme(name: &str) -> Option<ThemeDocument> {
    let (_, json) = READY_THEMES.iter().find(|(known, _)| *known == name)?;
    Some(serde_json::from_str(json).expect("ready themes are documents, as a test proves"))
}

/// Returns the document with the parts of the ready theme that it starts from and does not replace.
pub(crate) fn complete<'a>(document: &'a ThemeDocument, errors: &mut Vec<ThemeError>) -> Cow<'a, ThemeDocument> {
    let Some(name) = &document.ready else { return Cow::Borrowed(document) };
    let Some(ready) = ready_theme(name) else {
        let known = READY_THEMES.map(|(name, _)| name).join(", ");
        errors.push(ThemeError::new("ready", format!("no ready theme is called {name:?}. There are {known}.")));
        return Cow::Borrowed(document);
    };
    let own = document.clone();
    Cow::Owned(ThemeDocument {
        ready: own.ready,
        light: complete_scheme(own.light, ready.light),
        dark: complete_scheme(own.dark, ready.dark),
        radius: own.radius.or(ready.radius),
        scale: own.scale.or(ready.scale),
        title_font: own.title_font.or(ready.title_font),
        text_font: own.text_font.or(ready.text_font),
        logo: own.logo.or(ready.logo),
        logo_dark: own.logo_dark.or(ready.logo_dark),
        icon: own.icon.or(ready.icon),
        share_picture: own.share_picture.or(ready.share_picture),
    })
}

fn complete_scheme(own: SchemeDocument, ready: SchemeDocument) -> SchemeDocument {
    SchemeDocument {
        paper: own.paper.or(ready.paper),
        ink: own.ink.or(ready.ink),
        accent: own.accent.or(ready.accent),
        on_accent: own.on_accent.or(ready.on_accent),
        good: own.good.or(ready.good),
    }
}
