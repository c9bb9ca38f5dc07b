//! The folder of the tests' shop on the disk.

use std::{fs, path::Path};

use tempfile::TempDir;

/// Where the tests' shop says it is.
pub(crate) const ORIGIN: &str = "https://shop.example";

/// A folder with a build's files, and with the picture that the shop's document names.
pub(super) fn with_assets() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_into(folder.path());
    folder
}

/// The same in a folder that is there.
pub(super) fn write_into(folder: &Path) {
    let style = "body{margin:0}".repeat(100);
    let files = [
        ("dist/assets.json", LIST.as_bytes()),
        ("dist/assets/app-0a.css", style.as_bytes()),
        ("dist/assets/app-0a.css.br", b"brotli"),
        ("dist/assets/app-0a.css.gz", b"gzip"),
        ("dist/assets/app-0a.css.zst", b"zstandard"),
        ("dist/assets/private-0a.css", b"a{}"),
        ("dist/assets/pricing-0e.wasm", b"\0asm"),
        ("dist/assets/loader-0b.js", b"loader"),
        ("dist/assets/frontend-0c.js", b"frontend"),
        ("dist/assets/frontend-0d.wasm", b"\0asm"),
        ("dist/public/icons/touch.png", b"pixels"),
        ("images/vase.jpg", &picture()),
        ("shop.json", super::SHOP.as_bytes()),
    ];
    for (name, bytes) in files {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../public")).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.join("dist/public").join(file.file_name())).unwrap();
    }
}

const LIST: &str = r#"{
  "app.css": "/assets/app-0a.css",
  "private.css": "/assets/private-0a.css",
  "pricing.wasm": "/assets/pricing-0e.wasm",
  "loader.js": "/assets/loader-0b.js",
  "frontend.js": "/assets/frontend-0c.js",
  "frontend.wasm": "/assets/frontend-0d.wasm"
}"#;

/// A picture of the demo.
pub(super) fn picture() -> Vec<u8> {
    fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/images/bottle-vase-olive-1.jpg")).unwrap()
}
