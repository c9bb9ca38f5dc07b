use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, html};

/// HTML of a merchant's Markdown (CommonMark 0.31 with tables). HTML in it shows as the text it is; what is left goes
/// through an allow-list all the same, so that no link can run a script.
pub(crate) fn safe_html(markdown: &str) -> String {
    let as_text = |event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    };
    let mut page = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut page, Parser::new_ext(markdown, Options::ENABLE_TABLES).map(as_text));
    ammonia::Builder::default()
        .url_schemes(HashSet::from(["https", "mailto", "tel"]))
        .link_rel(Some("noopener"))
        .clean(&page)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merchants_words_never_run() {
        let cases = [
            ("**good**", "<p><strong>good</strong></p>\n"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](javascript:alert(1))", "<p><a rel=\"noopener\">x</a></p>\n"),
            ("[x](/en-ae/pages/returns)", "<p><a href=\"/en-ae/pages/returns\" rel=\"noopener\">x</a></p>\n"),
            ("<b onclick=x>b</b>", "<p>&lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
        ];
        for (markdown, html) in cases {
            assert_eq!(safe_html(markdown), html);
        }
    }
}
