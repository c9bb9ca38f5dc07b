use std::{borrow::Cow, collections::HashSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use url::{ParseError, Url};

/// The schemes that a link or a picture may have. Addresses without a scheme are the shop's own.
const SCHEMES: [&str; 3] = ["https", "mailto", "tel"];

/// The most containers that may be nested: a list and its item are two, a paragraph, a link and emphasis one each.
/// Browsers and parsers take time in proportion to depth times length.
const MOST_NESTED: usize = 32;

/// Returns HTML of a merchant's Markdown (CommonMark 0.31 with tables). HTML in it shows as text. A link or
/// picture that is not allowed shows as its text. Containers nested beyond the 32nd level are
/// left out, and their contents stay. The result passes an allow-list as well, so that nothing can run a script.
pub fn safe_html(markdown: &str) -> String {
    let markdown = remove_deep_markers(markdown);
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, remove_disallowed(flatten(Parser::new_ext(&markdown, Options::ENABLE_TABLES))));
    ammonia::Builder::default().url_schemes(HashSet::from(SCHEMES)).link_rel(Some("noopener")).clean(&page).to_string()
}

/// Returns the words of a merchant's Markdown in one line, for titles and search engines.
pub fn plain_text(markdown: &str) -> String {
    let mut words = String::with_capacity(markdown.len());
    for event in Parser::new_ext(&remove_deep_markers(markdown), Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text)
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => words.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock,
            ) => {
                words.push(' ');
            }
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Turns HTML into text, and leaves out the beginnings and ends of links and pictures that are not allowed.
fn remove_disallowed<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    // One entry for each open link or picture, the innermost last: true if it is allowed.
    let mut open = Vec::new();
    events.filter_map(move |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link { ref dest_url, .. } | Tag::Image { ref dest_url, .. }) => {
            open.push(is_allowed(dest_url));
            open.last().is_some_and(|kept| *kept).then_some(event)
        }
        Event::End(TagEnd::Link | TagEnd::Image) => open.pop().unwrap_or(true).then_some(event),
        other => Some(other),
    })
}

/// Returns whether the allow-list passes an address, which it reads with the same parser. A blank address is not
/// allowed.
fn is_allowed(address: &str) -> bool {
    if address.trim().is_empty() {
        return false;
    }
    match Url::parse(address) {
        Ok(url) => SCHEMES.contains(&url.scheme()),
        Err(error) => error == ParseError::RelativeUrlWithoutBase,
    }
}

/// Returns whether containers are nested so deeply that [`safe_html`] would leave some out.
pub fn is_nested_too_deeply(markdown: &str) -> bool {
    if markdown.lines().any(|line| markers(line) > MOST_NESTED) {
        return true;
    }
    let mut depth = 0_usize;
    Parser::new_ext(markdown, Options::ENABLE_TABLES).any(|event| {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        depth > MOST_NESTED
    })
}

/// Leaves out the beginnings and ends of containers that are nested too deeply.
fn flatten<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let mut depth = 0_usize;
    events.filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= MOST_NESTED
        }
        Event::End(_) => {
            depth -= 1;
            depth < MOST_NESTED
        }
        _ => true,
    })
}

/// Leaves out the markers of lines that open too many containers. The parser would walk through all open containers at
/// each line that follows.
fn remove_deep_markers(markdown: &str) -> Cow<'_, str> {
    if markdown.lines().all(|line| markers(line) <= MOST_NESTED) {
        return Cow::Borrowed(markdown);
    }
    let shorten = |line| if markers(line) > MOST_NESTED { str::trim_start_matches(line, is_of_marker) } else { line };
    Cow::Owned(markdown.split_inclusive('\n').map(shorten).collect())
}

/// Returns the most quotes, lists and items that the beginning of a line can open.
fn markers(line: &str) -> usize {
    let line = line.trim_end();
    if is_rule(line) {
        return 0;
    }
    let is_last = |place: usize| matches!(line.as_bytes().get(place + 1), None | Some(b' ' | b'\t'));
    let beginning = line.char_indices().take_while(|(_, c)| is_of_marker(*c));
    beginning.filter(|(place, c)| *c == '>' || (matches!(c, '-' | '+' | '*' | '.' | ')') && is_last(*place))).count()
}

/// Returns whether a line is a thematic break, which may have any length.
fn is_rule(line: &str) -> bool {
    ['-', '*'].iter().any(|mark| line.chars().all(|c| c == *mark || c == ' ' || c == '\t'))
}

