use std::{cmp::Reverse, sync::Arc};

use database::Version;
use types::Timestamp;

use crate::listing_index::ListingIndex;

/// Indexes of the newest version that are kept for the public. Two are enough for a clock that goes back and forth over
/// one change, and for readers from just before a change beside those from after it.
const PUBLIC_INDEXES: usize = 2;

/// The cached indexes: those of the newest version.
#[derive(Default)]
pub(super) struct RecentIndexes {
    /// The newest one first.
    public: Vec<Arc<ListingIndex>>,
    /// The last one built for a preview. It has a place of its own, so that previews evict no index of the public.
    preview: Option<Arc<ListingIndex>>,
}

impl RecentIndexes {
    /// Returns an index that holds at `at` and is no older than `version`.
    pub(super) fn index_at(&self, version: &Version, at: Timestamp) -> Option<Arc<ListingIndex>> {
        self.all().find(|index| index.version.includes(version) && index.holds_at(at)).cloned()
    }

    /// Returns the best index to build the next one from: among those of the newest version, the nearest in time.
    pub(super) fn nearest(&self, version: &Version, at: Timestamp) -> Option<Arc<ListingIndex>> {
        let same_epoch = self.all().filter(|index| index.version.epoch == version.epoch);
        let distance = |index: &ListingIndex| index.at.0.abs_diff(at.0);
        same_epoch.min_by_key(|index| (Reverse(index.version.revision), distance(index))).cloned()
    }

    /// Adds an index and drops those that it replaces: indexes of older versions, and of the same moment.
    pub(super) fn insert(&mut self, index: Arc<ListingIndex>, is_preview: bool) {
        let stays = |other: &Arc<ListingIndex>| other.version.includes(&index.version) && !other.holds_at(index.at);
        self.public.retain(stays);
        self.preview.take_if(|other| !stays(other));
        if is_preview {
            self.preview = Some(index);
        } else {
            self.public.insert(0, index);
            self.public.truncate(PUBLIC_INDEXES);
        }
    }

    fn all(&self) -> impl Iterator<Item = &Arc<ListingIndex>> {
        self.public.iter().chain(&self.preview)
    }
}
