//! The rules of wording that a program can check.

use super::invariants::rust_files;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// First words that no doc comment may have. A doc comment begins with a noun, or with a verb in the third person.
const OPENINGS: [&str; 7] = ["What", "Who", "Whoever", "Whose", "How", "Whether", "That"];

/// The heading of the glossary in ARCHITECTURE.md.
const GLOSSARY: &str = "## Words that matter here";

/// The words of our own that a newcomer can be asked to learn, at most.
const LONGEST_GLOSSARY: usize = 12;

/// Fails with every breach of the rules.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let mut breaches = Vec::new();
    let mut types = BTreeMap::<String, BTreeSet<String>>::new();
    for package in &workspace.packages {
        let sources = package.folder().join("src");
        for file in rust_files(package.folder())? {
            let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let name = file.strip_prefix(&workspace.root).unwrap_or(&file).display().to_string();
            breaches.extend(forbidden_openings(&text).map(|(line, word)| {
                format!("{name}:{line}: the doc comment begins with {word}; begin with a noun or a verb")
            }));
            for public in public_types(&text).filter(|_| file.starts_with(&sources)) {
                types.entry(public.to_owned()).or_default().insert(name.clone());
            }
        }
    }
    breaches.extend(shared_names(&types));
    let architecture = workspace.root.join("ARCHITECTURE.md");
    breaches.extend(glossary_breach(&fs::read_to_string(architecture).context("cannot read ARCHITECTURE.md")?));
    ensure!(breaches.is_empty(), "{}", breaches.join("; "));
    Ok(())
}

/// Returns the number and first word of each line that begins a doc comment with one of [`OPENINGS`].
fn forbidden_openings(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_in_comment = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        let line = line.trim_start();
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let begins = comment.is_some() && !is_in_comment;
        is_in_comment = comment.is_some();
        let word = comment.filter(|_| begins)?.trim_start().split(|c: char| !c.is_alphabetic()).next()?;
        OPENINGS.contains(&word).then_some((index + 1, word))
    })
}

/// Returns the names of the types and traits that a file declares with `pub`.
fn public_types(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let (kind, rest) = line.trim_start().strip_prefix("pub ")?.split_once(' ')?;
        let is_type = ["struct", "enum", "trait", "type", "union"].contains(&kind);
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().filter(|_| is_type)
    })
}

/// Returns a breach for each name that several files declare.
fn shared_names(types: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let shared = types.iter().filter(|(_, files)| files.len() > 1);
    let breach = |(name, files): (&String, &BTreeSet<String>)| {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        format!("{name} names a public type in each of {}: rename all but one", files.join(", "))
    };
    shared.map(breach).collect()
}

/// Returns a breach if the glossary is missing or too long.
fn glossary_breach(architecture: &str) -> Option<String> {
    let Some((_, after)) = architecture.split_once(GLOSSARY) else {
        return Some(format!("ARCHITECTURE.md has no section {GLOSSARY:?}"));
    };
    let section = after.split("\n## ").next().unwrap_or_default();
    let words = section.lines().filter(|line| line.starts_with("- ")).count();
    (words > LONGEST_GLOSSARY)
        .then(|| format!("ARCHITECTURE.md: {words} words in the glossary, more than {LONGEST_GLOSSARY}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glossary_has_twelve_words_at_most() {
        let of = |words| format!("# A\n\n{GLOSSARY}\n\n{}\n## B\n\n- not a word\n", "- **Word**: x\n".repeat(words));

        assert_eq!(glossary_breach(&of(12)), None);
        assert_eq!(glossary_breach(&of(13)).unwrap(), "ARCHITECTURE.md: 13 words in the glossary, more than 12");
        assert!(glossary_breach("# A").is_some());
    }

    #[test]
    fn doc_comment_that_begins_with_a_question_word_is_named() {
        let text = "//! What it is.\n//! That it is.\n\n/// The thing.\n/// How it is made.\nstruct A;\n    /// Whether.\n    // What\n/// Whatever.\n";

        let openings: Vec<_> = forbidden_openings(text).collect();

        assert_eq!(openings, [(1, "What"), (7, "Whether")]);
    }

    #[test]
    fn public_types_are_those_with_pub_alone() {
        let text = "pub struct Price(i64);\npub(crate) enum Kind {}\n    pub trait Engine: Sized {}\npub fn page() {}\nenum Own {}\npub type Rows<T> = Vec<T>;\n";

        assert_eq!(public_types(text).collect::<Vec<_>>(), ["Price", "Engine", "Rows"]);
    }

    #[test]
    fn name_of_two_public_types_is_a_breach() {
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let types = BTreeMap::from([
            ("Focus".to_owned(), files(&["media/crop.rs", "types/picture.rs"])),
            ("Slug".to_owned(), files(&["types/slug.rs"])),
        ]);

        assert_eq!(
            shared_names(&types),
            ["Focus names a public type in each of media/crop.rs, types/picture.rs: rename all but one"]
        );
    }
}
