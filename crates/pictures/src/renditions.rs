#[cfg(test)]
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use media::{Format, Quality};
use tokio::sync::OnceCell;
use tokio_util::task::TaskTracker;

use crate::{
    PictureName, RenditionError, RenditionName, Storage,
    encoders::{Busy, Encoders, Limits, Panicked, Share, Turn},
    rendition_queue::RenditionQueue,
    unstored::Unstored,
};

/// A picture in one size and format.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// The encoded file.
    pub bytes: Bytes,
    /// What it is encoded as; while nothing better is there, another format than was asked for.
    pub format: Format,
    /// Whether it is as good as it will ever be. If not, it stands in until that is made.
    pub is_final: bool,
}

type Slot = Arc<OnceCell<Result<Rendition, Arc<RenditionError>>>>;

/// Makes each rendition once: quickly when somebody asks for it first, and as small as can be when nobody waits.
#[derive(Clone)]
pub struct Renditions {
    storage: Storage,
    encoders: Encoders,
    making: Arc<Mutex<HashMap<RenditionName, Slot>>>,
    queue: Arc<RenditionQueue>,
    unstored: Arc<Unstored>,
    tasks: TaskTracker,
    #[cfg(test)]
    fast_count: Arc<AtomicUsize>,
}

impl Renditions {
    /// Within these limits.
    pub fn new(storage: Storage, limits: Limits) -> Self {
        Self {
            storage,
            encoders: Encoders::new(limits),
            making: Arc::default(),
            queue: Arc::default(),
            unstored: Arc::new(Unstored::new()),
            tasks: TaskTracker::new(),
            #[cfg(test)]
            fast_count: Arc::default(),
        }
    }

    /// Where the sources and the renditions are kept.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// A rendition that has been made, quickly or well.
    pub async fn find_stored(&self, name: &RenditionName) -> Result<Option<Rendition>, RenditionError> {
        let format = name.format;
        if let Some(bytes) = self.read(name, Quality::Final).await? {
            return Ok(Some(Rendition { bytes, format, is_final: true }));
        }
        let quick = self.read(name, Quality::Fast).await?;
        Ok(quick.or_else(|| self.unstored.held(name)).map(|bytes| Rendition { bytes, format, is_final: false }))
    }

    /// A rendition that can't be read from a folder can be made again; a bucket that can't be read has no source either.
    async fn read(&self, name: &RenditionName, quality: Quality) -> Result<Option<Bytes>, RenditionError> {
        match self.storage.rendition(name, quality).await {
            Err(error) if self.storage.is_folder() => {
                self.unstored.failed(&error);
                Ok(None)
            }
            read => Ok(read?),
        }
    }

    /// Stores a rendition that was made for a visitor, or holds it in memory if that fails.
    async fn store_or_hold(&self, name: &RenditionName, bytes: &Bytes) {
        if !self.unstored.may_try() {
            return self.unstored.hold(name, bytes.clone());
        }
        match self.storage.keep_rendition(name, Quality::Fast, bytes.clone()).await {
            Ok(()) => {
                self.unstored.let_go(name);
                self.unstored.succeeded();
            }
            Err(error) => {
                self.unstored.failed(&error);
                self.unstored.hold(name, bytes.clone());
            }
        }
    }

    /// Tries again to store what is held of a rendition, while nobody waits.
    fn retry_storing(&self, name: &RenditionName) {
        let name = quick(name);
        if !self.unstored.may_try() {
            return;
        }
        if let Some(bytes) = self.unstored.held(&name) {
            let renditions = self.clone();
            self.tasks.spawn(async move { renditions.store_or_hold(&name, &bytes).await });
        }
    }

    /// Whether renditions could not be stored when that was last tried.
    pub fn is_storage_failing(&self) -> bool {
        self.unstored.is_in_trouble()
    }

    /// Whether it is worth making something only to store it.
    pub fn may_store(&self) -> bool {
        self.unstored.may_try()
    }

    /// How often a rendition could not be stored, or read back.
    pub fn storage_failures(&self) -> u64 {
        self.unstored.failures()
    }

