//! Codes and slugs of names.

use std::collections::HashMap;

use types::{Slug, nfc};

/// Returns the slug of a name: its letters and digits in lower case, with hyphens in place of everything else. `None` for
/// a name without any.
pub(crate) fn slug_of(name: &str) -> Option<Slug> {
    let mut slug = String::new();
    let mut length = 0;
    // The dot above a small i is no letter: the Turkish "İ" is "i" with one.
    for c in nfc(name).to_lowercase().replace("i\u{307}", "i").chars() {
        if length == Slug::LONGEST {
            break;
        }
        let is_gap = !is_slug_char(c);
        if is_gap && (slug.is_empty() || slug.ends_with('-')) {
            continue;
        }
        slug.push(if is_gap { '-' } else { c });
        length += 1;
    }
    Slug::new(slug.trim_end_matches('-')).ok()
}

/// Numbers for names that are taken. The last number of each is kept, so that a thousand equal names are no million look-ups.
#[derive(Default)]
pub(crate) struct Numbering(HashMap<String, u32>);

impl Numbering {
    /// Returns the first of `slug`, `slug-2`, `slug-3` … that is not taken and was not returned before.
    pub(crate) fn free(&mut self, slug: &Slug, is_taken: impl Fn(&Slug) -> bool) -> Slug {
        self.first(slug.as_str(), |number| {
            let candidate = if number == 1 { slug.clone() } else { with_ending(slug, &format!("-{number}")) };
            Some(candidate).filter(|candidate| !is_taken(candidate))
        })
    }

    /// Returns what `make` returns of the first number from 1 on for which it returns something. For a name that comes again,
    /// numbers begin after the last one.
    pub(crate) fn first<T>(&mut self, name: &str, make: impl Fn(u32) -> Option<T>) -> T {
        let last = self.0.entry(name.to_owned()).or_default();
        loop {
            *last += 1;
            if let Some(made) = make(*last) {
                return made;
            }
        }
    }
}

/// Returns the slug with an ending, shortened where it would be too long.
pub(crate) fn with_ending(slug: &Slug, ending: &str) -> Slug {
    let room = Slug::LONGEST.saturating_sub(ending.chars().count());
    let start: String = slug.as_str().chars().take(room).collect();
    Slug::new(format!("{}{ending}", start.trim_end_matches('-'))).unwrap_or_else(|_| slug.clone())
}

fn is_slug_char(c: char) -> bool {
    c != '-' && Slug::new(c.encode_utf8(&mut [0; 4])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_and_digits() {
        let cases = [
            ("Größe", "größe"),
            ("Apparel & Accessories", "apparel-accessories"),
            (" --S/M-- ", "s-m"),
            ("ÜBERWURF 2,5 l", "überwurf-2-5-l"),
            ("İstanbul", "istanbul"),
            ("I\u{307}ZMİR", "izmir"),
        ];
        for (name, slug) in cases {
            assert_eq!(slug_of(name).unwrap().as_str(), slug);
        }
        assert_eq!(slug_of("!?"), None);
        assert_eq!(slug_of(&"ab ".repeat(60)).unwrap().as_str().chars().count(), 95);
    }

    #[test]
    fn taken_slugs_are_numbered() {
        let vase = Slug::new("vase").unwrap();
        let mut numbering = Numbering::default();

        assert_eq!(numbering.free(&vase, |slug| slug.as_str() != "vase-3").as_str(), "vase-3");
        let asked = std::cell::Cell::new(0);
        let next = numbering.free(&vase, |slug| {
            asked.set(asked.get() + 1);
            slug.as_str() == "vase-4"
        });
        assert_eq!((next.as_str(), asked.get()), ("vase-5", 2), "numbers that are taken are not tried again");
    }
}
