use product_csv::NotKept;

/// Maximum number of characters of a value that a report repeats.
const LONGEST_VALUE: usize = 80;

/// Collects the values that have no place.
#[derive(Debug, Default)]
pub(crate) struct Notes(pub(crate) Vec<NotKept>);

impl Notes {
    /// Notes a value that has no place.
    pub(crate) fn add(&mut self, line: u64, column: &str, value: &str, reason: &str) {
        let shown: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_VALUE).collect();
        self.0.push(NotKept { line, column: column.to_owned(), value: shown, reason: reason.to_owned() });
    }
}
