use types::Sku;

/// The most lines of a link.
const MOST: usize = 50;

/// Returns the lines of a link that shares a cart: `SKU:2,SKU`, each with its units. A part that names no SKU is left out. A
/// SKU that contains a comma or a colon can't be shared.
pub fn read_shared_lines(text: &str) -> Vec<(Sku, u32)> {
    let line = |part: &str| {
        let (sku, units) = part.rsplit_once(':').unwrap_or((part, "1"));
        Some((Sku::new(sku).ok()?, units.parse().ok()?))
    };
    text.split(',').filter_map(line).filter(|(_, units)| *units > 0).take(MOST).collect()
}

/// Returns the text of a link for lines, as [`read_shared_lines`] reads it.
pub fn write_shared_lines<'a>(lines: impl IntoIterator<Item = (&'a Sku, u32)>) -> String {
    let lines = lines.into_iter().filter(|(sku, _)| !sku.as_str().contains([',', ':']));
    lines.map(|(sku, units)| format!("{}:{units}", sku.as_str())).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_lines_are_read_as_they_are_written_and_nothing_else_is() {
        let sku = |text| Sku::new(text).unwrap();
        let lines = [(sku("VASE-1"), 2), (sku("طبق"), 1)];

        let text = write_shared_lines(lines.iter().map(|(sku, units)| (sku, *units)));

        assert_eq!(read_shared_lines(&text), lines);
        assert_eq!(read_shared_lines("A,B:0,C:x,:3,D:-1"), [(sku("A"), 1)]);
        assert_eq!(read_shared_lines(&"A,".repeat(100)).len(), MOST);
    }
}
