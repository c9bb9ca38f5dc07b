#![no_main]

use product_csv::{FeedOptions, ProductFeed};
use pulldown_cmark::{Event, Options, Parser};
use std::io::Cursor;

libfuzzer_sys::fuzz_target!(|html: &str| {
    let cell = html.replace('"', "\"\"");
    let file = format!("Handle,Title,Body (HTML),Variant Price\na,A,\"{cell}\",1\n");
    let Ok(feed) = ProductFeed::read(Cursor::new(file), FeedOptions::default()) else { return };
    let description = &feed.products[0].description;
    for event in Parser::new_ext(&description.markdown, Options::ENABLE_TABLES) {
        assert!(!matches!(event, Event::Html(_) | Event::InlineHtml(_)), "{html:?} became {:?}", description.markdown);
    }
    // Text without a tag, an entity and characters that HTML reads as others keeps all of its characters.
    if !html.contains(['<', '&', '\0']) {
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        assert_eq!(letters(&text_of(&description.markdown)), letters(html));
    }
});

fn text_of(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        if let Event::Text(part) | Event::Code(part) = event {
            text.push_str(&part);
        }
    }
    text
}
