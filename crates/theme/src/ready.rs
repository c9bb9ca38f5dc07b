//! Themes that come with the shop, as documents to choose or to start from.

use crate::document::ThemeDocument;

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
