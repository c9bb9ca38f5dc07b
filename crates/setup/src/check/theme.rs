use theme::{Theme, ThemeDocument, ThemeFileKind};

use super::{Found, PathStep, at};
use crate::{
    SetupDocument, ThemeFiles,
    look::{Look, LookPictures},
};

/// Checks the theme, and that its files are there.
pub(super) fn check(document: &SetupDocument, files: &ThemeFiles, found: &mut Found) -> Option<Look> {
    let default = ThemeDocument::default();
    let document = document.theme.as_ref().unwrap_or(&default);
    let theme = Theme::check(document, &files.fonts());
    for error in theme.as_ref().err().into_iter().flatten() {
        found.add(theme_path(&error.field), error.message.clone());
    }
    for name in document.files().iter().filter(|name| name.kind != ThemeFileKind::Font && theme.is_ok()) {
        found.require(files.picture(name.path).is_some(), theme_path(&name.field), || {
            format!("the file {:?} is not there; put it beside the document", name.path)
        });
    }
    let theme = theme.ok()?;
    let pictures = LookPictures {
        logo: theme.logo().map(str::to_owned),
        icon: theme.icon().map(str::to_owned),
        share_picture: theme.share_picture().map(str::to_owned),
    };
    let paths: Vec<&str> = document.files().into_iter().map(|name| name.path).collect();
    Some(Look::new(&theme, files.only(&paths), pictures))
}

/// Returns the place in a setup of a field of its theme, such as `title_font.files[1]`.
pub fn theme_path(field: &str) -> Vec<PathStep> {
    let mut path = at!["theme"];
    for part in field.split('.') {
        let (name, item) = part.split_once('[').unwrap_or((part, ""));
        path.push(name.into());
        path.extend(item.trim_end_matches(']').parse().ok().map(PathStep::Item));
    }
    path
}
