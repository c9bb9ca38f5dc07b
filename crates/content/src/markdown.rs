use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};
use url::{ParseError, Url};

/// The schemes that a link or a picture may have; addresses without one are the shop's own.
const SCHEMES: [&str; 3] = ["https", "mailto", "tel"];

/// HTML of a merchant's Markdown (CommonMark 0.31 with tables). HTML in it shows as the text it is. A link or picture
/// that is not allowed shows as its text. The result goes through an allow-list all the same, so that nothing can run a
/// script.
pub(crate) fn safe_html(markdown: &str) -> String {
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, allowed(Parser::new_ext(markdown, Options::ENABLE_TABLES)));
    ammonia::Builder::default().url_schemes(HashSet::from(SCHEMES)).link_rel(Some("noopener")).clean(&page).to_string()
}

/// The events without the beginnings and ends of links and pictures that are not allowed.
fn allowed<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    // Whether each link or picture that has begun and not ended is one, the innermost last.
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

/// The decision of the allow-list, which reads addresses with the same parser; besides, an address has to say something.
fn is_allowed(address: &str) -> bool {
    if address.trim().is_empty() {
        return false;
    }
    match Url::parse(address) {
        Ok(url) => SCHEMES.contains(&url.scheme()),
        Err(error) => error == ParseError::RelativeUrlWithoutBase,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
