use database::FromColumn;
use types::MarketCode;

use crate::MarketsDocument;

/// The markets that sell a product, as the database has them: empty for all, `+de ch` for these alone, `-us` for all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoldIn(String);

impl SoldIn {
    pub(crate) fn new(document: Option<&MarketsDocument>) -> Self {
        let (sign, markets) = match document {
            None => return Self::default(),
            Some(MarketsDocument::Only(markets)) => ('+', markets),
            Some(MarketsDocument::Not(markets)) => ('-', markets),
        };
        let codes: Vec<&str> = markets.iter().map(MarketCode::as_str).collect();
        Self(format!("{sign}{}", codes.join(" ")))
    }

    /// Returns the text of the column.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns `true` if the market may sell the product.
    pub fn contains(&self, market: MarketCode) -> bool {
        let names = |codes: &str| codes.split(' ').any(|code| code == market.as_str());
        match self.0.split_at_checked(1) {
            Some(("+", codes)) => names(codes),
            Some(("-", codes)) => !names(codes),
            _ => true,
        }
    }

    /// Returns the part of the product's document.
    pub(crate) fn document(&self) -> Option<MarketsDocument> {
        let markets = |codes: &str| codes.split(' ').filter_map(MarketCode::new).collect();
        match self.0.split_at_checked(1)? {
            ("+", codes) => Some(MarketsDocument::Only(markets(codes))),
            (_, codes) => Some(MarketsDocument::Not(markets(codes))),
        }
    }
}

impl FromColumn for SoldIn {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_sold_where_its_document_says() {
        let [de, us] = ["de", "us"].map(|code| MarketCode::new(code).unwrap());
        let cases = [
            (None, [true, true]),
            (Some(MarketsDocument::Only(vec![de])), [true, false]),
            (Some(MarketsDocument::Not(vec![de])), [false, true]),
            (Some(MarketsDocument::Only(vec![])), [false, false]),
            (Some(MarketsDocument::Not(vec![])), [true, true]),
        ];
        for (document, sold) in cases {
            let stored = SoldIn::new(document.as_ref());
            assert_eq!([de, us].map(|market| stored.contains(market)), sold, "{document:?}");
            assert_eq!(stored.document(), document);
        }
    }
}
