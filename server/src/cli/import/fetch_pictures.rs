//! Fetches the pictures of a product file before its import. A picture that is in the folder is not fetched again, so a
//! fetch that was cut off goes on where it was.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use axum::body::Bytes;
use futures::{StreamExt as _, stream};
use product_import::{FilePicture, FoundPictures};

use crate::{Config, command_error::CommandError, picture_hosts::PictureHosts};

/// The number of pictures that are fetched at the same time.
const AT_ONCE: usize = 4;
/// Time between two reports of the progress.
const REPORT_INTERVAL: Duration = Duration::from_secs(5);

/// Fetches pictures into a folder, and adds them to `found`, with a reason for each that can't be fetched.
pub(super) async fn fetch(
    config: &Config,
    folder: &Path,
    pictures: &[FilePicture],
    found: &mut FoundPictures,
) -> Result<(), CommandError> {
    let hosts = PictureHosts::new(config.picture_hosts.clone());
    let hosts = &hosts;
    let fetched = stream::iter(pictures).map(|picture| async move { (picture, fetch_one(hosts, picture).await) });
    let mut fetched = std::pin::pin!(fetched.buffer_unordered(AT_ONCE));
    let (mut done, mut reported) = (0_usize, Instant::now());
    while let Some((picture, outcome)) = fetched.next().await {
        done += 1;
        match outcome {
            Ok(bytes) => {
                write(folder, &picture.file, bytes).await?;
                found.files.insert(picture.file.clone(), picture.file.clone());
            }
            Err(reason) => drop(found.faults.insert(picture.file.clone(), reason)),
        }
        if reported.elapsed() >= REPORT_INTERVAL {
            eprintln!("Fetched {done} of {} pictures.", pictures.len());
            reported = Instant::now();
        }
    }
    eprintln!("Fetched {} of {} pictures into {}.", done - found.faults.len(), pictures.len(), folder.display());
    Ok(())
}

/// Returns the bytes of a picture, or the reason why there are none.
async fn fetch_one(hosts: &PictureHosts, picture: &FilePicture) -> Result<Bytes, String> {
    if !picture.source.contains("://") {
        return Err("it is no URL; name the folder of the files with --pictures".to_owned());
    }
    let bytes = hosts.fetch(&picture.source).await.map_err(|error| error.to_string())?;
    let probed = bytes.clone();
    let probe = tokio::task::spawn_blocking(move || pictures::probe(&probed).map(drop));
    match probe.await {
        Ok(Ok(())) => Ok(bytes),
        Ok(Err(refusal)) => Err(refusal.to_string()),
        Err(_) => Err("its decoder has failed".to_owned()),
    }
}

/// Writes a file of a picture, which is there as a whole or not at all.
async fn write(folder: &Path, file: &str, bytes: Bytes) -> Result<(), CommandError> {
    let path = folder.join(file);
    let part = path.with_added_extension("part");
    let failed = |source| CommandError::File { file: path.display().to_string(), source };
    if let Some(parent) = path.parent() {
        tokio::fs::create_dir_all(parent).await.map_err(failed)?;
    }
    tokio::fs::write(&part, bytes).await.map_err(failed)?;
    tokio::fs::rename(&part, &path).await.map_err(failed)
}
