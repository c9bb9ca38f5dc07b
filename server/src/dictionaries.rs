//! What the pages of a locale have in common. A browser that knows compression dictionaries (RFC 9842) fetches it once,
//! when it is idle, and is sent every page after that as the difference from it: a product page in half the bytes.
//!
//! A page can't be a dictionary itself: a dictionary lasts as long as the answer that brought it is fresh, and browsers ask
//! anew for a page each time. So the locale's home page, as it is when the first browser could use it, becomes a file that
//! never changes under its address. Another process, or this one after its next start, may have another: who holds a
//! dictionary that is not known here is sent the page as everybody is.
//!
//! Behind a content delivery network there are none: `Vary` would have to name `Available-Dictionary`, which splits what
//! the network keeps.

use std::sync::{
    OnceLock,
    atomic::{AtomicI64, Ordering},
};

use axum::{
    body::Bytes,
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_TYPE, LINK, VARY},
    },
};
use types::{Locale, Timestamp};

use crate::{
    compression::{Quality, smaller},
    files::{Base, Encoding, File},
};

/// What browsers send, and nobody else: what for they fetch (Fetch Metadata).
const SEC_FETCH_DEST: &str = "sec-fetch-dest";

/// Milliseconds after which another try is made where one has failed.
const PATIENCE: i64 = 60_000;

/// The dictionaries of a process, one for each locale.
#[derive(Debug, Default)]
pub(crate) struct Dictionaries {
    of_locale: [Place; Locale::ALL.len()],
}

#[derive(Debug, Default)]
struct Place {
    /// The moment before which nobody else tries to make it, in milliseconds.
    next_try: AtomicI64,
    dictionary: OnceLock<Dictionary>,
}

/// What a locale's pages have in common.
#[derive(Debug)]
pub(crate) struct Dictionary {
    name: String,
    /// Tells browsers where it is.
    link: HeaderValue,
    base: Base,
    file: File,
}

impl Dictionaries {
    /// The locale's, if it has been made.
    pub(crate) fn of(&self, locale: Locale) -> Option<&Dictionary> {
        self.place(locale).dictionary.get()
    }

    /// The file under an address's last part, such as `en-ae-0123456789abcdef`.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        let dictionaries = self.of_locale.iter().filter_map(|place| place.dictionary.get());
        dictionaries.into_iter().find(|dictionary| dictionary.name == name).map(|dictionary| &dictionary.file)
    }

    /// Whether the one who asked with these headers may be able to use a dictionary of this locale, and nobody has tried to
    /// make it for a minute: whoever is told so makes it. Browsers say that they take differences only once they hold
    /// something to make them from, so any browser may be.
    pub(crate) fn is_wanted(&self, locale: Locale, asked: &HeaderMap, now: Timestamp) -> bool {
        let place = self.place(locale);
        place.dictionary.get().is_none() && asked.contains_key(SEC_FETCH_DEST) && place.may_try(now)
    }

    /// Makes the locale's dictionary from its home page.
    pub(crate) fn make(&self, locale: Locale, home: Bytes) {
        self.place(locale).dictionary.get_or_init(|| Dictionary::of(locale, home));
    }

    /// Tells of a page's answer that it may be sent as a difference, and from what.
    pub(crate) fn offer(&self, locale: Locale, headers: &mut HeaderMap) {
        if !headers.contains_key(VARY) {
            return;
        }
        headers.insert(VARY, HeaderValue::from_static("accept-encoding, available-dictionary"));
        let is_whole = headers.contains_key(CONTENT_TYPE);
        if let Some(dictionary) = self.of(locale).filter(|_| is_whole) {
            headers.append(LINK, dictionary.link.clone());
        }
    }

    const fn place(&self, locale: Locale) -> &Place {
        &self.of_locale[locale as usize]
    }
}

impl Place {
    /// Whether it is this caller's turn.
    fn may_try(&self, now: Timestamp) -> bool {
        let next = self.next_try.load(Ordering::Relaxed);
        let after = now.plus_millis(PATIENCE).0;
        now.0 >= next && self.next_try.compare_exchange(next, after, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

impl Dictionary {
    fn of(locale: Locale, page: Bytes) -> Self {
        let tag = locale.tag();
        let name = format!("{tag}-{}", &blake3::hash(&page).to_hex()[..16]);
        let link = format!("</dictionaries/{name}>; rel=\"compression-dictionary\"");
        let mut file = File::new("application/octet-stream", page.clone());
        file.serve_as_dictionary(&format!("/{tag}*"));
        for encoding in Encoding::ALL {
            file.add_copy(encoding, smaller(&page, encoding, Quality::Best));
        }
        Self {
            link: HeaderValue::try_from(link).expect("tags and digits are ASCII"),
            name,
            base: Base::new(page),
            file,
        }
    }

    /// Whether a client who asked with these headers holds it, and can follow a difference from it.
    pub(crate) fn is_held(&self, asked: &HeaderMap) -> bool {
        self.base.is_held(asked)
    }

    /// A page as the difference from it.
    pub(crate) fn delta(&self, page: &[u8]) -> Bytes {
        self.base.quick(page)
    }
}
