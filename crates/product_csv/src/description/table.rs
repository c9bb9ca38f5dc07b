//! Tables.

/// A table that is open.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    has_heading: bool,
}

impl Table {
    /// Begins a row.
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell to the row. The table has headings if all cells of its first row are some.
    pub(super) fn add_cell(&mut self, text: String, is_heading: bool) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        if self.rows.len() == 1 {
            self.has_heading = is_heading && (self.has_heading || self.rows[0].is_empty());
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text);
        }
    }

    /// Returns the table; `None` if it is empty. A table without headings gets an empty line of them.
    pub(super) fn markdown(mut self) -> Option<String> {
        self.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let width = self.rows.iter().map(Vec::len).max()?;
        if !self.has_heading {
            self.rows.insert(0, Vec::new());
        }
        self.rows.insert(1, vec!["---".to_owned(); width]);
        let line = |row: &Vec<String>| {
            let cells = (0..width).map(|place| row.get(place).map_or("", String::as_str));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        Some(self.rows.iter().map(line).collect::<Vec<_>>().join("\n"))
    }
}
