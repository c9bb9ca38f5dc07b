use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, PoisonError},
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

type Slot = Arc<OnceCell<Option<Arc<Vec<u8>>>>>;

/// Makes each rendition once, when it is first asked for, however many ask at that moment, and a few at a time so that
/// pages don't wait for pictures.
#[derive(Clone)]
pub struct Renditions {
    storage: Storage,
    encoders: Arc<Semaphore>,
    making: Arc<Mutex<HashMap<(Address, String), Slot>>>,
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
        let key = (address, name.to_owned());
        let slot = self.making().entry(key.clone()).or_default().clone();
        let made = slot.get_or_try_init(|| self.make(&key.0, &key.1, width, format)).await.cloned();
        self.making().remove(&key);
        Ok(made?.map(|bytes| Rendition { bytes, format }))
    }

    fn making(&self) -> std::sync::MutexGuard<'_, HashMap<(Address, String), Slot>> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn make(
        &self,
        address: &Address,
        name: &str,
        width: Width,
        format: Format,
    ) -> Result<Option<Arc<Vec<u8>>>, RenditionError> {
        let Some(source) = self.storage.read_source(address).await? else { return Ok(None) };
        let permit = self.encoders.clone().acquire_owned().await.map_err(|_| RenditionError::Unfinished)?;
        let encode = move || {
            let _permit = permit;
            encoded(&source, width, format)
        };
        let bytes = tokio::task::spawn_blocking(encode).await.map_err(|_| RenditionError::Unfinished)??;
        self.storage.keep_rendition(address, name, &bytes).await?;
        Ok(Some(Arc::new(bytes)))
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
