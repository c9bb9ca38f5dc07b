//! The documentation of the settings can't lie.

use server::SETTINGS;

const PAGE: &str = include_str!("../../../docs/how-to/configure.md");

#[test]
fn every_setting_is_documented_as_it_is() {
    let sections: Vec<String> = SETTINGS
        .iter()
        .map(|setting| {
            let default = if setting.default.is_empty() { "none".to_owned() } else { format!("`{}`", setting.default) };
            format!(
                "### `{}`\n\n{}\n\n- In the environment: `{}`\n- Takes: {}\n- Default: {default}\n- Example: `{}`\n",
                setting.name,
                setting.about,
                setting.variable(),
                setting.takes,
                setting.line(),
            )
        })
        .collect();

    let expected = sections.join("\n");

    let (_, documented) = PAGE.split_once("## Every setting\n\n").unwrap();
    assert_eq!(documented, expected, "docs/how-to/configure.md is not what the program does");
}
