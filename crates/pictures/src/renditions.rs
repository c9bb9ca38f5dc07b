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
    /// The format of the file. It differs from the requested one while the final rendition is missing.
    pub format: Format,
    /// True for the final rendition of the requested format. Any other is replaced once that is made.
    pub is_final: bool,
}

type Slot = Arc<OnceCell<Result<Rendition, Arc<RenditionError>>>>;

/// Makes each rendition once: a fast one on the first request, and the final one in the background.
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
    /// Creates the maker with these limits.
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

    /// Returns the storage of the sources and the renditions.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// Returns a stored rendition: the final one, or else the fast one.
    pub async fn find_stored(&self, name: &RenditionName) -> Result<Option<Rendition>, RenditionError> {
        let format = name.format;
        if let Some(bytes) = self.read(name, Quality::Final).await? {
            return Ok(Some(Rendition { bytes, format, is_final: true }));
        }
        let quick = self.read(name, Quality::Fast).await?;
        Ok(quick.or_else(|| self.unstored.held(name)).map(|bytes| Rendition { bytes, format, is_final: false }))
    }

    /// Reads a rendition. A failing folder counts as a missing rendition, which can be made again; a failing bucket is
    /// an error, because it has the source too.
    async fn read(&self, name: &RenditionName, quality: Quality) -> Result<Option<Bytes>, RenditionError> {
        match self.storage.rendition(name, quality).await {
            Err(error) if self.storage.is_folder() => {
                self.unstored.failed(&error);
                Ok(None)
            }
            read => Ok(read?),
        }
    }

    /// Stores a fast rendition, or holds it in memory if that fails.
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

    /// Tries again, in the background, to store a rendition that is held in memory.
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

    /// Returns true if the last attempt to store a rendition failed.
    pub fn is_storage_failing(&self) -> bool {
        self.unstored.is_in_trouble()
    }

    /// Returns false while the storage takes no writes, and making a rendition only to store it is not worth it.
    pub fn may_store(&self) -> bool {
        self.unstored.may_try()
    }

    /// Returns the number of renditions that could not be stored or read back.
    pub fn storage_failures(&self) -> u64 {
        self.unstored.failures()
    }

    pub(crate) fn unstored(&self) -> &Unstored {
        &self.unstored
    }

    /// Returns the best rendition available now: the final one, a stored fallback, or a fast one made on demand
    /// (single-flight). Anything but the final one is enqueued for the background. `seen` are the width and height of
    /// the source in pixels, as seen.
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

    /// Returns the stored rendition, or the stored one in the fallback format.
    async fn find_stored_or_fallback(&self, name: &RenditionName) -> Result<Option<Rendition>, RenditionError> {
        match self.find_stored(name).await? {
            Some(kept) => Ok(Some(kept)),
            None if name.format == Format::Avif => self.find_stored(&quick(name)).await,
            None => Ok(None),
        }
    }

    /// Makes a fast rendition in a task of its own, which concurrent requests share: a visitor who disconnects does
    /// not stop it.
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
        // An earlier request may have made it meanwhile.
        if let Some(made) = self.find_stored(name).await? {
            return Ok(made);
        }
        #[cfg(test)]
        self.fast_count.fetch_add(1, Ordering::Relaxed);
        let bytes = self.encode_fast(turn, name, seen).await?;
        self.store_or_hold(name, &bytes).await;
        Ok(Rendition { bytes, format: name.format, is_final: false })
    }

    /// Encodes from the picture's mezzanine where it has enough pixels, else from the source.
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

    /// Encodes from the source. Where that takes much memory, the turn is given back while the memory is awaited, and
    /// the source is read again afterwards.
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

    /// Returns the mezzanine if the rendition can be made from it. A mezzanine that cannot be read is logged: the
    /// source takes longer, and serves as well.
    async fn mezzanine_for(&self, name: &RenditionName, seen: (u32, u32)) -> Option<Bytes> {
        let kept = self.storage.mezzanine(&name.picture.source).await;
        let mezzanine = kept.inspect_err(|error| warn_of_mezzanine(name, error)).ok()??;
        let is_enough = media::is_mezzanine_enough(&mezzanine, seen, name.width, name.picture.crop());
        is_enough.inspect_err(|refusal| warn_of_mezzanine(name, refusal)).ok()?.then_some(mezzanine)
    }

    pub(crate) async fn turn(&self) -> Result<Turn, RenditionError> {
        self.encoders.turn().await.map_err(|Busy| RenditionError::Busy)
    }

    /// Returns the bytes of the source of a picture.
    pub(crate) async fn source(&self, picture: &PictureName) -> Result<Bytes, RenditionError> {
        let source = self.storage.source(&picture.source).await?;
        source.ok_or_else(|| RenditionError::Lost(picture.source.clone()))
    }

    pub(crate) const fn encoders(&self) -> &Encoders {
        &self.encoders
    }

    /// Returns the pictures of which visitors got a fast rendition.
    pub fn queue(&self) -> &RenditionQueue {
        &self.queue
    }

    /// Runs `work` once on each of the threads, when the thread has nothing else to do.
    pub fn on_each_thread(&self, work: fn()) {
        self.encoders.on_each_thread(work);
    }

    /// Waits until all work is finished. No work may begin after this call.
    pub async fn finished(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Returns the number of fast renditions that were made.
    #[cfg(test)]
    pub(crate) fn fast_count(&self) -> usize {
        self.fast_count.load(Ordering::Relaxed)
    }

    /// Returns the number of unfinished tasks.
    #[cfg(test)]
    pub(crate) fn unfinished(&self) -> usize {
        self.tasks.len()
    }

    fn making(&self) -> MutexGuard<'_, HashMap<RenditionName, Slot>> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn warn_of_mezzanine(name: &RenditionName, error: &dyn std::error::Error) {
    tracing::warn!(
        source = name.picture.source.as_str(),
        "the mezzanine can't be used, so renditions are made from the source, which is slower; `vitrine pictures rebuild --all` makes it again: {error}"
    );
}

/// Returns the bytes of memory that it takes to make a rendition from a source or a mezzanine.
fn memory(original: &[u8], name: &RenditionName, seen: (u32, u32)) -> Result<u64, RenditionError> {
    Ok(media::stand_in_memory(original, seen, name.width, name.picture.crop())?)
}

/// Makes a fast rendition from a source or a mezzanine.
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

/// Returns the name of the fast rendition to make where one is missing: WebP for AVIF, which would take half as long
/// again. Every browser that asks for AVIF shows WebP, whatever the URL ends in; JPEG would show white in transparent
/// areas.
fn quick(name: &RenditionName) -> RenditionName {
    name.with_format(if name.format == Format::Avif { Format::Webp } else { name.format })
}

/// A request's wait for a rendition. The last one to end removes the entry.
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
        // Dropped under the lock: of two waits that end at once, the second finds itself the last.
        drop(std::mem::take(&mut self.slot));
        if making.get(&self.name).is_some_and(|slot| Arc::strong_count(slot) == 1) {
            making.remove(&self.name);
        }
    }
}
