use interface_texts::TextFault;
use setup::SetupDocument;

use crate::{
    diagnostic::{DiagnosticKind, Violations},
    document::SETUP,
    field::PathCursor,
    nearest::suggestion,
};

/// Checks the interface texts that a setup writes in place of those that Vitrine brings. The setup that a shop has is not
/// checked again: a later version of Vitrine may have no such text.
pub(crate) fn check_interface_texts(document: &SetupDocument, found: &mut Violations) {
    let list = PathCursor::top(SETUP);
    let list = list.field("languages");
    for (index, language) in document.languages.iter().enumerate() {
        let at = list.index(index);
        let at = at.field("texts");
        for (key, text) in &language.texts {
            if let Err(fault) = interface_texts::check(key, text) {
                found.add(DiagnosticKind::Rule, at.field(key), || message(&fault));
            }
        }
    }
}

fn message(fault: &TextFault) -> String {
    match fault {
        TextFault::UnknownKey(key) => format!("{fault}; leave it out{}", suggestion(key, interface_texts::keys())),
        _ => fault.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{empty_shop, plan};

    /// Returns the diagnostics of a setup whose first language has one text of its own.
    fn refused(key: &str, text: &str) -> Vec<String> {
        let mut setup = setup::testing::document();
        setup.languages[0].texts = [(key.to_owned(), text.to_owned())].into();
        let file = serde_json::json!({ "format": "vitrine/1", "setup": setup }).to_string();
        match plan("shop.json", file.as_bytes(), &empty_shop()) {
            Ok(_) => Vec::new(),
            Err(refusals) => refusals.diagnostics().map(|of| format!("{}: {}", of.field, of.message)).collect(),
        }
    }

    #[test]
    fn a_text_is_refused_with_its_place_and_a_sentence() {
        let cases = [
            ("welcome", "Hello from { $shop }", None),
            ("welcom", "Hello", Some("there is no interface text \"welcom\"; leave it out; did you mean \"welcome\"?")),
            ("welcome", "Hello { $who }", Some("this text has no variable { $who }; write { $shop }")),
            (
                "menu",
                "Menu }",
                Some(
                    "this is not Fluent's syntax; write a literal brace as {\"{\"} or {\"}\"}, and a plural with a form marked *",
                ),
            ),
        ];
        for (key, text, refusal) in cases {
            let expected = refusal.map(|sentence| format!("setup.languages[0].texts.{key}: {sentence}"));

            assert_eq!(refused(key, text), expected.into_iter().collect::<Vec<_>>());
        }
    }
}