    pub(crate) fn unstored(&self) -> &Unstored {
        &self.unstored
    }

    /// A rendition of a picture that is there, now: what is kept of it, or of what stands in for it, or that one made quickly,
    /// once, however many ask. What is not as good as can be is wished for. `seen` are the source's width and height in
    /// pixels, as seen.
    pub async fn find_or_make(&self, name: &RenditionName, seen: (u32, u32)) -> Result<Rendition, RenditionError> {
        let made = match self.find_stored_or_fallback(name).await? {
            Some(made) => made,
            None => self.make_once(quick(name), seen).await?,
        };
        let is_final = made.is_final && made.format == name.format;
        if !is_final {
            self.queue.enqueue(&name.picture);
            self.retry_storing(name);
        }
        Ok(Rendition { is_final, ..made })
    }

    /// What is kept of a rendition, or of what stands in for it.
    async fn find_stored_or_fallback(&self, name: &RenditionName) -> Result<Option<Rendition>, RenditionError> {
        match self.find_stored(name).await? {
            Some(kept) => Ok(Some(kept)),
            None if name.format == Format::Avif => self.find_stored(&quick(name)).await,
            None => Ok(None),
        }
    }

    /// Who waits does so in a task: a visitor who hangs up neither stops the work nor makes the next one begin anew.
    async fn make_once(&self, name: RenditionName, seen: (u32, u32)) -> Result<Rendition, RenditionError> {
        let renditions = self.clone();
        let task = self.tasks.spawn(async move {
            let making = Making::of(&renditions, name);
            let made =
                making.slot.get_or_init(|| async { renditions.make_fast(&making.name, seen).await.map_err(Arc::new) });
            made.await.clone()
        });
        task.await.map_err(|_| RenditionError::Unfinished)?.map_err(RenditionError::Shared)
    }

    async fn make_fast(&self, name: &RenditionName, seen: (u32, u32)) -> Result<Rendition, RenditionError> {
        let turn = self.turn().await?;
        // Others may have asked before, and have it by now.
        if let Some(made) = self.find_stored(name).await? {
            return Ok(made);
        }
        #[cfg(test)]
        self.fast_count.fetch_add(1, Ordering::Relaxed);
        let bytes = self.encode_fast(turn, name, seen).await?;
        self.store_or_hold(name, &bytes).await;
        Ok(Rendition { bytes, format: name.format, is_final: false })
    }

    /// From the picture's mezzanine where it has one of pixels enough, else from its source.
    async fn encode_fast(&self, turn: Turn, name: &RenditionName, seen: (u32, u32)) -> Result<Bytes, RenditionError> {
        let Some(mezzanine) = self.mezzanine_for(name, seen).await else {
            return self.encode_from_source(turn, name, seen).await;
        };
        let share = self.encoders.small_share(memory(&mezzanine, name, seen)?).await;
        match encoded(turn, share, mezzanine, name, seen).await {
            Err(RenditionError::Source(refusal)) => {
                warn_of_mezzanine(name, &refusal);
                self.encode_from_source(self.turn().await?, name, seen).await
            }
            done => done,
        }
    }

    /// Of a source that takes much memory the turn is given back until there is so much: it comes again, and is read again.
    async fn encode_from_source(
        &self,
        turn: Turn,
        name: &RenditionName,
        seen: (u32, u32),
    ) -> Result<Bytes, RenditionError> {
        let source = self.source(&name.picture).await?;
        let memory = memory(&source, name, seen)?;
        if self.encoders.is_small(memory) {
            let share = self.encoders.small_share(memory).await;
            return encoded(turn, share, source, name, seen).await;
        }
        drop((turn, source));
        let share = self.encoders.large_share(memory).await;
        let turn = self.turn().await?;
        encoded(turn, share, self.source(&name.picture).await?, name, seen).await
    }

