//! Blocks of Markdown: paragraphs, headings, lists, quotations and code.

use super::inline::longest_run;

/// The deepest nesting of lists and quotations. Pages of the shop flatten what is much deeper.
const DEEPEST: usize = 12;

/// A list, an item or a quotation that is open.
enum Container {
    Quote,
    /// The number of the next item, if they are numbered, and true if the next item is the first.
    List {
        next: Option<u64>,
        is_new: bool,
    },
    /// The marker, and true while it is not written.
    Item {
        marker: String,
        is_new: bool,
    },
}

/// Writes blocks one below the other.
#[derive(Default)]
pub(super) struct Blocks {
    text: String,
    open: Vec<Container>,
}

impl Blocks {
    /// Opens a quotation; false if it would be too deep.
    pub(super) fn open_quote(&mut self) -> bool {
        self.push(Container::Quote)
    }

    /// Opens a list; false if it would be too deep.
    pub(super) fn open_list(&mut self, first: Option<u64>) -> bool {
        self.push(Container::List { next: first, is_new: true })
    }

    /// Opens an item; false outside of a list.
    pub(super) fn open_item(&mut self) -> bool {
        let Some(Container::List { next, .. }) = self.open.last_mut() else { return false };
        let marker = next.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        *next = next.map(|number| (number + 1).min(999_999_999));
        self.open.push(Container::Item { marker, is_new: true });
        true
    }

    /// Closes the innermost container.
    pub(super) fn close(&mut self) {
        if matches!(self.open.last(), Some(Container::Item { is_new: true, .. })) {
            self.write("");
        }
        self.open.pop();
    }

    /// Writes a paragraph.
    pub(super) fn paragraph(&mut self, text: &str) {
        let lines: Vec<String> = text.lines().map(escape_beginning).collect();
        let is_between_items = matches!(self.open.last(), Some(Container::List { .. })) && self.open_item();
        self.write(&lines.join("\n"));
        if is_between_items {
            self.close();
        }
    }

    /// Writes a heading of a level from 1 to 6.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let text = text.replace("\\\n", " ");
        // Number signs at the end would be read as the heading's end.
        let text = if text.ends_with('#') { format!("{}\\#", &text[..text.len() - 1]) } else { text };
        self.write(&format!("{} {text}", "#".repeat(level)));
    }

    /// Writes a block of code.
    pub(super) fn code(&mut self, text: &str) {
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        let text = text.strip_prefix('\n').unwrap_or(text).trim_end();
        self.write(&format!("{fence}\n{text}\n{fence}"));
    }

    /// Writes lines as they are.
    pub(super) fn write(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.separate();
        }
        for (place, line) in block.split('\n').enumerate() {
            if place > 0 {
                self.text.push('\n');
            }
            self.write_prefix();
            self.text.push_str(line);
            self.trim_line();
        }
    }

    /// Returns everything that was written.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn push(&mut self, container: Container) -> bool {
        let is_shallow = self.open.len() < DEEPEST;
        if is_shallow {
            self.open.push(container);
        }
        is_shallow
    }

    /// Ends the former block: with an empty line, but between the items of a list.
    fn separate(&mut self) {
        self.text.push('\n');
        let new_item = self.open.iter().position(|open| matches!(open, Container::Item { is_new: true, .. }));
        let list = new_item.and_then(|item| item.checked_sub(1)).map(|list| &mut self.open[list]);
        let follows_item = match list {
            Some(Container::List { is_new, .. }) => !std::mem::replace(is_new, false),
            _ => false,
        };
        if !follows_item {
            let quotes = new_item.unwrap_or(self.open.len());
            let line: String = self.open[..quotes].iter().map(Container::prefix).collect();
            self.text.push_str(&line);
            self.trim_line();
            self.text.push('\n');
        }
    }

    fn write_prefix(&mut self) {
        for container in &mut self.open {
            match container {
                Container::Item { marker, is_new: is_new @ true } => {
                    self.text.push_str(marker);
                    *is_new = false;
                }
                other => self.text.push_str(&other.prefix()),
            }
        }
        for container in &mut self.open {
            if let Container::List { is_new, .. } = container {
                *is_new = false;
            }
        }
    }

    fn trim_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches([' ', '\t']).len());
    }
}

impl Container {
    /// Returns the beginning of a line inside.
    fn prefix(&self) -> String {
        match self {
            Self::Quote => "> ".to_owned(),
            Self::List { .. } => String::new(),
            Self::Item { marker, .. } => " ".repeat(marker.len()),
        }
    }
}

/// Escapes the beginning of a line that Markdown would read as a heading, an item, a rule or a table.
fn escape_beginning(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = (1..=9).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
    if is_numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '+', '-', '=', ':']) { format!("\\{line}") } else { line.to_owned() }
}
