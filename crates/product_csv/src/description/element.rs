//! The elements and attributes of HTML that descriptions know.

use html5ever::tokenizer::{
    Tag, TokenSinkResult,
    states::RawKind::{Rawtext, Rcdata, ScriptData},
};

/// Elements that are left out with everything inside.
pub(super) const DROPPED: [&str; 17] = [
    "script", "style", "iframe", "object", "video", "audio", "svg", "math", "canvas", "noscript", "template", "select",
    "button", "textarea", "title", "noembed", "noframes",
];

/// Elements without contents that are left out.
pub(super) const DROPPED_VOID: [&str; 3] = ["embed", "input", "source"];

/// Elements whose formatting Markdown lacks, but whose text stays.
pub(super) const UNSUPPORTED: [&str; 24] = [
    "u",
    "s",
    "strike",
    "del",
    "ins",
    "sub",
    "sup",
    "small",
    "big",
    "font",
    "mark",
    "q",
    "cite",
    "dfn",
    "var",
    "center",
    "form",
    "fieldset",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "figcaption",
];

/// Elements that begin and end a paragraph.
pub(super) const BLOCKS: [&str; 28] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "figure",
    "address",
    "hgroup",
    "body",
    "html",
    "center",
    "form",
    "fieldset",
    "dl",
    "dt",
    "dd",
    "details",
    "summary",
    "figcaption",
    "caption",
    "legend",
    "head",
    "option",
    "search",
];

/// Attributes that only change the looks.
pub(super) const STYLES: [&str; 5] = ["style", "align", "bgcolor", "color", "face"];

/// The schemes that links on the shop's pages may have.
pub(super) const SCHEMES: [&str; 3] = ["https", "mailto", "tel"];

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
        || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "menu" | "li" | "blockquote")
        || matches!(name, "pre" | "hr" | "table")
}

pub(super) fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let attribute = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
    Some(attribute.value.to_string())
}

pub(super) fn first_number(tag: &Tag) -> u64 {
    let start = attribute(tag, "start").and_then(|start| start.trim().parse().ok());
    start.filter(|start| *start <= 999_999_999).unwrap_or(1)
}

/// Tells the tokenizer which elements hold text instead of tags.
pub(super) fn raw_text(name: &str) -> TokenSinkResult<()> {
    match name {
        "script" => TokenSinkResult::RawData(ScriptData),
        "style" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(Rawtext),
        "textarea" | "title" => TokenSinkResult::RawData(Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
