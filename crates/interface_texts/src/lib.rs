//! The interface texts that Vitrine brings, in Fluent's syntax, and the check of texts that a shop writes in their place.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource},
    parser::parse,
};

/// The texts, by the tag of their language. Every language has every text: a test compares them.
pub const SOURCES: &[(&str, &str)] = &[
    (REFERENCE, include_str!("../texts/en.ftl")),
    ("ar", include_str!("../texts/ar.ftl")),
    ("de", include_str!("../texts/de.ftl")),
    ("es", include_str!("../texts/es.ftl")),
    ("fr", include_str!("../texts/fr.ftl")),
    ("hi", include_str!("../texts/hi.ftl")),
    ("ja", include_str!("../texts/ja.ftl")),
];
/// The language whose texts stand in for those that no language of a locale has.
pub const REFERENCE: &str = "en";

/// The variables of each text in the reference language.
static VARIABLES: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let source = SOURCES.iter().find(|(code, _)| *code == REFERENCE).map_or("", |(_, source)| source);
    let resource = parse(source).unwrap_or_else(|(resource, _)| resource);
    messages(&resource).map(|message| (message.id.name.to_owned(), Placeables::of(message).variables)).collect()
});

/// A text that no page can show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    /// No page has a text of this name.
    #[error("there is no interface text \"{0}\"")]
    UnknownKey(String),
    /// The text is empty.
    #[error("the text is empty; write it, or leave it out for the one that Vitrine brings")]
    Empty,
    /// It is not Fluent's syntax.
    #[error(
        "this is not Fluent's syntax; write a literal brace as {{\"{{\"}} or {{\"}}\"}}, and a plural with a form marked *"
    )]
    Syntax,
    /// It uses a variable that pages don't set for this text.
    #[error("this text has no variable {{ ${name} }}; {}", offer(known))]
    UnknownVariable {
        /// The variable.
        name: String,
        /// The variables that pages set.
        known: Vec<String>,
    },
    /// It uses a function, a term or another text.
    #[error("\"{0}\" can't be used in an interface text; write the words instead")]
    Reference(String),
}

fn offer(known: &[String]) -> String {
    match known {
        [] => "write it without variables".to_owned(),
        known => {
            let known: Vec<_> = known.iter().map(|name| format!("{{ ${name} }}")).collect();
            format!("write {}", known.join(" or "))
        }
    }
}

/// Returns the name of every text.
pub fn keys() -> impl Iterator<Item = &'static str> {
    VARIABLES.keys().map(String::as_str)
}

/// Returns a text as a message in Fluent's syntax. Its further lines are indented.
pub fn message(key: &str, text: &str) -> String {
    format!("{key} = {}\n", text.replace('\n', "\n    "))
}

/// Checks a text that a shop writes in place of the one of this name.
///
/// # Errors
///
/// Fails if pages have no such text, or if it can't be formatted with the variables that pages set.
pub fn check(key: &str, text: &str) -> Result<(), TextFault> {
    let known = VARIABLES.get(key).ok_or_else(|| TextFault::UnknownKey(key.to_owned()))?;
    if text.trim().is_empty() {
        return Err(TextFault::Empty);
    }
    let source = message(key, text);
    let resource = parse(source.as_str()).map_err(|_| TextFault::Syntax)?;
    let [Entry::Message(parsed)] = resource.body.as_slice() else { return Err(TextFault::Syntax) };
    if parsed.value.is_none() || !parsed.attributes.is_empty() {
        return Err(TextFault::Syntax);
    }
    let used = Placeables::of(parsed);
    if let Some(reference) = used.references.into_iter().next() {
        return Err(TextFault::Reference(reference));
    }
    match used.variables.into_iter().find(|name| !known.contains(name)) {
        Some(name) => Err(TextFault::UnknownVariable { name, known: known.iter().cloned().collect() }),
        None => Ok(()),
    }
}

fn messages<'r, 's>(resource: &'r Resource<&'s str>) -> impl Iterator<Item = &'r Message<&'s str>> {
    resource.body.iter().filter_map(|entry| if let Entry::Message(message) = entry { Some(message) } else { None })
}

/// The names that a text uses.
#[derive(Default)]
struct Placeables {
    variables: BTreeSet<String>,
    /// Functions, terms and other texts.
    references: BTreeSet<String>,
}

impl Placeables {
    fn of(message: &Message<&str>) -> Self {
        let mut found = Self::default();
        if let Some(pattern) = &message.value {
            found.add_pattern(pattern);
        }
        found
    }

    fn add_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.add_expression(expression);
            }
        }
    }

    fn add_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.add_inline(inline),
            Expression::Select { selector, variants } => {
                self.add_inline(selector);
                variants.iter().for_each(|variant| self.add_pattern(&variant.value));
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { id, .. }
            | InlineExpression::MessageReference { id, .. }
            | InlineExpression::TermReference { id, .. } => {
                self.references.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.add_expression(expression),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text_with_variables_of_the_reference() {
        for (language, source) in SOURCES {
            let resource = parse(*source).unwrap();
            let keys: BTreeSet<&str> = messages(&resource).map(|message| message.id.name).collect();

            assert_eq!(keys, VARIABLES.keys().map(String::as_str).collect(), "{language}");
            for message in messages(&resource) {
                let (used, known) = (Placeables::of(message), &VARIABLES[message.id.name]);
                assert!(used.variables.is_subset(known), "{language}: {} uses {:?}", message.id.name, used.variables);
                assert!(used.references.is_empty(), "{language}: {}", message.id.name);
            }
        }
    }

    #[test]
    fn a_text_that_pages_can_show_is_accepted() {
        for (key, text) in [
            ("menu", "Menü"),
            ("welcome", "Willkommen bei { $shop }"),
            ("welcome", "Willkommen"),
            ("product-count", "{ $count ->\n    [one] { $shown } item\n   *[other] { $shown } items\n}"),
            ("menu", "{\"{\"}Menü{\"}\"}"),
        ] {
            assert_eq!(check(key, text), Ok(()), "{key} {text}");
        }
    }

    #[test]
    fn every_fault_is_told() {
        let variable = |name: &str, known: &[&str]| TextFault::UnknownVariable {
            name: name.to_owned(),
            known: known.iter().map(|name| (*name).to_owned()).collect(),
        };
        for (key, text, fault) in [
            ("menue", "Menü", TextFault::UnknownKey("menue".to_owned())),
            ("menu", " \n ", TextFault::Empty),
            ("menu", "Menü {", TextFault::Syntax),
            ("menu", "Menü\n.label = x", TextFault::Syntax),
            ("menu", "{ $count ->\n [one] x\n}", TextFault::Syntax),
            ("menu", "{ $shop }", variable("shop", &[])),
            ("welcome", "{ $name }", variable("name", &["shop"])),
            ("menu", "{ close }", TextFault::Reference("close".to_owned())),
            ("menu", "{ -brand }", TextFault::Reference("brand".to_owned())),
            ("menu", "{ NUMBER(1) }", TextFault::Reference("NUMBER".to_owned())),
        ] {
            assert_eq!(check(key, text), Err(fault), "{key} {text}");
        }
    }

    #[test]
    fn a_fault_says_what_to_write() {
        let unknown = check("welcome", "{ $name }").unwrap_err();

        assert_eq!(unknown.to_string(), "this text has no variable { $name }; write { $shop }");
        assert!(check("menu", "{").unwrap_err().to_string().contains("{\"{\"}"));
    }
}
