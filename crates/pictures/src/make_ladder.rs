use std::collections::HashSet;

use bytes::Bytes;
use media::{Format, Quality, Source, Width};
use tokio::sync::mpsc;

use crate::{PictureName, RenditionError, RenditionName, Renditions, StorageError, encoders::Panicked};

/// The formats that every width is made in. JPEG is for rare browsers and made on demand, except the one rendition
/// that search engines and shared links are given.
const AHEAD: [Format; 2] = [Format::Avif, Format::Webp];
/// Renditions that may wait for the storage.
const FINISHED: usize = 4;

/// The renditions that were made of a picture, and their size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LadderTotals {
    /// The number of renditions.
    pub renditions: usize,
    /// The size of the renditions in bytes.
    pub bytes: u64,
}

impl Renditions {
    /// Makes the missing final renditions of a picture from one decode: every width in AVIF and WebP, the widest JPEG
    /// of a whole picture, any other rendition that visitors got as a fast one, and the mezzanine. When the future is
    /// dropped, the work stops after the current rendition.
    pub async fn make_ladder(&self, picture: &PictureName) -> Result<LadderTotals, RenditionError> {
        let source = self.source(picture).await?;
        let mut due = self.due(picture, &source).await?;
        for kept in self.storage().renditions_of(picture, Quality::Final).await? {
            due.renditions.remove(&kept);
        }
        if due.mezzanine {
            let kept = self.storage().mezzanine(&picture.source).await?;
            due.mezzanine = kept.is_none_or(|kept| media::probe(&kept).is_err());
        }
        self.make(picture, source, due).await
    }

    /// Makes all final renditions of a picture, stored ones included. Stored ones are served meanwhile.
    pub async fn make_ladder_again(&self, picture: &PictureName) -> Result<LadderTotals, RenditionError> {
        let source = self.source(picture).await?;
        let mut due = self.due(picture, &source).await?;
        due.renditions.extend(self.storage().renditions_of(picture, Quality::Final).await?);
        self.make(picture, source, due).await
    }

    async fn make(&self, picture: &PictureName, source: Bytes, due: Due) -> Result<LadderTotals, RenditionError> {
        if due.renditions.is_empty() && !due.mezzanine {
            return Ok(LadderTotals::default());
        }
        if !self.may_store() {
            return Err(RenditionError::NotStored);
        }
        let (finished, mut kept) = mpsc::channel(FINISHED);
        let crop = picture.crop();
        let share = self.encoders().large_share(media::probe(&source)?.memory()).await;
        let work = self.encoders().ahead(share, move || encoded(source, crop, &due, &finished));
        let keep = async {
            let mut made = LadderTotals::default();
            while let Some(finished) = kept.recv().await {
                match finished {
                    Finished::Mezzanine(bytes) => self.storage().keep_mezzanine(&picture.source, bytes).await?,
                    Finished::Rendition(name, bytes) => {
                        made.renditions += 1;
                        made.bytes += bytes.len() as u64;
                        self.storage().keep_rendition(&name, Quality::Final, bytes).await?;
                    }
                }
            }
            Ok(made)
        };
        let made: Result<LadderTotals, StorageError> = keep.await;
        match &made {
            Ok(_) => self.unstored().succeeded(),
            Err(error) => self.unstored().failed(error),
        }
        // A failing storage ends the work, too: the channel is closed.
        drop(kept);
        work.await.map_err(|Panicked| RenditionError::Unfinished)??;
        Ok(made?)
    }

    /// Returns the renditions and the mezzanine that a complete ladder has.
    async fn due(&self, picture: &PictureName, source: &[u8]) -> Result<Due, RenditionError> {
        let probe = media::probe(source)?;
        let (width, height) = probe.seen();
        let Some((width, _)) = picture.seen(width, height) else { return Ok(Due::default()) };
        let ladder = Width::ladder(width)
            .flat_map(|width| AHEAD.map(|format| RenditionName { picture: picture.clone(), width, format }));
        let renditions = ladder
            .chain(told_to_machines(picture, width))
            .chain(self.storage().renditions_of(picture, Quality::Fast).await?)
            .collect();
        Ok(Due { mezzanine: probe.is_worth_a_mezzanine(), renditions })
    }
}

/// Returns the rendition that pages name in structured data and for shared links: the widest JPEG of a whole picture.
/// It is made before a crawler asks, because crawlers keep the first version they get.
fn told_to_machines(picture: &PictureName, width: u32) -> Option<RenditionName> {
    let width = Width::ladder(width).last().filter(|_| picture.cut.is_none())?;
    Some(RenditionName { picture: picture.clone(), width, format: Format::Jpeg })
}

/// The renditions of a picture that are to be made.
#[derive(Default)]
struct Due {
    mezzanine: bool,
    renditions: HashSet<RenditionName>,
}

/// A finished piece of a ladder.
enum Finished {
    Mezzanine(Bytes),
    Rendition(RenditionName, Bytes),
}

fn encoded(
    file: Bytes,
    crop: Option<media::Crop>,
    due: &Due,
    finished: &mpsc::Sender<Finished>,
) -> Result<(), RenditionError> {
    let source = Source::decode(&file)?;
    drop(file);
    if due.mezzanine && finished.blocking_send(Finished::Mezzanine(source.mezzanine()?.into())).is_err() {
        return Ok(());
    }
    if due.renditions.is_empty() {
        return Ok(());
    }
    let ladder = source.ladder(crop);
    drop(source);
    for rung in ladder {
        for name in due.renditions.iter().filter(|name| name.width == rung.width) {
            if finished.is_closed() {
                return Ok(());
            }
            let bytes = rung.raster.encode(name.format, Quality::Final)?.into();
            if finished.blocking_send(Finished::Rendition(name.clone(), bytes)).is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

impl std::ops::Add for LadderTotals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { renditions: self.renditions + other.renditions, bytes: self.bytes + other.bytes }
    }
}
