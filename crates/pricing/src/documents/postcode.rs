use serde::{Deserialize, Serialize};

/// A range of postcodes, both ends included: `["10000", "19999"]`. Each end is compared with as many characters of a
/// postcode as it has, so that `["SW1", "SW9"]` and `["10", "19"]` are ranges of beginnings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PostcodeRange(pub [String; 2]);

/// Returns a postcode as it is compared: capital letters and digits alone.
pub fn fold_postcode(postcode: &str) -> String {
    postcode.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl PostcodeRange {
    /// Returns true if a folded postcode is in the range.
    pub(super) fn contains(&self, folded: &str) -> bool {
        let [from, to] = self.0.each_ref().map(|end| fold_postcode(end));
        let beginning = |end: &str| folded.chars().take(end.chars().count()).collect::<String>();
        // A postcode that is shorter than an end is in no range.
        let is_long = folded.chars().count() >= from.chars().count().max(to.chars().count());
        is_long && beginning(&from) >= from && beginning(&to) <= to
    }

    /// Returns true if both ends have characters, and the first is not above the second.
    pub(super) fn is_ordered(&self) -> bool {
        let [from, to] = self.0.each_ref().map(|end| fold_postcode(end));
        !from.is_empty() && from.chars().count() == to.chars().count() && from <= to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_beginnings_of_postcodes() {
        let range = |from: &str, to: &str| PostcodeRange([from.to_owned(), to.to_owned()]);
        for (range, postcode, is_inside) in [
            (range("10000", "19999"), "19999", true),
            (range("10000", "19999"), "20000", false),
            (range("10001", "10299"), "10118-0110", true),
            (range("SW1", "SW9"), "sw1a 1aa", true),
            (range("SW1", "SW9"), "SE1 9GF", false),
            (range("110001", "110001"), "11000", false),
        ] {
            assert_eq!(range.contains(&fold_postcode(postcode)), is_inside, "{range:?} {postcode}");
        }
        assert!(range("10", "19").is_ordered());
        assert!(!range("19", "10").is_ordered() && !range("", "").is_ordered() && !range("1", "22").is_ordered());
    }
}
