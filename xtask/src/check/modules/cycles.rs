//! A graph of siblings, and its circles.

use std::collections::{BTreeMap, BTreeSet};

/// For each module, those it names, with one example each.
#[derive(Default)]
pub(super) struct Graph {
    edges: BTreeMap<String, BTreeMap<String, String>>,
}

impl Graph {
    /// Adds an edge; the first example of an edge is kept.
    pub(super) fn add(&mut self, from: &str, to: &str, example: impl FnOnce() -> String) {
        self.edges.entry(from.to_owned()).or_default().entry(to.to_owned()).or_insert_with(example);
    }

    /// The largest sets of modules that reach each other, with the imports between them.
    pub(super) fn circles(&self, folder: &str) -> Vec<String> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.edges.keys().map(|from| (from.as_str(), self.reachable(from))).collect();
        let reaches = |a: &str, b: &str| reached.get(a).is_some_and(|from| from.contains(b));
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut circles = Vec::new();
        for &from in reached.keys().filter(|from| reaches(from, from)) {
            if !seen.contains(from) {
                let circle: Vec<&str> =
                    reached.keys().copied().filter(|to| reaches(from, to) && reaches(to, from)).collect();
                seen.extend(circle.iter().copied());
                circles.push(self.describe(folder, &circle));
            }
        }
        circles
    }

    fn reachable<'a>(&'a self, from: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut ahead = vec![from];
        while let Some(module) = ahead.pop() {
            let named = self.edges.get(module).into_iter().flat_map(BTreeMap::keys);
            ahead.extend(named.map(String::as_str).filter(|to| reached.insert(*to)));
        }
        reached
    }

    fn describe(&self, folder: &str, circle: &[&str]) -> String {
        let inside = |from: &str| self.edges[from].iter().filter(|(to, _)| circle.contains(&to.as_str()));
        let examples: Vec<&str> =
            circle.iter().flat_map(|from| inside(from).map(|(_, example)| example.as_str())).collect();
        let at = if folder.is_empty() { String::new() } else { format!("in {folder}: ") };
        format!("{at}{} ({})", circle.join(", "), examples.join("; "))
    }
}
