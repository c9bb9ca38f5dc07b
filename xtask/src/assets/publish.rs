//! `dist/`: files named by their content, the manifest that finds them, and the files of the build before.

mod compress;

use super::{Asset, Quality};
use crate::stamp::digest;
use anyhow::{Context, Result};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Characters of a file's digest in its name: 64 bits, so no two builds meet.
const HASH_LENGTH: usize = 16;

/// A plain name to the address it is served at.
pub(super) type Manifest = BTreeMap<String, String>;

/// Writes the assets and the manifest below `dist`. Returns whether the manifest is other than before.
pub(super) fn publish(dist: &Path, assets: &[Asset], quality: Quality) -> Result<bool> {
    let folder = dist.join("assets");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut manifest = Manifest::new();
    for asset in assets {
        let name = hashed_name(asset);
        let file = folder.join(&name);
        write(&file, &asset.bytes)?;
        compress::write_copies(&file, &asset.bytes, quality)?;
        manifest.insert(asset.name.to_owned(), format!("/assets/{name}"));
    }
    let changed = replace_manifest(dist, &manifest)?;
    remove_old_files(dist, &folder)?;
    Ok(changed)
}

/// The manifest of the newest build; empty before the first.
pub(super) fn manifest(dist: &Path) -> Manifest {
    read_manifest(&dist.join("assets.json"))
}

/// Copies what is served as it is.
pub(super) fn public_files(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let copy = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            public_files(&path, &copy)?;
        } else {
            fs::copy(&path, &copy).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}

/// Writes a file whole or not at all: a server may be reading.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    let unfinished = file.with_added_extension("part");
    fs::write(&unfinished, bytes)
        .and_then(|()| fs::rename(&unfinished, file))
        .with_context(|| format!("cannot write {}", file.display()))
}

fn hashed_name(asset: &Asset) -> String {
    let hash = digest(&[&asset.bytes]);
    let (stem, extension) = asset.name.rsplit_once('.').unwrap_or((asset.name, ""));
    format!("{stem}-{}.{extension}", &hash[..HASH_LENGTH])
}

/// The manifest it replaces is kept beside it: pages that are open still want its files.
fn replace_manifest(dist: &Path, manifest: &Manifest) -> Result<bool> {
    let current = dist.join("assets.json");
    let before = read_manifest(&current);
    if before == *manifest {
        return Ok(false);
    }
    write(&dist.join("assets.previous.json"), &serde_json::to_vec_pretty(&before)?)?;
    write(&current, &serde_json::to_vec_pretty(manifest)?)?;
    Ok(true)
}

fn read_manifest(file: &Path) -> Manifest {
    fs::read(file).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

fn remove_old_files(dist: &Path, folder: &Path) -> Result<()> {
    let manifests = [manifest(dist), read_manifest(&dist.join("assets.previous.json"))];
    let kept: BTreeSet<&str> = manifests.iter().flat_map(BTreeMap::values).map(|address| name_in(address)).collect();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let original = compress::ENDINGS.iter().find_map(|ending| name.strip_suffix(&format!(".{ending}")));
        if !kept.contains(original.unwrap_or(&name)) {
            compress::remove_with_copies(&file)?;
        }
    }
    Ok(())
}

fn name_in(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish_style(dist: &Path, text: &str) -> bool {
        publish(dist, &[Asset { name: "app.css", bytes: text.into() }], Quality::Release).unwrap()
    }

    fn file_of(dist: &Path) -> std::path::PathBuf {
        dist.join(manifest(dist)["app.css"].trim_start_matches('/'))
    }

    #[test]
    fn file_is_named_by_its_content_and_has_its_copies() {
        let dist = tempfile::tempdir().unwrap();

        publish_style(dist.path(), "a{}");

        let file = file_of(dist.path());
        assert_eq!(fs::read(&file).unwrap(), b"a{}");
        for ending in compress::ENDINGS {
            assert!(file.with_added_extension(ending).exists(), "{ending}");
        }
    }

    #[test]
    fn same_content_changes_nothing() {
        let dist = tempfile::tempdir().unwrap();

        let first = publish_style(dist.path(), "a{}");
        let second = publish_style(dist.path(), "a{}");

        assert_eq!((first, second), (true, false));
    }

    #[test]
    fn files_of_the_build_before_stay_and_older_ones_go() {
        let dist = tempfile::tempdir().unwrap();
        let files: Vec<_> = ["a{}", "b{}", "c{}"]
            .into_iter()
            .map(|text| {
                publish_style(dist.path(), text);
                file_of(dist.path())
            })
            .collect();

        publish_style(dist.path(), "c{}");

        let left: Vec<bool> = files.iter().map(|file| file.exists()).collect();
        assert_eq!(left, [false, true, true]);
        assert!(!files[0].with_added_extension("br").exists());
    }
}
