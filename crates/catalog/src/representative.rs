//! The representative variant: the variant that stands for its product wherever the product is shown as one item.
//!
//! It is the cheapest of the matching variants that can be bought. If none of them can be bought, it is the cheapest,
//! and the product is shown as sold out. Among equals, it is the first in the merchant's order. A variant matches if it
//! has the chosen options, lies in the price range, is available where the filter says so, and meets the collection's
//! rule; without a filter, every variant of the market matches.
//!
//! A card's price, comparison, picture and link, the order of a listing by price, and the variant that a product's page
//! selects first all follow from the representative.

/// The rank of a variant among the matching variants of its product; the representative has the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    is_sold_out: bool,
    /// The price in minor units.
    amount: i64,
}

impl Rank {
    /// Creates the rank of a variant that costs `amount` minor units.
    pub const fn new(is_available: bool, amount: i64) -> Self {
        Self { is_sold_out: !is_available, amount }
    }

    /// Returns true if the variant can be bought.
    pub const fn is_available(self) -> bool {
        !self.is_sold_out
    }

    /// Returns the price in minor units.
    pub const fn amount(self) -> i64 {
        self.amount
    }

    /// Returns true if a variant of rank `other` is an alternative to this representative at another price: either both
    /// can be bought, or neither can.
    pub const fn varies_with(self, other: Self) -> bool {
        self.is_sold_out == other.is_sold_out && self.amount != other.amount
    }
}

/// Returns the representative of the matching `variants`, which are in the merchant's order.
pub fn representative<V>(variants: impl IntoIterator<Item = V>, rank: impl Fn(&V) -> Rank) -> Option<V> {
    variants.into_iter().min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_that_can_be_bought_stands_for_its_product() {
        let sold_out = |amount| Rank::new(false, amount);
        let in_stock = |amount| Rank::new(true, amount);
        let cases: [(&[Rank], Option<usize>); 6] = [
            (&[], None),
            (&[in_stock(300), in_stock(200)], Some(1)),
            (&[sold_out(100), in_stock(300)], Some(1)),
            (&[sold_out(300), sold_out(200)], Some(1)),
            (&[in_stock(200), in_stock(200)], Some(0)),
            (&[in_stock(i64::MAX), sold_out(1)], Some(0)),
        ];
        for (ranks, chosen) in cases {
            let found = representative(ranks.iter().zip(0..), |(rank, _)| **rank);

            assert_eq!(found.map(|(_, place)| place), chosen, "{ranks:?}");
        }
    }

    #[test]
    fn a_price_varies_among_those_that_can_be_bought_or_where_none_can_among_all() {
        let shown = Rank::new(true, 100);
        assert!(shown.varies_with(Rank::new(true, 200)));
        assert!(!shown.varies_with(Rank::new(true, 100)));
        assert!(!shown.varies_with(Rank::new(false, 50)));
        assert!(Rank::new(false, 100).varies_with(Rank::new(false, 200)));
    }
}
