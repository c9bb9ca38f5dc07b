//! Headings, lists, quotations, tables, links and pictures.

use html5ever::tokenizer::Tag;

use super::{
    element::{SCHEMES, attribute, first_number},
    inline::{Mark, link_end, plain},
    table::Table,
    writer::{Kind, Writer},
};

impl Writer {
    pub(super) fn begin_heading(&mut self, name: &str, tag: &Tag) {
        if self.is_in_cell() {
            self.lose(tag, "a cell has only text; the text is kept");
            return;
        }
        let level = name[1..].parse().unwrap_or(6);
        self.open(name, Kind::Heading(level));
    }

    pub(super) fn begin_container(&mut self, name: &str, tag: &Tag) {
        if self.is_in_cell() {
            self.lose(tag, "a cell has only text; the text is kept");
            return;
        }
        if name == "li" {
            self.end_open_item();
        }
        let opened = match name {
            "li" => self.blocks.open_item(),
            "blockquote" => self.blocks.open_quote(),
            "ol" => self.blocks.open_list(Some(first_number(tag))),
            _ => self.blocks.open_list(None),
        };
        if !opened {
            self.lose(tag, "it is nested too deeply, or outside of a list; the text is kept");
            return;
        }
        let kind = match name {
            "li" => Kind::Item,
            "blockquote" => Kind::Quote,
            _ => Kind::List,
        };
        self.open(name, kind);
    }

    /// Ends an item that has no end tag.
    fn end_open_item(&mut self) {
        let inner = self.open.iter().rposition(|open| matches!(open.kind, Kind::List | Kind::Item));
        if let Some(place) = inner.filter(|place| self.open[*place].kind == Kind::Item) {
            self.close_from(place);
        }
    }

    pub(super) fn begin_table_part(&mut self, name: &str, tag: &Tag) {
        match name {
            "table" if self.table.is_some() => self.lose(tag, "a table inside of a table; the text is kept"),
            "table" => {
                self.table = Some(Table::default());
                self.open(name, Kind::Table);
            }
            _ if self.table.is_none() => self.flush(),
            "tr" => {
                self.end_open_cell();
                self.flush();
                if let Some(table) = &mut self.table {
                    table.begin_row();
                }
            }
            _ => {
                self.end_open_cell();
                self.flush();
                let spans = ["colspan", "rowspan"].map(|span| attribute(tag, span).unwrap_or_default());
                if spans.iter().any(|span| !matches!(span.trim(), "" | "1")) {
                    self.lose(tag, "a cell over several columns or rows becomes one cell");
                }
                self.open(name, Kind::Cell { is_heading: name == "th" });
            }
        }
    }

    fn end_open_cell(&mut self) {
        if let Some(place) = self.open.iter().rposition(|open| matches!(open.kind, Kind::Cell { .. })) {
            self.close_from(place);
        }
    }

    pub(super) fn end_cell(&mut self, is_heading: bool) {
        if self.cell_break.take().is_some_and(|length| self.inline.len() > length) {
            self.lose_tag("<td>".to_owned(), "the lines of a cell become one");
        }
        let (text, lost) = self.inline.take();
        for _ in lost {
            self.lose_tag("<td>".to_owned(), "Markdown can't begin or end emphasis here; the text is kept");
        }
        if let Some(table) = &mut self.table {
            table.add_cell(text, is_heading);
        }
    }

    pub(super) fn end_table(&mut self) {
        if let Some(table) = self.table.take().and_then(Table::markdown) {
            self.blocks.write(&table);
        }
    }

    pub(super) fn begin_link(&mut self, tag: &Tag) {
        let address = attribute(tag, "href").unwrap_or_default();
        let address = address.trim();
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_relative = scheme.as_ref().is_none_or(|scheme| scheme.contains(['/', '?', '#']));
        if address.is_empty() {
            return;
        }
        if !is_relative && !scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str())) {
            self.lose(tag, "links lead to https, mailto or tel; the text is kept");
            return;
        }
        let title = attribute(tag, "title").unwrap_or_default();
        self.open("a", Kind::Mark(Mark::Link(address.to_owned(), title)));
    }

    pub(super) fn picture(&mut self, tag: &Tag) {
        let source = attribute(tag, "src").unwrap_or_default();
        if source.trim().is_empty() || source.trim_start().starts_with("data:") {
            self.lose(tag, "a picture without an address");
            return;
        }
        let alt = plain(&attribute(tag, "alt").unwrap_or_default());
        let title = attribute(tag, "title").unwrap_or_default();
        self.end_code();
        self.break_lines();
        let marks = self.marks();
        self.inline.push_raw(&format!("![{alt}{}", link_end(&source, &title)), &marks);
    }

    pub(super) fn rule(&mut self, tag: &Tag) {
        if self.is_in_cell() {
            self.lose(tag, "a cell has only text");
        } else {
            self.blocks.write("***");
        }
    }
}
