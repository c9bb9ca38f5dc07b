//! Codes and slugs of names.

use types::{Slug, nfc};

/// Returns the slug of a name: its letters and digits in lower case, with hyphens in place of everything else. `None` for
/// a name without any.
pub(crate) fn slug_of(name: &str) -> Option<Slug> {
    let mut slug = String::new();
    let mut length = 0;
    for c in nfc(name).to_lowercase().chars() {
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

/// Returns the first of `slug`, `slug-2`, `slug-3` … that is not taken.
pub(crate) fn free(slug: &Slug, is_taken: impl Fn(&Slug) -> bool) -> Slug {
    let mut candidate = slug.clone();
    let mut number = 2_u32;
    while is_taken(&candidate) {
        candidate = with_ending(slug, &format!("-{number}"));
        number += 1;
    }
    candidate
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

        assert_eq!(free(&vase, |slug| slug.as_str() != "vase-3").as_str(), "vase-3");
    }
}
