use super::*;

#[test]
fn missing_build_is_explained() {
    let folder = tempfile::tempdir().unwrap();

    let error = Files::read(folder.path()).unwrap_err().to_string();

    let file = folder.path().join("assets.json");
    assert_eq!(
        error,
        format!(
            "the built file {} can't be read: No such file or directory (os error 2); build with `cargo xtask up`, \
             or name the folder in `assets`",
            file.display()
        )
    );
}

#[test]
fn copies_belong_to_their_original() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.css", "a.css.br", "a.css.gz", "b.js"] {
        fs::write(folder.path().join(name), name).unwrap();
    }

    let files = built(folder.path()).unwrap();

    let mut names: Vec<&str> = files.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["a.css", "b.js"]);
}

#[test]
fn public_files_keep_their_folders() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("icons")).unwrap();
    fs::write(folder.path().join("icons/touch.png"), "pixels").unwrap();

    let files = public(folder.path()).unwrap();

    assert!(files.contains_key("/icons/touch.png"));
}

#[test]
fn public_file_that_no_address_could_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("{locale}.png"), "pixels").unwrap();

    let error = public(folder.path()).unwrap_err().to_string();

    assert!(
        error.starts_with("the public file /{locale}.png has a name that would have to be encoded in an address; "),
        "{error}"
    );
}
