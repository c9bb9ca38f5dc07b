use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use crate::PictureName;

/// The most jobs that the queue holds. A further one is enqueued when its picture is requested again.
const MOST: usize = 4096;

/// The pictures of which visitors got a fast rendition: first in, first out, without duplicates.
#[derive(Default)]
pub struct RenditionQueue {
    waiting: Mutex<Waiting>,
    made: Arc<Notify>,
}

#[derive(Default)]
struct Waiting {
    line: VecDeque<PictureName>,
    /// The pictures in line and those of unfinished jobs.
    known: HashSet<PictureName>,
}

/// A job to make the ladder of a picture. Until it is dropped, the picture is not enqueued again, so that no two jobs
/// make the same ladder.
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

    /// Takes the next job, if there is one.
    pub fn next(&self) -> Option<RenditionJob<'_>> {
        let picture = self.waiting().line.pop_front()?;
        Some(RenditionJob { picture, queue: self })
    }

    /// Returns the signal that is given with each job that is enqueued.
    pub fn signal(&self) -> Arc<Notify> {
        self.made.clone()
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RenditionJob<'_> {
    /// Returns the picture whose ladder is due.
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
