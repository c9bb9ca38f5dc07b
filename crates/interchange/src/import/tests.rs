use super::*;

#[test]
fn parents_are_written_before_what_is_under_them() {
    let category = |code: &str, parent: Option<&str>| CategoryDocument {
        code: Slug::new(code).unwrap(),
        parent: parent.map(|parent| Slug::new(parent).unwrap()),
        slug: types::Translated::from_fn(|_| Slug::new(code).unwrap()),
        name: types::Translated::from_fn(|_| code.to_owned()),
        description: types::Translated::from_fn(|_| String::new()),
        picture: None,
    };
    let categories = [category("cups", Some("kitchen")), category("kitchen", Some("home")), category("home", None)];

    let placed: Vec<(&str, i64)> =
        parents_first(&categories).into_iter().map(|(category, place)| (category.code.as_str(), place)).collect();

    assert_eq!(placed, [("home", 2), ("kitchen", 1), ("cups", 0)]);
}
