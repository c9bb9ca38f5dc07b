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
        logo_dark: theme.logo_dark().map(str::to_owned),
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Setup, ThemeFile, testing};

    fn document(theme: Value) -> SetupDocument {
        let mut document = serde_json::to_value(testing::document()).unwrap();
        document["theme"] = theme;
        serde_json::from_value(document).unwrap()
    }

    fn errors(theme: Value) -> Vec<String> {
        let errors = Setup::check(&document(theme)).err();
        errors.into_iter().flatten().map(|error| error.to_string()).collect()
    }

    #[test]
    fn every_fault_of_a_theme_has_its_field_and_a_remedy() {
        let cases = [
            (json!({"ready": "attic"}), "theme.ready", "There are atelier, pantry, workshop."),
            (json!({"light": {"ink": "grey"}}), "theme.light.ink", "such as #8a4527."),
            (json!({"light": {"paper": "#ffffff", "ink": "#999999"}}), "theme.light.ink", "that passes is #727272."),
            (json!({"dark": {"good": "#222222"}}), "theme.dark.good", "The nearest colour that passes is #"),
            (json!({"text_font": "comic"}), "theme.text_font", "There are bricolage-grotesque, figtree"),
            (json!({"title_font": {"name": "", "files": ["a.woff2"]}}), "theme.title_font.name", "1 to 80 characters"),
            (json!({"title_font": {"name": "A", "files": []}}), "theme.title_font.files", "at least one WOFF2 file"),
            (
                json!({"title_font": {"name": "A", "files": ["a.woff2"]}}),
                "theme.title_font.files[0]",
                "\"a.woff2\" is not there",
            ),
            (json!({"logo": "../logo.svg"}), "theme.logo", "such as images/logo.svg"),
            (json!({"logo": "logo.svg"}), "theme.logo", "put it beside the document"),
            (json!({"icon": "icon.png"}), "theme.icon", "put it beside the document"),
            (json!({"share_picture": "share.png"}), "theme.share_picture", "put it beside the document"),
        ];
        for (theme, field, remedy) in cases {
            let errors = errors(theme.clone());
            let is_told = |error: &String| error.starts_with(&format!("{field}: ")) && error.contains(remedy);
            assert!(errors.iter().any(is_told), "{theme}: {errors:#?}");
        }
    }

    #[test]
    fn examples_of_the_manual_lack_nothing_but_their_files() {
        let manual = include_str!("../../../../docs/how-to/change-the-look.md");
        let examples: Vec<Value> = manual
            .split("```json")
            .skip(1)
            .map(|rest| serde_json::from_str(rest.split("```").next().unwrap()).unwrap())
            .collect();
        assert!(examples.len() >= 3);
        for mut example in examples {
            let errors = errors(example["theme"].take());
            let is_of_file = |error: &String| error.contains(" is not there");
            assert!(errors.iter().all(is_of_file), "{errors:#?}");
        }
        for (name, _) in theme::READY_THEMES {
            assert!(manual.contains(&format!("| `{name}` | ")), "{name}");
        }
    }

    #[test]
    fn suggested_colour_is_accepted() {
        assert_eq!(errors(json!({"light": {"paper": "#ffffff", "ink": "#727272"}})), [""; 0]);
    }

    #[test]
    fn part_of_a_ready_theme_can_be_replaced() {
        let look = |theme: Value| Setup::check(&document(theme)).unwrap().look().clone();
        let ready = look(json!({"ready": "atelier"}));

        let own = look(json!({"ready": "atelier", "light": {"paper": "#fffef0"}}));

        assert_eq!(ready.colors().light.to_string(), "#ffffff");
        assert_eq!(own.colors().light.to_string(), "#fffef0");
        assert_eq!(own.colors().dark, ready.colors().dark);
        assert!(own.css().contains("theme-title") && own.hash() != ready.hash());
    }

    #[test]
    fn shop_without_a_theme_has_no_sheet_of_its_own() {
        let setup = testing::setup();

        assert_eq!((setup.look().css(), setup.look().hash()), ("", None));
        assert!(setup.look().logo().is_none() && setup.look().icon().is_none());
    }

    #[test]
    fn files_come_back_as_they_were_stored() {
        let (_, font) = theme::bundled_fonts().next().unwrap();
        let mut files = ThemeFiles::default();
        files.insert("own.woff2", ThemeFile::font(font).unwrap());
        files.insert("logo.svg", ThemeFile::picture(b"<svg/>", "svg", (40, 10)));

        let read: ThemeFiles = serde_json::from_str(&serde_json::to_string(&files).unwrap()).unwrap();

        assert_eq!(read, files);
    }
}
