use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::cell::RefCell;

use super::{Breaks, markdown};

#[test]
fn formatting_that_markdown_has_is_kept() {
    let cases = [
        ("plain  text", "plain text"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div>\n<div>Two<br>Three</div>", "One\n\nTwo\\\nThree"),
        ("a<br><br>b", "a\n\nb"),
        ("<b>bold </b>text", "**bold** text"),
        ("<strong>a</strong><strong>b</strong>", "**ab**"),
        ("<em><b>x</b> y</em> z", "***x** y* z"),
        ("<h2>Care <i>notes</i></h2>Wash", "## Care *notes*\n\nWash"),
        ("<ul><li>One<li>Two</ul>", "- One\n- Two"),
        ("<ol start=3><li>One<ul><li>In</li></ul></li><li>Two</li></ol>", "3. One\n\n   - In\n4. Two"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<a href='/c/mugs' title='All \"mugs\"'>Mugs</a>!", "[Mugs](</c/mugs> \"All \\\"mugs\\\"\")!"),
        ("Look!<a href='https://a.example/x?a=1&amp;b=2'>here</a>", "Look\\![here](<https://a.example/x?a=1\\&b=2>)"),
        ("<img src='a b.jpg' alt='A [cup]'>", "![A \\[cup\\]](<a b.jpg>)"),
        ("use <code>a`b</code>", "use ``a`b``"),
        ("<pre>\nx  y\n  z\n</pre>", "```\nx  y\n  z\n```"),
        ("a<hr>b", "a\n\n***\n\nb"),
        ("<p>1. no list</p><p># no heading</p><p>- no item</p>", "1\\. no list\n\n\\# no heading\n\n\\- no item"),
        ("3 * 4 &lt; 5 &amp;amp; _x_", "3 \\* 4 \\< 5 \\&amp; \\_x\\_"),
        ("<p>&nbsp;</p><p>30&nbsp;cm</p>", "30\u{a0}cm"),
        (
            "<table><tr><th>Size</th><th>cm</th></tr><tr><td>S</td><td>1|2</td></tr></table>",
            "| Size | cm |\n| --- | --- |\n| S | 1\\|2 |",
        ),
        ("<table><tbody><tr><td>a<td><b>b</b></table>", "|  |  |\n| --- | --- |\n| a | **b** |"),
        ("<b><p>One</p><p>Two</p></b>", "**One**\n\n**Two**"),
        ("<p class='x' id='y' data-z='1'><span>a</span></p>", "a"),
        ("<ul>loose<li>a</li></ul>", "- loose\n- a"),
    ];

    for (html, expected) in cases {
        assert_eq!(markdown(html, Breaks::Spaces), (expected.to_owned(), vec![]), "{html}");
    }
}

#[test]
fn formatting_that_markdown_lacks_is_told_with_its_line_and_the_text_stays() {
    let cases = [
        ("a\n<u>b</u>", "a b", 2, "<u>"),
        ("<p style='color:red'>a</p>", "a", 1, "<p style=\"color:red\">"),
        ("a<script>alert('<b>')</script>b", "ab", 1, "<script>"),
        ("a<iframe src='https://v.example'><p>x</iframe>b", "ab", 1, "<iframe src=\"https://v.example\">"),
        ("a<svg><svg><text>t</text></svg></svg>b", "ab", 1, "<svg>"),
        ("<a href='javascript:x'>a</a>", "a", 1, "<a href=\"javascript:x\">"),
        ("<a href='http://old.example'>a</a>", "a", 1, "<a href=\"http://old.example\">"),
        ("a<b>\"b\"</b>c", "a\"b\"c", 1, "<strong>"),
        ("<table><tr><td colspan=2>a</td></tr></table>", "|  |\n| --- |\n| a |", 1, "<td>"),
        ("<table><tr><td>a<br>b</td></tr></table>", "|  |\n| --- |\n| a b |", 1, "<td>"),
        ("<table><tr><td><ul><li>a</li></ul></td></tr></table>", "|  |\n| --- |\n| a |", 1, "<ul>"),
        ("<img src='data:image/png;base64,xx'>", "", 1, "<img src=\"data:image/png;base64,xx\">"),
    ];

    for (html, expected, line, tag) in cases {
        let (text, losses) = markdown(html, Breaks::Spaces);

        assert_eq!(text, expected, "{html}");
        assert_eq!(losses.first().map(|loss| (loss.line, loss.tag.as_str())), Some((line, tag)), "{html}: {losses:?}");
    }
}

#[test]
fn deep_and_broken_html_takes_no_more_than_its_length() {
    for piece in
        ["<ul><li>", "<blockquote>", "<b>", "<table><tr><td>", "</b></p>", "<pre>", "<code>", "<a href=x>", "<p><i>"]
    {
        let (text, _losses) = markdown(&format!("{}end", piece.repeat(5_000)), Breaks::Spaces);

        assert!(text.contains("end") && text.len() < 1_000_000, "{piece}");
    }
}

#[test]
fn words_of_any_html_are_those_of_its_markdown() {
    let mut random = Random(7);
    for round in 0..30_000 {
        let html: String = (0..random.below(14)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        let breaks = if round % 2 == 0 { Breaks::Spaces } else { Breaks::Lines };

        let (text, _losses) = markdown(&html, breaks);

        let (mut expected, mut found) = (letters(&text_of(&html)), letters(&rendered(&text)));
        if html.contains("<table>") {
            // Text between rows moves before the table, as in a browser.
            expected.sort_unstable();
            found.sort_unstable();
        }
        assert_eq!(found, expected, "{html:?} became {text:?}");
    }
}

#[test]
fn emphasis_is_kept_or_told() {
    let pieces =
        ["a", "b", "é", ".", "\"", "*", "(", " ", "&nbsp;", "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br>"];
    let mut random = Random(11);
    let mut kept = 0;
    for _ in 0..30_000 {
        let html: String = (0..random.below(12)).map(|_| pieces[random.below(pieces.len())]).collect();

        let (text, losses) = markdown(&html, Breaks::Spaces);

        if losses.is_empty() {
            kept += 1;
            assert_eq!(emphasis_rendered(&text), emphasis_of(&html), "{html:?} became {text:?}");
        }
    }
    assert!(kept > 20_000, "{kept}");
}

/// Returns each visible character with true where it is strong, and where it is emphasised.
fn emphasis_rendered(markdown: &str) -> Vec<(char, bool, bool)> {
    let (mut strong, mut emphasis, mut characters) = (0, 0, Vec::new());
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Strong) => strong += 1,
            Event::Start(Tag::Emphasis) => emphasis += 1,
            Event::End(TagEnd::Strong) => strong -= 1,
            Event::End(TagEnd::Emphasis) => emphasis -= 1,
            Event::Text(text) => characters.extend(letters(&text).into_iter().map(|c| (c, strong > 0, emphasis > 0))),
            _ => {}
        }
    }
    characters
}

