use std::{cmp::Reverse, sync::Arc};

use database::Version;
use types::Timestamp;

use super::Shelf;

/// Moments that the public is shown at once: a clock that goes back and forth over one change, and readers from just
/// before a change beside those from after it, need two.
const MOMENTS: usize = 2;

/// The shelves that are kept: those of the newest version.
#[derive(Default)]
pub(super) struct Kept {
    /// The last one made first.
    public: Vec<Arc<Shelf>>,
    /// The last one made for a preview, which pushes out none that the public sees.
    preview: Option<Arc<Shelf>>,
}

impl Kept {
    /// A shelf of this moment, no older than this version.
    pub(super) fn fitting(&self, version: &Version, at: Timestamp) -> Option<Arc<Shelf>> {
        self.all().find(|shelf| shelf.version.includes(version) && shelf.holds_at(at)).cloned()
    }

    /// The shelf that the next one for this version and moment is made from: of the newest the one nearest in time.
    pub(super) fn nearest(&self, version: &Version, at: Timestamp) -> Option<Arc<Shelf>> {
        let same_epoch = self.all().filter(|shelf| shelf.version.epoch == version.epoch);
        let distance = |shelf: &Shelf| shelf.at.0.abs_diff(at.0);
        same_epoch.min_by_key(|shelf| (Reverse(shelf.version.revision), distance(shelf))).cloned()
    }

    /// Keeps a shelf, and drops those that it takes the place of: shelves of older versions, and of the same moment.
    pub(super) fn keep(&mut self, shelf: Arc<Shelf>, is_preview: bool) {
        let stays = |other: &Arc<Shelf>| other.version.includes(&shelf.version) && !other.holds_at(shelf.at);
        self.public.retain(stays);
        self.preview.take_if(|other| !stays(other));
        if is_preview {
            self.preview = Some(shelf);
        } else {
            self.public.insert(0, shelf);
            self.public.truncate(MOMENTS);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<Shelf>> {
        self.public.iter().chain(&self.preview)
    }
}
