//! The representative variant: the one that stands for its product wherever the product is shown as one thing.
//!
//! Of the variants that fit what is asked, it is the cheapest that can be bought. Where none of them can be bought, it
//! is the cheapest, and the product is shown as sold out. Of equals, the first in the merchant's order. A variant fits
//! if it has the chosen options, lies in the price range, can be bought where that is asked, and is one that the
//! collection's rule holds; where nothing is asked, every variant of the market fits.
//!
//! A card's price, what it is compared with, its picture and its link, the order of a listing sorted by price, and the
//! variant that a product's page opens with all come from here.

/// The place of a variant among those of its product that fit; the lowest rank is the representative's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    is_sold_out: bool,
    /// In minor units.
    amount: i64,
}

impl Rank {
    /// The rank of a variant that can be bought or not, and costs `amount` minor units.
    pub const fn new(is_available: bool, amount: i64) -> Self {
        Self { is_sold_out: !is_available, amount }
    }

    /// Whether the variant can be bought.
    pub const fn is_available(self) -> bool {
        !self.is_sold_out
    }

    /// What the variant costs, in minor units.
    pub const fn amount(self) -> i64 {
        self.amount
    }

    /// Whether a variant of `other` rank is a choice beside this representative at another price: it can be bought as
    /// well, or neither can.
    pub const fn varies_with(self, other: Self) -> bool {
        self.is_sold_out == other.is_sold_out && self.amount != other.amount
    }
}

/// The representative of `variants`, which are those that fit, in the merchant's order; none where none fits.
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
