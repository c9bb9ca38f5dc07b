/// The direction of a page's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

/// Elements that have no end tag.
const VOID: [&str; 7] = ["br", "hr", "img", "input", "link", "meta", "source"];

/// The texts of a page's body with letters that run against `direction`, where nothing isolates them: neither `<bdi>` nor
/// an element with `dir="auto"`.
pub(super) fn loose_texts(html: &str, direction: Direction) -> Vec<String> {
    let (_, mut rest) = html.split_once("<body>").expect("a page has a body");
    // One entry for each open element: its name, and whether it isolates what is in it.
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut loose = Vec::new();
    while let Some((text, after)) = rest.split_once('<') {
        if runs_against(text, direction) && !open.iter().any(|(_, isolates)| *isolates) {
            loose.push(text.trim().to_owned());
        }
        let tag;
        (tag, rest) = split_tag(after);
        follow(&mut open, tag);
    }
    loose
}

fn runs_against(text: &str, direction: Direction) -> bool {
    let is_arabic = |letter: char| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}');
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic());
    letters.any(|letter| is_arabic(letter) == (direction == Direction::LeftToRight))
}

/// The inside of a tag or comment, whose `<` has been read, and the rest after it. A quoted value may hold `>`.
fn split_tag(after: &str) -> (&str, &str) {
    if after.starts_with("!--") {
        let (comment, rest) = after.split_once("-->").expect("a comment ends");
        return (&comment[..0], rest);
    }
    let mut is_quoted = false;
    for (at, character) in after.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => return (&after[..at], &after[at + 1..]),
            _ => {}
        }
    }
    panic!("a tag has no end: {}", &after[..after.len().min(80)]);
}

fn follow(open: &mut Vec<(String, bool)>, tag: &str) {
    if let Some(name) = tag.strip_prefix('/') {
        let closed = open.pop().map(|(name, _)| name);
        assert!(closed.as_deref() == Some(name) || matches!(name, "body" | "html"), "</{name}> closes {closed:?}");
        return;
    }
    let name = tag.split([' ', '/']).next().unwrap_or_default();
    if !(name.is_empty() || name.starts_with('!') || tag.ends_with('/') || VOID.contains(&name)) {
        open.push((name.to_owned(), name == "bdi" || tag.contains(" dir=\"auto\"")));
    }
}