fn emphasis_of(html: &str) -> Vec<(char, bool, bool)> {
    let (mut strong, mut emphasis, mut characters) = (0_u32, 0_u32, Vec::new());
    let html = html.replace("&nbsp;", " ").replace('<', "\0<").replace('>', ">\0");
    for piece in html.split('\0') {
        match piece {
            "<b>" => strong += 1,
            "<i>" => emphasis += 1,
            "</b>" => strong = strong.saturating_sub(1),
            "</i>" => emphasis = emphasis.saturating_sub(1),
            tag if tag.starts_with('<') => {}
            text => characters.extend(letters(text).into_iter().map(|c| (c, strong > 0, emphasis > 0))),
        }
    }
    characters
}

/// Pieces of HTML that are awkward beside each other.
const PIECES: [&str; 64] = [
    "a",
    "b c",
    " ",
    "\n",
    "\n\n",
    "&nbsp;",
    "*",
    "**",
    "_x_",
    "`",
    "``",
    "[",
    "](x)",
    "!",
    "#",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    "=",
    "---",
    "|",
    ":-",
    "~~~",
    "&amp;",
    "&amp;amp;",
    "&lt;b&gt;",
    "\\",
    "é",
    "日",
    "\"q\"",
    ".",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href='/x'>",
    "</a>",
    "<br>",
    "<p>",
    "</p>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<hr>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "</td>",
];

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Returns the text that a page of the shop shows.
fn rendered(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => text.push_str(&part),
            Event::Start(Tag::Image { .. }) => text.push_str("IMAGE"),
            _ => {}
        }
    }
    text
}

/// Returns all text of HTML without elements that are left out.
fn text_of(html: &str) -> String {
    struct Text(RefCell<String>);

    impl TokenSink for Text {
        type Handle = ();

        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::CharacterTokens(text) = token {
                self.0.borrow_mut().push_str(&text);
            }
            TokenSinkResult::Continue
        }
    }

    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let tokenizer = Tokenizer::new(Text(RefCell::default()), TokenizerOpts::default());
    let _script = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Leaves out spaces, and the character that keeps code apart.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}
