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
    known: HashSet<PictureName>,
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
    pub fn next(&self) -> Option<PictureName> {
        let mut waiting = self.waiting();
        let picture = waiting.line.pop_front()?;
        waiting.known.remove(&picture);
        Some(picture)
    }

    /// Returns when something has been wished for since this was last waited for.
    pub async fn wished(&self) {
        self.made.notified().await;
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    #[test]
    fn a_wish_is_remembered_once_until_it_is_taken_up() {
        let wishes = Wishes::default();
        let picture = |name: &[u8]| PictureName::whole(Address::of(name));

        for name in [b"a", b"b", b"a"] {
            wishes.wish(&picture(name));
        }

        assert_eq!([wishes.next(), wishes.next(), wishes.next()], [Some(picture(b"a")), Some(picture(b"b")), None]);
        wishes.wish(&picture(b"a"));
        assert_eq!(wishes.next(), Some(picture(b"a")));
    }
}
