use std::collections::HashSet;

use bytes::Bytes;
use media::{Format, Quality, Source, Width};
use tokio::sync::mpsc;

use crate::{PictureName, RenditionError, RenditionName, Renditions, StorageError, encoders::Panicked};

/// The formats that every width is made in ahead. JPEG is for browsers that are seldom seen: it is made when one comes,
/// except the one that search engines and shared links are told of.
const AHEAD: [Format; 2] = [Format::Avif, Format::Webp];
/// Renditions that may wait for the storage.
const FINISHED: usize = 4;

/// What a picture's ladder has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LadderTotals {
    /// Renditions that were made.
    pub renditions: usize,
    /// Their bytes.
    pub bytes: u64,
}

impl Renditions {
    /// Makes what is missing of a picture as well as can be: every width in AVIF and WebP, of a whole one the widest JPEG,
    /// what stood in for anything else, and its mezzanine. One decode serves all. Dropped, it stops after the rendition it is at.
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

    /// As [`Self::make_ladder`], of everything that is there already, too. What is there is answered meanwhile.
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
        // A storage that failed ends the work, too: nobody receives any more.
        drop(kept);
        work.await.map_err(|Panicked| RenditionError::Unfinished)??;
        Ok(made?)
    }

    /// The mezzanine, every width in the formats that are made ahead, the rendition that machines are told of, and what was
    /// made while somebody waited.
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

/// The rendition that pages name in structured data and for shared links: the widest JPEG of a whole picture. A crawler
/// that comes first keeps what it gets, so this one is made before it comes.
fn told_to_machines(picture: &PictureName, width: u32) -> Option<RenditionName> {
    let width = Width::ladder(width).last().filter(|_| picture.cut.is_none())?;
    Some(RenditionName { picture: picture.clone(), width, format: Format::Jpeg })
}

/// What is to be made of a picture.
#[derive(Default)]
struct Due {
    mezzanine: bool,
    renditions: HashSet<RenditionName>,
}

/// What has been made of it.
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
