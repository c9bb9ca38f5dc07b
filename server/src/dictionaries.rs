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
    atomic::{AtomicBool, Ordering},
};

use axum::{
    body::Bytes,
    http::{
        HeaderMap, HeaderValue,
        header::{CONTENT_TYPE, LINK, VARY},
    },
};
use types::Locale;

use crate::{
    compression::{Quality, smaller},
    files::{Base, Encoding, File},
};

/// What browsers send, and nobody else: what for they fetch (Fetch Metadata).
const SEC_FETCH_DEST: &str = "sec-fetch-dest";

/// The dictionaries of a process, one for each locale.
#[derive(Debug, Default)]
pub(crate) struct Dictionaries {
    of_locale: [Place; Locale::ALL.len()],
}

#[derive(Debug, Default)]
struct Place {
    is_being_made: AtomicBool,
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

    /// Whether the one who asked with these headers may be able to use a dictionary of this locale, and nobody makes it:
    /// whoever is told so makes it. Browsers say that they take differences only once they hold something to make them
    /// from, so any browser may be.
    pub(crate) fn is_wanted(&self, locale: Locale, asked: &HeaderMap) -> bool {
        let place = self.place(locale);
        let is_free = || !place.is_being_made.swap(true, Ordering::Relaxed);
        place.dictionary.get().is_none() && asked.contains_key(SEC_FETCH_DEST) && is_free()
    }

    /// Makes the locale's dictionary from its home page; if there is none, the next one who could use it tries again.
    pub(crate) fn make(&self, locale: Locale, home: Option<Bytes>) {
        let place = self.place(locale);
        if let Some(home) = home {
            place.dictionary.get_or_init(|| Dictionary::of(locale, home));
        }
        place.is_being_made.store(false, Ordering::Relaxed);
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
