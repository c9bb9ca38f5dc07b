//! Suggestions for misspelt names.

/// Maximum edit distance of a suggestion. At least half of the letters must be right, too.
const SLIPS: usize = 2;

/// Returns the known name that is most like `name`, if one is alike.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let slips = |candidate: &str| strsim::osa_distance(&lower, &candidate.to_lowercase());
    let scored = known.filter(|candidate| *candidate != name).map(|candidate| (slips(candidate), candidate));
    let (slips, candidate) = scored.min()?;
    (slips <= SLIPS && slips * 2 < candidate.chars().count()).then_some(candidate)
}

/// Returns the end of a sentence about an unknown name: the name that was meant, or every name.
pub(crate) fn suggestion_or_all<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(nearest) => format!("did you mean \"{nearest}\"?"),
        None => format!("write {}", one_of(known)),
    }
}

/// Returns a sentence's end that asks for the name that was probably meant, if there is one.
pub(crate) fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(name, known).map(|nearest| format!("; did you mean \"{nearest}\"?")).unwrap_or_default()
}

/// Returns names in quotes: `"a", "b" or "c"`.
pub(crate) fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_recognised() {
        let known = ["stock", "price_AED", "weight_g", "collections", "vases"];
        let cases = [
            ("stok", Some("stock")),
            ("price_aed", Some("price_AED")),
            ("weight", Some("weight_g")),
            ("colections", Some("collections")),
            ("vasen", Some("vases")),
            ("skcot", None),
            ("sotck", Some("stock")),
            ("colour", None),
        ];
        for (name, meant) in cases {
            assert_eq!(nearest(name, known.into_iter()), meant, "{name}");
        }
    }

    #[test]
    fn names_are_listed_as_a_sentence_does() {
        assert_eq!(suggestion_or_all("x", ["a", "b", "c"].into_iter()), "write \"a\", \"b\" or \"c\"");
    }
}
