//! Work that is done once for the same inputs.

use anyhow::{Context, Result};
use std::path::Path;

/// A digest over everything that decides an outcome.
pub(crate) fn digest(inputs: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for input in inputs {
        // The length keeps "ab", "c" apart from "a", "bc".
        hasher.update(&(input.len() as u64).to_le_bytes());
        hasher.update(input);
    }
    hasher.finalize().to_hex().to_string()
}

/// Does `work` unless the file `stamp` says that it was done for this very digest. Returns whether it had to.
pub(crate) fn once(stamp: &Path, digest: &str, work: impl FnOnce() -> Result<()>) -> Result<bool> {
    if std::fs::read_to_string(stamp).is_ok_and(|done| done == digest) {
        return Ok(false);
    }
    work()?;
    std::fs::write(stamp, digest).with_context(|| format!("cannot write {}", stamp.display()))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn work_is_done_again_only_for_other_inputs() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = folder.path().join("stamp");
        let runs = Cell::new(0);
        let work = || {
            runs.set(runs.get() + 1);
            Ok(())
        };

        for inputs in [b"first".as_slice(), b"first", b"second"] {
            once(&stamp, &digest(&[inputs]), work).unwrap();
        }

        assert_eq!(runs.get(), 2);
    }

    #[test]
    fn failed_work_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = folder.path().join("stamp");

        let failed = once(&stamp, "same", || anyhow::bail!("no"));
        let redone = once(&stamp, "same", || Ok(()));

        assert!(failed.is_err());
        assert!(redone.unwrap());
    }

    #[test]
    fn digest_tells_where_one_input_ends() {
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
    }
}
