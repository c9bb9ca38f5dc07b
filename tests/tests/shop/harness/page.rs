//! A page as a program reads it: its tags, its structured data, and the addresses it names.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Answer, ORIGIN};

/// An element's start tag.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    /// True if nothing stands between it and its end tag.
    pub(crate) is_empty: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// An attribute's value; none if the tag lacks it.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Answer {
    /// Every start tag, in the order of the document.
    pub(crate) fn tags(&self) -> Vec<Tag> {
        let html = self.text();
        let mut tags = Vec::new();
        let mut rest = html.as_str();
        while let Some((_, after)) = rest.split_once('<') {
            rest = after;
            if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (tag, after) = tag(rest);
                tags.push(tag);
                rest = after;
            }
        }
        tags
    }

    /// The page's structured data (JSON-LD), an item for each thing that is described at the top.
    pub(crate) fn structured_data(&self) -> Vec<Value> {
        let html = self.text();
        let scripts = html.split("<script type=\"application/ld+json\">").skip(1);
        let parsed = scripts.map(|rest| serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap());
        parsed.flat_map(|data| if let Value::Array(items) = data { items } else { vec![data] }).collect()
    }

    /// The addresses of this shop that a page or a sitemap names, in whichever of its parts, without their fragments.
    pub(crate) fn addresses(&self) -> BTreeSet<String> {
        let mut found = Vec::new();
        for tag in self.tags() {
            for (name, value) in &tag.attributes {
                match name.as_str() {
                    "href" | "src" | "content" | "data-script" | "data-wasm" | "data-pricing" => {
                        found.push(value.clone());
                    }
                    // A form below this address changes something; no page is read there.
                    "action" if !value.starts_with("/actions/") => found.push(value.clone()),
                    "srcset" | "imagesrcset" => found.extend(candidates(value)),
                    "data-props" => texts(&serde_json::from_str(value).unwrap(), &mut found),
                    _ => {}
                }
            }
        }
        for data in self.structured_data() {
            texts(&data, &mut found);
        }
        for link in self.headers.get_all("link") {
            let link = link.to_str().unwrap();
            found.extend(link.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0.to_owned())));
            found.extend(
                link.split("imagesrcset=\"").skip(1).flat_map(|rest| candidates(rest.split('"').next().unwrap())),
            );
        }
        found.push(self.header("speculation-rules").trim_matches('"').to_owned());
        found.extend(self.text().split("<loc>").skip(1).map(|rest| unescaped(rest.split('<').next().unwrap())));
        found.iter().filter_map(|address| own(address)).collect()
    }
}

/// The address without the shop's origin, if it is one of the shop's, as a browser would ask for it.
fn own(address: &str) -> Option<String> {
    let path = address.strip_prefix(ORIGIN).unwrap_or(address);
    let path = path.split('#').next().unwrap();
    if !path.starts_with('/') || path.starts_with("//") {
        return None;
    }
    let encoded = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    Some(path.bytes().map(encoded).collect())
}

/// Of a `srcset` the addresses.
fn candidates(srcset: &str) -> Vec<String> {
    srcset.split(", ").filter_map(|candidate| Some(candidate.split(' ').next()?.to_owned())).collect()
}

/// Every text in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| texts(field, found)),
        _ => {}
    }
}

/// The tag whose name `text` begins with, and what comes after it.
fn tag(text: &str) -> (Tag, &str) {
    let (name, mut rest) = word(text);
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let is_empty = after.trim_start_matches("<!>").starts_with(&format!("</{name}>"));
            return (Tag { name: name.to_owned(), is_empty, attributes }, after);
        }
        let (attribute, after) = word(rest);
        let quoted = after.strip_prefix("=\"").and_then(|value| value.split_once('"'));
        let (value, after) = quoted.unwrap_or(("", after));
        assert!(after.len() < rest.len(), "no tag ends in {text:.200}");
        attributes.push((attribute.to_owned(), unescaped(value)));
        rest = after;
    }
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(text.len()))
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}
