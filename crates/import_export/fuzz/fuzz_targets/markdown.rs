#![no_main]

libfuzzer_sys::fuzz_target!(|markdown: &str| {
    let _is_refused = content::is_nested_too_deeply(markdown);
    let html = content::safe_html(markdown).to_ascii_lowercase();
    for opened in html.split('<').skip(1) {
        let tag = opened.split('>').next().unwrap_or_default();
        assert!(!tag.starts_with("script") && !tag.starts_with("style") && !tag.starts_with("iframe"), "{html}");
        // Names of attributes stand outside of the quotes, their values inside.
        let (names, values) = (tag.split('"').step_by(2), tag.split('"').skip(1).step_by(2));
        assert!(!names.into_iter().any(|name| name.contains(" on")), "{html}");
        assert!(!values.into_iter().any(|value| value.trim_start().starts_with("javascript:")), "{html}");
    }
});
