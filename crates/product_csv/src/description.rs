//! HTML of descriptions as Markdown.
//!
//! The HTML tokenizer of browsers (`html5ever`) reads the text, and no tree is built: depth costs no stack, and each
//! token has its line. Crates that convert HTML in general drop formatting silently; here each loss is reported.

mod block;
mod element;
mod inline;
mod sink;
mod structure;
mod table;
mod writer;

#[cfg(test)]
mod tests;

use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Tokenizer, TokenizerOpts},
};
use sink::Sink;

/// The meaning of line breaks in a description's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Breaks {
    /// A line break is a space, as in HTML.
    Spaces,
    /// A line break is one, and an empty line begins a paragraph, as WordPress shows them.
    Lines,
}

/// Formatting that the Markdown lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Loss {
    /// The line in the text, counted from 1.
    pub(crate) line: u64,
    /// The tag.
    pub(crate) tag: String,
    pub(crate) reason: &'static str,
}

/// Returns HTML as Markdown, and the formatting that is lost.
pub(crate) fn markdown(html: &str, breaks: Breaks) -> (String, Vec<Loss>) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Sink::new(breaks), TokenizerOpts::default());
    let _script = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.finish()
}
