//! The state between tokens: text, open elements and losses.

use html5ever::tokenizer::Tag;

use super::{
    Breaks, Loss,
    block::Blocks,
    inline::{Inline, Mark, code},
    table::Table,
};

/// The most elements that are open at once.
const MOST_OPEN: usize = 256;

/// An element that is open and matters.
pub(super) struct Open {
    pub(super) name: String,
    pub(super) kind: Kind,
}

#[derive(PartialEq, Eq)]
pub(super) enum Kind {
    Mark(Mark),
    Heading(usize),
    List,
    Item,
    Quote,
    Cell { is_heading: bool },
    Table,
}

/// Builds Markdown from elements and text.
pub(super) struct Writer {
    pub(super) breaks: Breaks,
    pub(super) blocks: Blocks,
    pub(super) inline: Inline,
    pub(super) open: Vec<Open>,
    /// The text of inline code that is open.
    pub(super) code: Option<String>,
    /// The text of preformatted code that is open.
    pub(super) preformatted: Option<String>,
    pub(super) table: Option<Table>,
    /// The element that is left out, and how many of its name are open.
    pub(super) dropped: Option<(String, usize)>,
    /// The length of the cell's text at a break inside.
    pub(super) cell_break: Option<usize>,
    newlines: usize,
    pub(super) line: u64,
    losses: Vec<Loss>,
}

impl Writer {
    pub(super) fn new(breaks: Breaks) -> Self {
        Self {
            breaks,
            blocks: Blocks::default(),
            inline: Inline::default(),
            open: Vec::new(),
            code: None,
            preformatted: None,
            table: None,
            dropped: None,
            cell_break: None,
            newlines: 0,
            line: 1,
            losses: Vec::new(),
        }
    }

    /// Returns the Markdown and what it lacks.
    pub(super) fn finish(mut self) -> (String, Vec<Loss>) {
        self.end_preformatted();
        self.close_from(0);
        self.flush();
        (self.blocks.finish(), self.losses)
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        if let Some(code) = self.preformatted.as_mut().or(self.code.as_mut()) {
            code.push_str(text);
            return;
        }
        let marks = self.marks();
        for c in text.chars() {
            if c == '\n' && self.breaks == Breaks::Lines {
                self.newlines += 1;
                continue;
            }
            if !c.is_whitespace() {
                self.break_lines();
            }
            self.inline.push(c, &marks);
        }
    }

    /// Does what the line breaks of the source mean.
    pub(super) fn break_lines(&mut self) {
        match std::mem::take(&mut self.newlines) {
            0 => {}
            1 => self.line_break(),
            _ => self.flush(),
        }
    }

    /// Closes an element and all inside of it.
    pub(super) fn close_from(&mut self, place: usize) {
        while self.open.len() > place {
            let is_cell = matches!(self.open.last(), Some(Open { kind: Kind::Cell { .. }, .. }));
            if is_cell {
                self.end_code();
            } else if !matches!(self.open.last(), Some(Open { kind: Kind::Mark(_), .. })) {
                self.flush();
            }
            let Some(open) = self.open.pop() else { return };
            match open.kind {
                Kind::List | Kind::Item | Kind::Quote => self.blocks.close(),
                Kind::Cell { is_heading } => self.end_cell(is_heading),
                Kind::Table => self.end_table(),
                Kind::Mark(_) | Kind::Heading(_) => {}
            }
        }
    }

    /// Ends the paragraph, heading or line.
    pub(super) fn flush(&mut self) {
        self.end_code();
        self.newlines = 0;
        if self.is_in_cell() {
            self.break_cell();
            return;
        }
        let (text, lost) = self.inline.take();
        for mark in lost {
            let tag = if mark == Mark::Strong { "<strong>" } else { "<em>" };
            self.lose_tag(tag.to_owned(), "Markdown can't begin or end emphasis here; the text is kept");
        }
        if text.is_empty() {
            return;
        }
        let heading = self.open.iter().rev().find_map(|open| match open.kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        });
        match heading {
            Some(level) => self.blocks.heading(level, &text),
            None => self.blocks.paragraph(&text),
        }
    }

    pub(super) fn line_break(&mut self) {
        if let Some(code) = &mut self.code {
            code.push(' ');
        } else if self.is_in_cell() {
            self.break_cell();
        } else if !self.inline.line_break() {
            self.flush();
        }
    }

    fn break_cell(&mut self) {
        if !self.inline.is_empty() {
            self.inline.push(' ', &[]);
            self.cell_break.get_or_insert(self.inline.len());
        }
    }

    pub(super) fn open(&mut self, name: &str, kind: Kind) {
        self.end_code();
        if self.open.len() >= MOST_OPEN && matches!(kind, Kind::Mark(_) | Kind::Heading(_)) {
            // Text looks through the open elements, which would be slow for a page of tags that nothing ends.
            return;
        }
        self.open.push(Open { name: name.to_owned(), kind });
    }

    pub(super) fn end_code(&mut self) {
        let Some(text) = self.code.take() else { return };
        let text = if self.is_in_cell() { code(&text).replace('|', "\\|") } else { code(&text) };
        self.break_lines();
        let marks = self.marks();
        self.inline.push_raw(&text, &marks);
    }

    pub(super) fn end_preformatted(&mut self) {
        if let Some(text) = self.preformatted.take().filter(|text| !text.trim().is_empty()) {
            self.blocks.code(&text);
        }
    }

    pub(super) fn is_in_cell(&self) -> bool {
        self.table.is_some() && self.open.iter().any(|open| matches!(open.kind, Kind::Cell { .. }))
    }

    /// Returns the marks that hold, each kind once.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for open in &self.open {
            let Kind::Mark(mark) = &open.kind else { continue };
            if !marks.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(mark)) {
                marks.push(mark.clone());
            }
        }
        marks
    }

    pub(super) fn lose(&mut self, tag: &Tag, reason: &'static str) {
        let attributes = tag.attrs.iter().filter(|attribute| matches!(&*attribute.name.local, "src" | "href" | "data"));
        let shown: String = attributes.map(|a| format!(" {}=\"{}\"", a.name.local, a.value)).collect();
        self.lose_tag(format!("<{}{shown}>", tag.name), reason);
    }

    pub(super) fn lose_tag(&mut self, tag: String, reason: &'static str) {
        let loss = Loss { line: self.line, tag, reason };
        if self.losses.last() != Some(&loss) {
            self.losses.push(loss);
        }
    }
}
