use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use media::{Effort, Format, Source, Width};
use tokio::sync::{OnceCell, Semaphore};

use crate::{Address, Storage};

/// A picture in one size and format.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// The encoded file.
    pub bytes: Arc<Vec<u8>>,
    /// What it is encoded as.
    pub format: Format,
}

/// Why there is no rendition.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// The storage failed.
    #[error("the picture storage failed: {0}")]
    Storage(#[from] io::Error),
    /// A source that was taken in no longer decodes.
    #[error("the source can't be decoded: {0}")]
    Source(#[from] media::Refusal),
    /// The encoder failed.
    #[error("the rendition can't be encoded: {0}")]
    Encode(#[from] media::EncodeError),
    /// The thread that made it died.
    #[error("the rendition was not finished")]
    Unfinished,
}

/// Which rendition: of which picture, under which name.
type Key = (Address, String);
type Slot = Arc<OnceCell<Option<Arc<Vec<u8>>>>>;

/// Makes each rendition once, when it is first asked for, however many ask at that moment, and a few at a time so that
/// pages don't wait for pictures.
#[derive(Clone)]
pub struct Renditions {
    storage: Storage,
    encoders: Arc<Semaphore>,
    making: Arc<Mutex<HashMap<Key, Slot>>>,
}

impl Renditions {
    /// With at most `encoders` pictures in work at once.
    pub fn new(storage: Storage, encoders: usize) -> Self {
        Self { storage, encoders: Arc::new(Semaphore::new(encoders.max(1))), making: Arc::default() }
    }

    /// The rendition at `{width}.{extension}` of this picture; `None` if there is no such picture, width or format.
    pub async fn rendition(&self, address: &str, name: &str) -> Result<Option<Rendition>, RenditionError> {
        let Some((address, width, format)) = parsed(address, name) else { return Ok(None) };
        if let Some(bytes) = self.storage.read_rendition(&address, name).await? {
            return Ok(Some(Rendition { bytes: Arc::new(bytes), format }));
        }
        let making = Making::of(self, (address, name.to_owned()));
        let made = making.slot.get_or_try_init(|| self.make(&making.key, width, format)).await?.clone();
        Ok(made.map(|bytes| Rendition { bytes, format }))
    }

    fn making(&self) -> MutexGuard<'_, HashMap<Key, Slot>> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reading, encoding and keeping are one step on a thread of its own, which a visitor who hangs up does not stop.
    async fn make(&self, key: &Key, width: Width, format: Format) -> Result<Option<Arc<Vec<u8>>>, RenditionError> {
        let permit = self.encoders.clone().acquire_owned().await.map_err(|_| RenditionError::Unfinished)?;
        let (storage, (address, name)) = (self.storage.clone(), key.clone());
        let make = move || {
            let _permit = permit;
            let Some(source) = storage.read_source(&address)? else { return Ok(None) };
            let bytes = encoded(&source, width, format)?;
            storage.keep_rendition(&address, &name, &bytes)?;
            Ok(Some(Arc::new(bytes)))
        };
        tokio::task::spawn_blocking(make).await.map_err(|_| RenditionError::Unfinished)?
    }
}

/// A visitor's wait for a rendition; the last one to go takes its entry along.
struct Making<'a> {
    renditions: &'a Renditions,
    key: Key,
    slot: Slot,
}

impl<'a> Making<'a> {
    fn of(renditions: &'a Renditions, key: Key) -> Self {
        let slot = renditions.making().entry(key.clone()).or_default().clone();
        Self { renditions, key, slot }
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        let mut making = self.renditions.making();
        // This wait's and the map's: nobody else waits.
        if Arc::strong_count(&self.slot) <= 2 {
            making.remove(&self.key);
        }
    }
}

fn encoded(source: &[u8], width: Width, format: Format) -> Result<Vec<u8>, RenditionError> {
    Ok(Source::decode(source)?.render(width, None).encode(format, Effort::Request)?)
}

fn parsed(address: &str, name: &str) -> Option<(Address, Width, Format)> {
    let (width, extension) = name.split_once('.')?;
    let canonical = !width.starts_with('0') && width.bytes().all(|b| b.is_ascii_digit());
    let width = canonical.then(|| width.parse().ok())??;
    Some((Address::parse(address)?, Width::new(width)?, Format::from_extension(extension)?))
}
