//! The text of a paragraph, a heading or a cell, with its emphasis and links.

/// Formatting inside of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    /// An address and a title.
    Link(String, String),
}

/// A mark whose beginning is written, and its place.
struct Written {
    mark: Mark,
    place: usize,
}

/// Builds the Markdown of a text. Marks are written only when a visible character follows, so that they never
/// enclose spaces at their ends.
#[derive(Default)]
pub(super) struct Inline {
    text: String,
    written: Vec<Written>,
    space: Option<char>,
    breaks: usize,
    /// The last visible character, without escapes and marks.
    last: Option<char>,
    /// The length of the text when a mark of asterisks was last ended.
    ended: Option<usize>,
    lost: Vec<Mark>,
}

impl Inline {
    /// Returns whether nothing visible has been written.
    pub(super) const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the length of what has been written, in bytes.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Asks for a line break before the next visible character; returns false if there is one already.
    pub(super) fn line_break(&mut self) -> bool {
        if self.is_empty() {
            return true;
        }
        self.breaks += 1;
        self.breaks == 1
    }

    /// Writes a character.
    pub(super) fn push(&mut self, c: char, marks: &[Mark]) {
        if c.is_whitespace() {
            let is_plain = self.space.is_none_or(|space| space.is_ascii_whitespace());
            self.space = Some(if c.is_ascii_whitespace() && is_plain {
                ' '
            } else if is_plain {
                c
            } else {
                ' '
            });
            return;
        }
        self.sync(marks, c);
        self.escape(c);
        self.last = Some(c);
    }

    /// Writes Markdown that begins with a punctuation mark: code or a picture.
    pub(super) fn push_raw(&mut self, markdown: &str, marks: &[Mark]) {
        let Some(first) = markdown.chars().next() else { return };
        self.sync(marks, first);
        if first == '`' && self.text.ends_with('`') {
            // Code after code would become one.
            self.text.push_str("&#8203;");
        }
        self.text.push_str(markdown);
        self.last = markdown.chars().next_back();
    }

    /// Returns the text and the marks that it could not express, and begins another.
    pub(super) fn take(&mut self) -> (String, Vec<Mark>) {
        self.end_marks(0, ' ');
        let Self { text, lost, .. } = std::mem::take(self);
        (text, lost)
    }

    /// Ends marks that no longer hold, writes the space or break, and begins the marks that hold now.
    fn sync(&mut self, marks: &[Mark], next: char) {
        let same = self.written.iter().zip(marks).take_while(|(written, mark)| written.mark == **mark).count();
        let after = if self.space.is_some() || self.breaks > 0 { ' ' } else { next };
        self.end_marks(same, after);
        self.separate();
        let new: Vec<Mark> = marks.iter().skip(self.written.len()).cloned().collect();
        for (place, mark) in new.iter().enumerate() {
            let is_link = |mark: &Mark| matches!(mark, Mark::Link(..));
            let next = if new[place + 1..].iter().any(is_link) { '[' } else { next };
            self.begin(mark.clone(), next);
        }
    }

    fn separate(&mut self) {
        if self.breaks > 0 && !self.is_empty() {
            self.text.push_str("\\\n");
            self.last = None;
        } else if let Some(space) = self.space.filter(|_| !self.is_empty()) {
            self.text.push(space);
            self.last = Some(space);
        }
        self.space = None;
        self.breaks = 0;
    }

    fn begin(&mut self, mark: Mark, next: char) {
        let place = self.text.len();
        match &mark {
            Mark::Link(..) => {
                if self.text.ends_with('!') {
                    self.text.insert(place - 1, '\\');
                }
                self.text.push('[');
            }
            Mark::Strong | Mark::Emphasis => {
                let touches = self.ended == Some(place);
                if touches || (is_word(self.last) && !next.is_alphanumeric()) {
                    self.lost.push(mark);
                    return;
                }
                self.text.push_str(asterisks(&mark));
            }
        }
        let place = self.text.len() - if matches!(mark, Mark::Link(..)) { 1 } else { asterisks(&mark).len() };
        self.written.push(Written { mark, place });
    }

    /// Ends marks until only `kept` are left.
    fn end_marks(&mut self, kept: usize, next: char) {
        while self.written.len() > kept {
            let Some(Written { mark, place }) = self.written.pop() else { return };
            match mark {
                Mark::Link(address, title) => {
                    let end = link_end(&address, &title);
                    self.text.push_str(&end);
                    self.last = Some(')');
                }
                Mark::Strong | Mark::Emphasis => self.end_asterisks(mark, place, next),
            }
        }
    }

    /// Ends a mark, or removes its beginning where an end would not be read as one.
    fn end_asterisks(&mut self, mark: Mark, place: usize, next: char) {
        let width = asterisks(&mark).len();
        let is_closed = !next.is_alphanumeric() || is_word(self.last);
        let reads = is_closed && self.text.len() > place + width;
        if reads {
            self.text.push_str(asterisks(&mark));
            self.ended = Some(self.text.len());
        } else {
            self.text.replace_range(place..place + width, "");
            self.ended = None;
            self.lost.push(mark);
        }
    }

    fn escape(&mut self, c: char) {
        let is_special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~');
        if is_special {
            self.text.push('\\');
        }
        self.text.push(c);
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

const fn asterisks(mark: &Mark) -> &'static str {
    match mark {
        Mark::Strong => "**",
        Mark::Emphasis => "*",
        Mark::Link(..) => "[",
    }
}

/// Returns the end of a link or picture: its address and title.
pub(super) fn link_end(address: &str, title: &str) -> String {
    let mut end = String::from("](<");
    for c in address.trim().chars().filter(|c| !c.is_control()) {
        if matches!(c, '<' | '>' | '\\' | '&') {
            end.push('\\');
        }
        end.push(c);
    }
    end.push('>');
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.is_empty() {
        end.push_str(" \"");
        end.push_str(&title.replace('\\', "\\\\").replace('"', "\\\"").replace('&', "\\&"));
        end.push('"');
    }
    end.push(')');
    end
}

/// Returns text without any formatting, for the inside of a picture's brackets.
pub(super) fn plain(text: &str) -> String {
    let mut inline = Inline::default();
    for c in text.chars() {
        inline.push(c, &[]);
    }
    inline.take().0
}

/// Returns inline code, with a fence longer than any inside.
pub(super) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return text;
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Returns the length of the longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
