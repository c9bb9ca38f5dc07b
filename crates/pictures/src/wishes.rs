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
pub struct Wishes {
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
pub struct Wish<'a> {
    picture: PictureName,
    wishes: &'a Wishes,
}

impl Wishes {
    pub(crate) fn wish(&self, picture: &PictureName) {
        let mut waiting = self.waiting();
        if waiting.line.len() < MOST && waiting.known.insert(picture.clone()) {
            waiting.line.push_back(picture.clone());
            self.made.notify_one();
        }
    }

    /// The next one, if there is one.
    pub fn next(&self) -> Option<Wish<'_>> {
        let picture = self.waiting().line.pop_front()?;
        Some(Wish { picture, wishes: self })
    }

    /// Returns when something has been wished for since this was last waited for.
    pub async fn wished(&self) {
        self.made.notified().await;
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wish<'_> {
    /// What was wished for.
    pub fn picture(&self) -> &PictureName {
        &self.picture
    }
}

impl Drop for Wish<'_> {
    fn drop(&mut self) {
        self.wishes.waiting().known.remove(&self.picture);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    #[test]
    fn a_wish_is_remembered_once_until_it_is_done() {
        let wishes = Wishes::default();
        let picture = |name: &[u8]| PictureName::whole(Address::of(name));

        for name in [b"a", b"b", b"a"] {
            wishes.wish(&picture(name));
        }

        let (first, second) = (wishes.next().unwrap(), wishes.next().unwrap());
        assert_eq!((first.picture(), second.picture()), (&picture(b"a"), &picture(b"b")));
        wishes.wish(&picture(b"a"));
        assert!(wishes.next().is_none(), "somebody is at it");
        drop(first);
        wishes.wish(&picture(b"a"));
        assert_eq!(wishes.next().unwrap().picture(), &picture(b"a"));
    }
}
