//! The tokens of HTML, one after the other.

use std::cell::RefCell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};

use super::{
    Breaks, Loss,
    element::{DROPPED, DROPPED_VOID, STYLES, UNSUPPORTED, attribute, is_block, raw_text},
    inline::Mark,
    writer::{Kind, Open, Writer},
};

/// The farthest that an end tag looks for its beginning.
const FARTHEST: usize = 200;

/// Collects Markdown from tokens.
pub(super) struct Sink(RefCell<Writer>);

impl Sink {
    pub(super) fn new(breaks: Breaks) -> Self {
        Self(RefCell::new(Writer::new(breaks)))
    }

    /// Returns the Markdown and what it lacks.
    pub(super) fn finish(self) -> (String, Vec<Loss>) {
        self.0.into_inner().finish()
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut writer = self.0.borrow_mut();
        writer.line = line;
        match token {
            Token::TagToken(tag) => return writer.tag(&tag),
            Token::CharacterTokens(text) => writer.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Writer {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if self.is_dropped(&name, tag.kind) {
            return TokenSinkResult::Continue;
        }
        match tag.kind {
            TagKind::EndTag => self.end(&name),
            TagKind::StartTag => {
                self.begin(&name, tag);
                if self.dropped.is_some() {
                    return raw_text(&name);
                }
            }
        }
        TokenSinkResult::Continue
    }

    /// Returns whether a tag is inside of an element that is left out, or its end.
    fn is_dropped(&mut self, name: &str, kind: TagKind) -> bool {
        let Some((dropped, depth)) = &mut self.dropped else { return false };
        if dropped == name {
            match kind {
                TagKind::StartTag => *depth += 1,
                TagKind::EndTag => *depth -= 1,
            }
            if *depth == 0 {
                self.dropped = None;
            }
        }
        true
    }

    fn begin(&mut self, name: &str, tag: &Tag) {
        self.report_styles(tag);
        if DROPPED.contains(&name) || DROPPED_VOID.contains(&name) {
            self.lose(tag, "this element and its contents are left out");
            if !DROPPED_VOID.contains(&name) && !tag.self_closing {
                self.dropped = Some((name.to_owned(), 1));
            }
            return;
        }
        if UNSUPPORTED.contains(&name) {
            self.lose(tag, "Markdown has no such formatting; the text is kept");
        }
        if self.preformatted.is_some() {
            self.begin_in_code(name, tag);
            return;
        }
        if is_block(name) {
            self.flush();
        }
        self.begin_element(name, tag);
    }

    fn begin_in_code(&mut self, name: &str, tag: &Tag) {
        match (name, &mut self.preformatted) {
            ("br", Some(code)) => code.push('\n'),
            ("code" | "span" | "pre" | "samp" | "kbd", _) => {}
            _ => self.lose(tag, "code has no formatting; the text is kept"),
        }
    }

    fn begin_element(&mut self, name: &str, tag: &Tag) {
        match name {
            "strong" | "b" => self.open(name, Kind::Mark(Mark::Strong)),
            "em" | "i" => self.open(name, Kind::Mark(Mark::Emphasis)),
            "a" => self.begin_link(tag),
            "br" => self.line_break(),
            "hr" => self.rule(tag),
            "img" => self.picture(tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.begin_heading(name, tag),
            "ul" | "ol" | "menu" | "blockquote" | "li" => self.begin_container(name, tag),
            "pre" if self.is_in_cell() => self.code = Some(String::new()),
            "pre" => self.preformatted = Some(String::new()),
            "code" | "kbd" | "samp" | "tt" if self.code.is_none() => self.code = Some(String::new()),
            "table" | "tr" | "td" | "th" => self.begin_table_part(name, tag),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if name == "pre" {
            self.end_preformatted();
        }
        if self.preformatted.is_some() {
            return;
        }
        if name == "br" {
            self.line_break();
        }
        if matches!(name, "code" | "kbd" | "samp" | "tt") {
            self.end_code();
        }
        if is_block(name) {
            self.flush();
        }
        let cell = self.open.iter().rposition(|open| matches!(open.kind, Kind::Cell { .. }));
        let lowest = if matches!(name, "table" | "tr" | "td" | "th") { 0 } else { cell.unwrap_or_default() };
        let lowest = lowest.max(self.open.len().saturating_sub(FARTHEST));
        let name = if name == "tr" { "td" } else { name };
        let is_named = |open: &Open| open.name == name || (name == "td" && open.name == "th");
        let Some(place) = self.open[lowest..].iter().rposition(is_named) else { return };
        match self.open[lowest + place].kind {
            Kind::Mark(_) => {
                self.end_code();
                self.open.remove(lowest + place);
            }
            _ => self.close_from(lowest + place),
        }
    }

    fn report_styles(&mut self, tag: &Tag) {
        let shown = STYLES.iter().filter_map(|name| Some((name, attribute(tag, name)?)));
        let styled: Vec<String> = shown.map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
        if !styled.is_empty() {
            self.lose_tag(format!("<{}{}>", tag.name, styled.concat()), "styles are not kept");
        }
    }
}
