use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use media::{Effort, EncodeError, Format, Refusal, Source};
use tokio::sync::OnceCell;
use tokio_util::task::TaskTracker;

use crate::{
    Address, PictureName, RenditionName, Storage, StorageError,
    encoders::{Busy, Died, Encoders, Turn},
    wishes::Wishes,
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

/// Why there is no rendition.
#[derive(Debug, thiserror::Error)]
pub enum RenditionError {
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The database knows a source that the storage does not have.
    #[error("the source {} is not in the picture storage; restore it from a backup", .0.as_str())]
    Lost(Address),
    /// A source that was taken in no longer decodes.
    #[error("the source can't be decoded: {0}")]
    Source(#[from] Refusal),
    /// The encoder failed.
    #[error("the rendition can't be encoded: {0}")]
    Encode(#[from] EncodeError),
    /// The thread that made it died.
    #[error("the rendition was not finished")]
    Unfinished,
    /// So many wait for renditions that nobody else may.
    #[error("too many pictures are being made")]
    Busy,
    /// As another request that waited for the same was answered.
    #[error("{0}")]
    Shared(#[source] Arc<RenditionError>),
}

impl RenditionError {
    /// Whether too many ask, and another try may do.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Busy => true,
            Self::Shared(error) => error.is_busy(),
            _ => false,
        }
    }
}

type Slot = Arc<OnceCell<Result<Rendition, Arc<RenditionError>>>>;

/// Makes each rendition once: quickly when somebody asks for it first, and as small as can be when nobody waits.
#[derive(Clone)]
pub struct Renditions {
    storage: Storage,
    encoders: Encoders,
    making: Arc<Mutex<HashMap<RenditionName, Slot>>>,
    wishes: Arc<Wishes>,
    tasks: TaskTracker,
}

impl Renditions {
    /// With so many threads for what somebody waits for, and so many for what is made ahead.
    pub fn new(storage: Storage, asked: usize, ahead: usize) -> Self {
        Self {
            storage,
            encoders: Encoders::new(asked, ahead),
            making: Arc::default(),
            wishes: Arc::default(),
            tasks: TaskTracker::new(),
        }
    }

    /// Where the sources and the renditions are kept.
    pub fn storage(&self) -> &Storage {
        &self.storage
    }

    /// A rendition that has been made, or what stands in for it.
    pub async fn kept(&self, name: &RenditionName) -> Result<Option<Rendition>, RenditionError> {
        let format = name.format;
        if let Some(bytes) = self.storage.rendition(name, Effort::Rest).await? {
            return Ok(Some(Rendition { bytes, format, is_final: true }));
        }
        let quick = self.storage.rendition(name, Effort::Request).await?;
        Ok(quick.map(|bytes| self.standing_in(name, bytes, format)))
    }

    /// A rendition that has not been made, of a picture that is there: what is kept of it in a format that more
    /// browsers know, or a quick one, made once, however many ask. Either way it is made well as soon as can be.
    pub async fn made(&self, name: &RenditionName) -> Result<Rendition, RenditionError> {
        if let Some(other) = self.in_a_plainer_format(name).await? {
            return Ok(other);
        }
        let making = Making::of(self, name.clone());
        let made = making.slot.get_or_init(|| async { self.quickly(name).await.map_err(Arc::new) }).await;
        made.clone().map_err(RenditionError::Shared)
    }

    /// Every browser that asks for one format of [`Format::ALL`] shows those after it, whatever the address ends in.
    async fn in_a_plainer_format(&self, name: &RenditionName) -> Result<Option<Rendition>, RenditionError> {
        for format in Format::ALL.into_iter().filter(|format| *format > name.format) {
            if let Some(kept) = self.kept(&name.with_format(format)).await? {
                return Ok(Some(self.standing_in(name, kept.bytes, format)));
            }
        }
        Ok(None)
    }

    fn standing_in(&self, name: &RenditionName, bytes: Bytes, format: Format) -> Rendition {
        self.wishes.wish(&name.picture);
        Rendition { bytes, format, is_final: false }
    }

    /// In a task of its own, which a visitor who hangs up does not stop.
    async fn quickly(&self, name: &RenditionName) -> Result<Rendition, RenditionError> {
        let turn = self.encoders.turn().await.map_err(|Busy| RenditionError::Busy)?;
        let (renditions, name) = (self.clone(), name.clone());
        let task = self.tasks.spawn(async move { renditions.make_quickly(turn, &name).await });
        task.await.map_err(|_| RenditionError::Unfinished)?
    }

    async fn make_quickly(&self, turn: Turn, name: &RenditionName) -> Result<Rendition, RenditionError> {
        let source = self.source(&name.picture).await?;
        let (width, crop, format) = (name.width, name.picture.crop(), name.format);
        let encode = move || -> Result<Vec<u8>, RenditionError> {
            Ok(Source::decode(&source)?.render(width, crop).encode(format, Effort::Request)?)
        };
        let bytes = Bytes::from(turn.run(encode).await.map_err(|Died| RenditionError::Unfinished)??);
        self.storage.keep_rendition(name, Effort::Request, bytes.clone()).await?;
        Ok(self.standing_in(name, bytes, format))
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
    pub fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    /// Returns when nothing that was begun is unfinished. Nothing new may begin.
    pub async fn finished(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn making(&self) -> MutexGuard<'_, HashMap<RenditionName, Slot>> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }
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
        // This wait's and the map's: nobody else waits.
        if Arc::strong_count(&self.slot) <= 2 {
            making.remove(&self.name);
        }
    }
}