    /// The mezzanine that a rendition can be made from. One that can't be read costs time, and no picture.
    async fn mezzanine_for(&self, name: &RenditionName, seen: (u32, u32)) -> Option<Bytes> {
        let kept = self.storage.mezzanine(&name.picture.source).await;
        let mezzanine = kept.inspect_err(|error| warn_of_mezzanine(name, error)).ok()??;
        let is_enough = media::is_mezzanine_enough(&mezzanine, seen, name.width, name.picture.crop());
        is_enough.inspect_err(|refusal| warn_of_mezzanine(name, refusal)).ok()?.then_some(mezzanine)
    }

    pub(crate) async fn turn(&self) -> Result<Turn, RenditionError> {
        self.encoders.turn().await.map_err(|Busy| RenditionError::Busy)
    }

    /// The bytes of a picture's source.
    pub(crate) async fn source(&self, picture: &PictureName) -> Result<Bytes, RenditionError> {
        let source = self.storage.source(&picture.source).await?;
        source.ok_or_else(|| RenditionError::Lost(picture.source.clone()))
    }

    pub(crate) const fn encoders(&self) -> &Encoders {
        &self.encoders
    }

    /// What visitors were shown a stand-in for.
    pub fn queue(&self) -> &RenditionQueue {
        &self.queue
    }

    /// Has each of its threads do something when it has nothing else to do.
    pub fn on_each_thread(&self, work: fn()) {
        self.encoders.on_each_thread(work);
    }

    /// Returns when nothing that was begun is unfinished. Nothing new may begin.
    pub async fn finished(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// How many were made while somebody waited.
    #[cfg(test)]
    pub(crate) fn fast_count(&self) -> usize {
        self.fast_count.load(Ordering::Relaxed)
    }

    /// How much has been begun and not finished.
    #[cfg(test)]
    pub(crate) fn unfinished(&self) -> usize {
        self.tasks.len()
    }

    fn making(&self) -> MutexGuard<'_, HashMap<RenditionName, Slot>> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn warn_of_mezzanine(name: &RenditionName, error: &dyn std::error::Error) {
    tracing::warn!(source = name.picture.source.as_str(), "the mezzanine can't be used, which costs time: {error}");
}

/// Bytes of memory that a rendition takes which is made from a picture's file or its mezzanine.
fn memory(original: &[u8], name: &RenditionName, seen: (u32, u32)) -> Result<u64, RenditionError> {
    Ok(media::stand_in_memory(original, seen, name.width, name.picture.crop())?)
}

/// A rendition made quickly, from a picture's file or its mezzanine.
async fn encoded(
    turn: Turn,
    share: Share,
    original: Bytes,
    name: &RenditionName,
    seen: (u32, u32),
) -> Result<Bytes, RenditionError> {
    let (width, crop, format) = (name.width, name.picture.crop(), name.format);
    let work = move || -> Result<Vec<u8>, RenditionError> {
        Ok(media::stand_in(&original, seen, width, crop)?.encode(format, Quality::Fast)?)
    };
    Ok(turn.run(share, work).await.map_err(|Panicked| RenditionError::Unfinished)??.into())
}

/// What is made quickly where a rendition is missing: WebP for AVIF, which would take half as long again. Every browser that
/// asks for AVIF shows WebP, whatever the address ends in; JPEG would show white where something shines through.
fn quick(name: &RenditionName) -> RenditionName {
    name.with_format(if name.format == Format::Avif { Format::Webp } else { name.format })
}

/// A visitor's wait for a rendition; the last one to go takes its entry along.
struct Making<'a> {
    renditions: &'a Renditions,
    name: RenditionName,
    slot: Slot,
}

impl<'a> Making<'a> {
    fn of(renditions: &'a Renditions, name: RenditionName) -> Self {
        let slot = renditions.making().entry(name.clone()).or_default().clone();
        Self { renditions, name, slot }
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        let mut making = self.renditions.making();
        // Let go of under the lock: of two who go at once, the second finds that nobody else waits.
        drop(std::mem::take(&mut self.slot));
        if making.get(&self.name).is_some_and(|slot| Arc::strong_count(slot) == 1) {
            making.remove(&self.name);
        }
    }
}
