use serde::{Deserialize, Serialize};

use crate::{Language, Market};

/// A market in a language: the first part of every shop URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// English in the United Arab Emirates.
    #[serde(rename = "en-ae")]
    EnAe,
    /// Arabic in the United Arab Emirates.
    #[serde(rename = "ar-ae")]
    ArAe,
    /// English in India.
    #[serde(rename = "en-in")]
    EnIn,
    /// Hindi in India.
    #[serde(rename = "hi-in")]
    HiIn,
    /// English in the United States.
    #[serde(rename = "en-us")]
    EnUs,
}

impl Locale {
    /// Every locale, in the order in which the switcher shows them.
    pub const ALL: [Self; 5] = [Self::EnAe, Self::ArAe, Self::EnIn, Self::HiIn, Self::EnUs];

    /// The locale for visitors whose browser names no language of the shop, and for hreflang's `x-default`.
    pub const DEFAULT: Self = Self::EnAe;

    /// Returns the form for URLs: `en-ae`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::EnAe => "en-ae",
            Self::ArAe => "ar-ae",
            Self::EnIn => "en-in",
            Self::HiIn => "hi-in",
            Self::EnUs => "en-us",
        }
    }

    /// Returns the BCP 47 tag, for `lang` and `hreflang`: `en-AE`.
    pub const fn bcp47(self) -> &'static str {
        match self {
            Self::EnAe => "en-AE",
            Self::ArAe => "ar-AE",
            Self::EnIn => "en-IN",
            Self::HiIn => "hi-IN",
            Self::EnUs => "en-US",
        }
    }

    /// Returns the locale of a URL's first part, if it is spelled as [`Self::tag`] spells it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Returns the language.
    pub const fn language(self) -> Language {
        match self {
            Self::EnAe | Self::EnIn | Self::EnUs => Language::En,
            Self::ArAe => Language::Ar,
            Self::HiIn => Language::Hi,
        }
    }

    /// Returns the market.
    pub const fn market(self) -> Market {
        match self {
            Self::EnAe | Self::ArAe => Market::Ae,
            Self::EnIn | Self::HiIn => Market::In,
            Self::EnUs => Market::Us,
        }
    }

    /// Returns the locale that fits an `Accept-Language` header best (RFC 9110, section 12.5.4), or [`Self::DEFAULT`].
    ///
    /// A full match (`hi-IN`) beats the bare language (`hi`), and the visitor's order beats that of [`Self::ALL`].
    pub fn negotiate(accept_language: &str) -> Self {
        let mut wanted: Vec<(f32, &str)> = accept_language.split(',').filter_map(parse_range).collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.iter().find_map(|(_, range)| Self::from_range(range)).unwrap_or(Self::DEFAULT)
    }

    fn from_range(range: &str) -> Option<Self> {
        let range = range.to_ascii_lowercase();
        let language = range.split('-').next()?;
        Self::from_tag(&range).or_else(|| Self::ALL.into_iter().find(|locale| locale.language().code() == language))
    }
}

fn parse_range(part: &str) -> Option<(f32, &str)> {
    let (range, weight) = match part.split_once(';') {
        Some((range, weight)) => (range, weight.trim().strip_prefix("q=")?.parse().ok()?),
        None => (part, 1.0),
    };
    (weight > 0.0).then_some((weight, range.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visitors_order_decides_the_locale() {
        let cases = [
            ("", Locale::EnAe),
            ("hi-IN,hi;q=0.9,en;q=0.8", Locale::HiIn),
            ("en;q=0.3, ar;q=0.8", Locale::ArAe),
            ("en-US", Locale::EnUs),
            ("en-GB,en;q=0.9", Locale::EnAe),
            ("fr,de;q=0.5", Locale::EnAe),
            ("hi;q=0, en-in", Locale::EnIn),
            ("hi;q=bogus", Locale::EnAe),
            ("en ; q=0.5, hi; q=0.9", Locale::HiIn),
        ];
        for (header, locale) in cases {
            assert_eq!(Locale::negotiate(header), locale, "{header}");
        }
    }

    #[test]
    fn tags_read_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
        assert_eq!(Locale::from_tag("EN-AE"), None);
    }
}
