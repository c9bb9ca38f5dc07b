use std::path::Path;

use crate::{
    BackupContents, BackupEntry, BackupHeader, FORMAT, RestoreError,
    archive::{self, Entry},
    format::{BackupManifest, HEADER, MANIFEST},
};

/// Reads a whole backup and verifies the size and hash of every entry.
pub async fn check(file: &Path) -> Result<BackupContents, RestoreError> {
    let mut archive = archive::entries(file);
    let first = archive.recv().await.ok_or_else(|| RestoreError::NotABackup(file.display().to_string()))??;
    let header = read_header(file, &first)?;
    let mut met = vec![BackupEntry::of(&first.0, &first.1)];
    while let Some(entry) = archive.recv().await {
        let (path, bytes) = entry?;
        if path == MANIFEST {
            return contents(header, &met, &bytes);
        }
        met.push(BackupEntry::of(&path, &bytes));
    }
    Err(RestoreError::Damaged("it ends before its list of contents".to_owned()))
}

fn read_header(file: &Path, (path, bytes): &Entry) -> Result<BackupHeader, RestoreError> {
    let is_none = || RestoreError::NotABackup(file.display().to_string());
    let read: serde_json::Value = serde_json::from_slice(bytes).map_err(|_| is_none())?;
    match read["format"].as_str() {
        Some(FORMAT) if path == HEADER => serde_json::from_value(read).map_err(|_| is_none()),
        Some(format) if format.starts_with("vitrine-backup/") => Err(RestoreError::OtherFormat(format.to_owned())),
        _ => Err(is_none()),
    }
}

fn contents(header: BackupHeader, met: &[BackupEntry], manifest: &[u8]) -> Result<BackupContents, RestoreError> {
    let manifest: BackupManifest =
        serde_json::from_slice(manifest).map_err(|error| RestoreError::Damaged(error.to_string()))?;
    let differs = met.iter().zip(&manifest.entries).find(|(met, listed)| met != listed);
    if let Some((entry, _)) = differs {
        return Err(RestoreError::Damaged(format!("{} is not what it was", entry.path)));
    }
    if met.len() != manifest.entries.len() {
        return Err(RestoreError::Damaged("it has not as many entries as it lists".to_owned()));
    }
    let BackupManifest { entries, rows, missing_pictures } = manifest;
    Ok(BackupContents { header, entries, rows, missing_pictures })
}
