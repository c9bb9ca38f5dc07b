use types::Locale;

use crate::address;

/// The outcome of a form of the cart, which the cart page tells. It stands in the page's query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CartNotice {
    /// The cart was changed; the page shows it.
    Changed,
    /// A line was added, or has more units.
    Added(u32),
    /// A line was removed, and can be put back.
    Removed(u32),
    /// The message was saved.
    NoteSaved,
    /// A code was entered; the page tells its effect.
    CodeAdded,
    /// The text was no code.
    CodeMalformed,
    /// The cart can't have more codes.
    TooManyCodes,
    /// The field for the units has no number.
    NoNumber,
    /// The cart has no room for another line.
    Full,
    /// Units were sold to others before the order was placed.
    SoldOutMeanwhile,
    /// The market does not sell the variant now.
    NotSold,
    /// A gift card was added.
    GiftCardAdded,
    /// No gift card has this code.
    GiftCardUnknown,
    /// The gift card is empty, blocked, expired, or of another currency.
    GiftCardUnusable,
}

impl CartNotice {
    const fn name(&self) -> &'static str {
        match self {
            Self::Changed => "",
            Self::Added(_) => "added",
            Self::Removed(_) => "removed",
            Self::NoteSaved => "note-saved",
            Self::CodeAdded => "code",
            Self::CodeMalformed => "code-malformed",
            Self::TooManyCodes => "codes-full",
            Self::NoNumber => "no-number",
            Self::Full => "full",
            Self::SoldOutMeanwhile => "sold-out-meanwhile",
            Self::NotSold => "not-sold",
            Self::GiftCardAdded => "gift-card",
            Self::GiftCardUnknown => "gift-card-unknown",
            Self::GiftCardUnusable => "gift-card-unusable",
        }
    }

    fn value(&self) -> Option<String> {
        match self {
            Self::Added(line) | Self::Removed(line) => Some(line.to_string()),
            _ => None,
        }
    }

    /// Returns the notice of a page's query.
    pub(super) fn read(name: Option<&str>, value: Option<&str>) -> Option<Self> {
        let line = || value.and_then(|value| value.parse().ok());
        Some(match name? {
            "added" => Self::Added(line()?),
            "removed" => Self::Removed(line()?),
            "note-saved" => Self::NoteSaved,
            "code" => Self::CodeAdded,
            "code-malformed" => Self::CodeMalformed,
            "codes-full" => Self::TooManyCodes,
            "no-number" => Self::NoNumber,
            "full" => Self::Full,
            "sold-out-meanwhile" => Self::SoldOutMeanwhile,
            "not-sold" => Self::NotSold,
            "gift-card" => Self::GiftCardAdded,
            "gift-card-unknown" => Self::GiftCardUnknown,
            "gift-card-unusable" => Self::GiftCardUnusable,
            _ => return None,
        })
    }
}

/// Returns the address of the cart page that tells this notice.
pub fn cart_path(locale: Locale, notice: &CartNotice) -> String {
    let mut query = Vec::new();
    if *notice != CartNotice::Changed {
        query.push(("notice".to_owned(), notice.name().to_owned()));
        query.extend(notice.value().map(|value| ("of".to_owned(), value)));
    }
    address::with_query(&address::cart(locale), &query)
}

#[cfg(test)]
mod tests {
    use setup::testing::locale;

    use super::*;

    #[test]
    fn a_notice_is_read_as_it_is_written() {
        for notice in [CartNotice::Added(3), CartNotice::Full, CartNotice::CodeAdded] {
            let value = notice.value();

            assert_eq!(CartNotice::read(Some(notice.name()), value.as_deref()), Some(notice));
        }
        assert_eq!(cart_path(locale("en-ae"), &CartNotice::Changed), "/en-ae/cart");
        assert_eq!(cart_path(locale("en-ae"), &CartNotice::Added(3)), "/en-ae/cart?notice=added&of=3");
        assert_eq!(CartNotice::read(Some("added"), Some("x")), None);
    }
}
