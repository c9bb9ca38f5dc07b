//! The built files, which are read into memory when the server starts. No request ever opens a file by its path.

use std::{collections::HashMap, fs, io, path::Path};

use app::site_config::Assets;
use axum::{body::Bytes, http::HeaderValue};

mod delta;
mod encoded;
mod media_type;

use delta::Base;
use delta::Family;
pub(crate) use encoded::{Encoding, File};
pub(crate) use media_type::media_type;

/// The files that the shop serves unchanged.
#[derive(Debug)]
pub struct Files {
    /// The addresses of the style sheet and the scripts.
    pub assets: Assets,
    /// The files below `/assets/`, each named by its content's hash.
    pub(crate) built: HashMap<String, File>,
    /// The public files by path, such as `/favicon.ico`.
    pub(crate) public: HashMap<String, File>,
}

/// The reason why the built files can't be served.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// A file or folder can't be read.
    #[error(
        "the built file {file} can't be read: {source}; build with `cargo xtask up`, or name the folder in `assets`"
    )]
    Unreadable {
        /// The file.
        file: String,
        /// The operating system's error.
        source: io::Error,
    },
    /// The list of built files lacks a name or is malformed.
    #[error("{file} does not say where {name} is; build again with `cargo xtask up`")]
    Incomplete {
        /// The list.
        file: String,
        /// The name that it lacks.
        name: &'static str,
    },
    /// The name of a public file has characters that an address would have to encode.
    #[error(
        "the public file {0} has a name that would have to be encoded in an address; use only letters, digits, points and hyphens"
    )]
    Name(String),
}

impl Files {
    /// Reads everything below `folder`: `assets.json`, `assets/` and `public/`.
    pub fn read(folder: &Path) -> Result<Self, FilesError> {
        Ok(Self {
            assets: listed(&folder.join("assets.json"))?,
            built: built(&folder.join("assets"))?,
            public: public(&folder.join("public"))?,
        })
    }
}

/// Reads the addresses of the newest build.
fn listed(file: &Path) -> Result<Assets, FilesError> {
    let text = fs::read(file).map_err(unreadable(file))?;
    let list: HashMap<String, String> = serde_json::from_slice(&text).unwrap_or_default();
    let address = |name: &'static str| {
        let incomplete = || FilesError::Incomplete { file: file.display().to_string(), name };
        list.get(name).cloned().ok_or_else(incomplete)
    };
    Ok(Assets {
        css: address("app.css")?,
        private_css: address("private.css")?,
        loader: address("loader.js")?,
        frontend_js: address("frontend.js")?,
        frontend_wasm: address("frontend.wasm")?,
        pricing_wasm: address("pricing.wasm")?,
    })
}

fn built(folder: &Path) -> Result<HashMap<String, File>, FilesError> {
    let mut bytes = HashMap::new();
    collect(folder, "", &mut bytes)?;
    let is_copy = |name: &str| Encoding::ALL.iter().any(|encoding| original_of(name, *encoding).is_some());
    let originals: Vec<String> = bytes.keys().filter(|name| !is_copy(name)).cloned().collect();
    let file = |name: String| {
        let mut file = File::new(media_type(&name), bytes[&name].clone());
        if let Some(family) = Family::of(&name) {
            file.serve_as_dictionary(&family.pattern());
            for other in originals.iter().filter(|other| **other != name && family.has(other)) {
                file.add_delta(Base::new(bytes[other].clone()), &bytes[&name]);
            }
        }
        for encoding in Encoding::ALL {
            if let Some(copy) = bytes.get(&format!("{name}.{}", encoding.extension())) {
                file.add_copy(encoding, copy.clone());
            }
        }
        (name.trim_start_matches('/').to_owned(), file)
    };
    Ok(originals.iter().cloned().map(file).collect())
}

fn public(folder: &Path) -> Result<HashMap<String, File>, FilesError> {
    let mut bytes = HashMap::new();
    if folder.exists() {
        collect(folder, "", &mut bytes)?;
    }
    if let Some(odd) = bytes.keys().find(|path| !path.bytes().all(is_plain)) {
        return Err(FilesError::Name(odd.clone()));
    }
    Ok(bytes.into_iter().map(|(path, bytes)| (path.clone(), File::new(media_type(&path), bytes))).collect())
}

/// Returns true for a byte that an address contains unencoded and a route's pattern takes literally.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_')
}

/// Reads a folder and its subfolders. Each file's key is its path below the first folder, with a leading slash.
fn collect(folder: &Path, path: &str, into: &mut HashMap<String, Bytes>) -> Result<(), FilesError> {
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let file = entry.map_err(unreadable(folder))?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let path = format!("{path}/{name}");
        if file.is_dir() {
            collect(&file, &path, into)?;
        } else {
            into.insert(path, fs::read(&file).map_err(unreadable(&file))?.into());
        }
    }
    Ok(())
}

fn original_of(name: &str, encoding: Encoding) -> Option<&str> {
    name.strip_suffix(encoding.extension())?.strip_suffix('.')
}

fn unreadable(file: &Path) -> impl Fn(io::Error) -> FilesError {
    let file = file.display().to_string();
    move |source| FilesError::Unreadable { file: file.clone(), source }
}

/// Returns a strong entity tag of these bytes; `variant` tells encodings of the same bytes apart.
pub(crate) fn entity_tag(bytes: &[u8], variant: &str) -> HeaderValue {
    let hash = blake3::hash(bytes).to_hex();
    HeaderValue::from_str(&format!("\"{}{variant}\"", &hash[..32])).expect("hexadecimal digits are ASCII")
}

#[cfg(test)]
mod tests;
