//! Subjects of commits: imperative, and short enough for one line of a log.

use crate::{process, step::note, workspace::Workspace};
use anyhow::{Result, ensure};

/// The file with which the rule came: commits after it are checked.
const RULE: &str = "xtask/src/check/commits.rs";

/// Characters of a subject, at most.
const LONGEST_SUBJECT: usize = 72;

/// First words that look like another form of the verb, or like a plural, and are imperative.
const IMPERATIVE: &[&str] = &[
    "Access", "Address", "Bias", "Bless", "Bring", "Bypass", "Canvas", "Compress", "Cross", "Discuss", "Dismiss",
    "Embed", "Exceed", "Express", "Feed", "Focus", "Guess", "Heed", "Miss", "Need", "Pass", "Press", "Proceed",
    "Process", "Progress", "Purchase", "Seed", "Shed", "Ship", "Speed", "Spring", "String", "Stress", "Suppress",
    "Swing", "Toss", "Witness",
];

/// Fails with every subject that breaks the rule, of the commits since it came.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let mut since = workspace.command("git");
    since.args(["log", "--diff-filter=A", "--format=%H", "--", RULE]);
    let first = process::output(&mut since).unwrap_or_default();
    let Some(first) = first.lines().last().map(str::to_owned) else {
        note("NOT CHECKED: this checkout has no history of its commits.");
        return Ok(());
    };
    let mut log = workspace.command("git");
    let subjects = process::output(log.args(["log", "--no-merges", "--format=%h %s", &format!("{first}..HEAD")]))?;
    let breaches: Vec<&str> = subjects
        .lines()
        .filter(|line| line.split_once(' ').is_some_and(|(_, subject)| !is_a_subject(subject)))
        .collect();
    ensure!(
        breaches.is_empty(),
        "subjects are imperative, begin with a capital or an area (`bench: `), have no full stop and at most {LONGEST_SUBJECT} characters:\n    {}",
        breaches.join("\n    ")
    );
    Ok(())
}

/// A subject may begin with the area that it is about, such as `bench: record edge results`.
fn is_a_subject(subject: &str) -> bool {
    let is_area = |area: &str| area.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let sentence = match subject.split_once(": ").filter(|(area, _)| is_area(area)) {
        Some((_, sentence)) => sentence.to_owned(),
        None if subject.starts_with(char::is_uppercase) => subject.to_owned(),
        None => return false,
    };
    let first = sentence.split_whitespace().next().unwrap_or_default();
    subject.chars().count() <= LONGEST_SUBJECT && !subject.ends_with('.') && is_imperative(first)
}

/// A guess: no article or pronoun, and none of the endings of other forms.
fn is_imperative(word: &str) -> bool {
    let word = &*capitalized(word);
    let other_form = ["ed", "ing", "s"].iter().any(|ending| word.ends_with(ending));
    let no_verb = [
        "A", "An", "The", "It", "That", "What", "Who", "How", "Whether", "When", "There", "No", "Every", "Each", "All",
        "And", "But",
    ];
    IMPERATIVE.contains(&word) || (!other_form && !no_verb.contains(&word))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imperative_subjects_pass() {
        for subject in [
            "Mend the follower",
            "Process slow bodies as 408",
            "Let staff hear of it",
            "Embed fonts",
            "bench: record edge results",
        ] {
            assert!(is_a_subject(subject), "{subject}");
        }
    }

    #[test]
    fn other_forms_and_long_ones_do_not() {
        let long = format!("Say {}", "x".repeat(69));
        for subject in [
            "Mended the follower",
            "Mends it",
            "Mending",
            "The follower",
            "mend it",
            "Mend it.",
            "What was measured",
            &long,
        ] {
            assert!(!is_a_subject(subject), "{subject}");
        }
    }
}