fn is_of_marker(c: char) -> bool {
    c == ' ' || c == '\t' || c.is_ascii_digit() || matches!(c, '>' | '-' | '+' | '*' | '.' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_the_words_alone() {
        let markdown = "# Bowl\n\nThrown *by\nhand*.\n\n- [clay](https://clay.example)\n- `glaze`";

        assert_eq!(plain_text(markdown), "Bowl Thrown by hand. clay glaze");
        assert_eq!(plain_text("A paragraph."), "A paragraph.");
    }

    #[test]
    fn merchants_words_never_run() {
        let cases = [
            ("**good**", "<p><strong>good</strong></p>\n"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](/en-ae/pages/returns)", "<p><a href=\"/en-ae/pages/returns\" rel=\"noopener\">x</a></p>\n"),
            ("<b onclick=x>b</b>", "<p>&lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
        ];
        for (markdown, html) in cases {
            assert_eq!(safe_html(markdown), html);
        }
    }

    #[test]
    fn refused_links_and_pictures_are_shown_as_their_text() {
        let cases = [
            ("[x](javascript:alert(1))", "<p>x</p>\n"),
            ("[**x** y](http://a.example 'title')", "<p><strong>x</strong> y</p>\n"),
            ("[x]()", "<p>x</p>\n"),
            ("<ftp://a.example>", "<p>ftp://a.example</p>\n"),
            ("[x](JAVA&Tab;SCRIPT:alert(1))", "<p>x</p>\n"),
            ("[x][1]\n\n[1]: data:text/html,x", "<p>x</p>\n"),
            ("![a *vase*](http://a.example/vase.jpg)", "<p>a <em>vase</em></p>\n"),
            ("[![vase](http://a.example/vase.jpg)](/en-ae)", "<p><a href=\"/en-ae\" rel=\"noopener\">vase</a></p>\n"),
            ("[![vase](/img/vase.jpg)](http://a.example)", "<p><img src=\"/img/vase.jpg\" alt=\"vase\"></p>\n"),
        ];
        for (markdown, html) in cases {
            assert_eq!(safe_html(markdown), html, "{markdown}");
        }
    }

    #[test]
    fn every_link_that_is_left_leads_somewhere() {
        let schemes =
            ["", "/", "//", "https:", "http:", "mailto:", "x:", "https://", "https://[", ":", "%00:", "java\tscript:"];
        for scheme in schemes {
            for rest in ["", "a", "a.example", "[::", "a b", "\u{1}", "a@b"] {
                let html = safe_html(&format!("[x](<{scheme}{rest}>) ![x](<{scheme}{rest}>)"));

                assert!(!html.contains("<a rel"), "{scheme}{rest}: {html}");
                assert!(!html.contains("<img alt"), "{scheme}{rest}: {html}");
            }
        }
    }

    #[test]
    fn containers_beyond_the_thirty_second_are_left_out_and_their_words_stay() {
        let quotes = |count: usize| format!("{}deep", "> ".repeat(count));
        let shown = |html: &str| (html.matches("<blockquote>").count(), html.contains("deep"));

        assert!(!is_nested_too_deeply(&quotes(31)));
        assert!(is_nested_too_deeply(&quotes(32)), "the paragraph is the 33rd");
        assert_eq!(shown(&safe_html(&quotes(31))), (31, true));
        assert_eq!(shown(&safe_html(&quotes(32))), (32, true));
        assert_eq!(shown(&safe_html(&quotes(33))), (0, true));
    }

    #[test]
    fn a_list_in_lists_by_indentation_and_emphasis_in_emphasis_are_nested_too() {
        let list: String = (0..40).map(|level| format!("{}- {level}\n", "  ".repeat(level))).collect();
        let emphasis = format!("{}x{}", "*a _b ".repeat(40), "_ *".repeat(40));
        let long = "- one\n- two\n  > three\n".repeat(5_000);
        let rule = format!("a\n\n{}\n\nb", "-".repeat(80));

        assert!(is_nested_too_deeply(&list));
        assert!(is_nested_too_deeply(&emphasis));
        assert!(!is_nested_too_deeply(&long));
        assert!(!is_nested_too_deeply(&rule));
        assert!(safe_html(&rule).contains("<hr>"));
    }

    /// Each of these takes minutes where work grows by depth times length.
    #[test]
    fn the_longest_texts_of_hostile_shapes_are_rendered() {
        let half = types::bounds::MAX_TEXT_BYTES / 2;
        for (shape, text) in [
            ("quotes", ">".repeat(half * 2)),
            ("quotes and lazy lines", format!("{}a\n{}", ">".repeat(half), "b\n".repeat(half / 2))),
            ("lists and blank lines", format!("{}a\n{}", "- ".repeat(half / 2), "\n".repeat(half))),
            ("numbered lists and blank lines", format!("{}a\n{}", "1. ".repeat(half / 3), "\n".repeat(half))),
            ("brackets", "[".repeat(half * 2)),
            ("emphasis", "*a **a ".repeat(half / 4)),
            ("links", "[a](".repeat(half / 2)),
            (
                "a wide table",
                format!("{}\n{}\n{}", "|a".repeat(half / 4), "|-".repeat(half / 4), "|\n".repeat(half / 2)),
            ),
            ("code", "`a``".repeat(half / 2)),
            ("entities", "&#65;".repeat(half * 2 / 5)),
            ("tags", "<a ".repeat(half * 2 / 3)),
        ] {
            let html = safe_html(&text);

            assert!(html.len() < 40 * text.len(), "{shape}: {}", html.len());
        }
    }
}
