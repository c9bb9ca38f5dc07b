use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use crate::PictureName;

/// How many are remembered; what is asked for beyond that is asked for again.
const MOST: usize = 4096;

/// The pictures that visitors were shown a stand-in for, in the order in which they first were.
#[derive(Default)]
pub struct RenditionQueue {
    waiting: Mutex<Waiting>,
    made: Notify,
}

#[derive(Default)]
struct Waiting {
    line: VecDeque<PictureName>,
    /// Those in line, and those taken up.
    known: HashSet<PictureName>,
}

/// A wish that somebody has taken up. Until it is dropped it is not wished for again, so that nobody else is at it, too.
pub struct RenditionJob<'a> {
    picture: PictureName,
    queue: &'a RenditionQueue,
}

impl RenditionQueue {
    pub(crate) fn enqueue(&self, picture: &PictureName) {
        let mut waiting = self.waiting();
        if waiting.line.len() < MOST && waiting.known.insert(picture.clone()) {
            waiting.line.push_back(picture.clone());
            self.made.notify_one();
        }
    }

    /// The next one, if there is one.
    pub fn next(&self) -> Option<RenditionJob<'_>> {
        let picture = self.waiting().line.pop_front()?;
        Some(RenditionJob { picture, queue: self })
    }

    /// Returns when something has been wished for since this was last waited for.
    pub async fn wait_for_job(&self) {
        self.made.notified().await;
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RenditionJob<'_> {
    /// What was wished for.
    pub fn picture(&self) -> &PictureName {
        &self.picture
    }
}

impl Drop for RenditionJob<'_> {
    fn drop(&mut self) {
        self.queue.waiting().known.remove(&self.picture);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ContentHash;

    #[test]
    fn a_wish_is_remembered_once_until_it_is_done() {
        let queue = RenditionQueue::default();
        let picture = |name: &[u8]| PictureName::whole(ContentHash::of(name));

        for name in [b"a", b"b", b"a"] {
            queue.enqueue(&picture(name));
        }

        let (first, second) = (queue.next().unwrap(), queue.next().unwrap());
        assert_eq!((first.picture(), second.picture()), (&picture(b"a"), &picture(b"b")));
        queue.enqueue(&picture(b"a"));
        assert!(queue.next().is_none(), "somebody is at it");
        drop(first);
        queue.enqueue(&picture(b"a"));
        assert_eq!(queue.next().unwrap().picture(), &picture(b"a"));
    }
}
