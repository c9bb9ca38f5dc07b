use database::{Epoch, Revision};
use types::Timestamp;

/// The record of the writes that a target has been purged for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurgeCursor {
    /// The epoch that the revisions count in.
    pub epoch: Epoch,
    /// The last write that the target was purged for.
    pub revision: Revision,
    /// The last write that the target was purged for a second time. A page that was on its way to the CDN at the first
    /// purge is gone after the second.
    pub repeated: Revision,
    /// The last write of the next repetition, and the time at which it was purged for the first time.
    pub next: (Revision, Timestamp),
}

impl PurgeCursor {
    /// Returns the cursor of a target that was never purged in this epoch: it may hold any page.
    pub const fn start(epoch: Epoch) -> Self {
        let nothing = Revision(-1);
        Self { epoch, revision: nothing, repeated: nothing, next: (nothing, Timestamp(0)) }
    }

    /// Returns true if a purge has yet to be repeated.
    pub fn awaits_repetition(&self) -> bool {
        self.repeated < self.next.0
    }
}
