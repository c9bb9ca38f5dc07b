//! Columns that several queries of variants read.

use database::row;
use types::{PriceList, Timestamp};

use crate::{
    Dimensions,
    price::{ListedPrice, PriceWindow},
};

row! {
    /// The columns of a price that is joined where there is one.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct JoinedPrice {
        list: Option<PriceList>,
        amount: Option<i64>,
        starts_at: Option<Timestamp>,
        ends_at: Option<Timestamp>,
        compare_at: Option<i64>,
    }
}

impl JoinedPrice {
    /// Returns the price, if there is one.
    pub(crate) fn listed(self) -> Option<ListedPrice> {
        let (amount, starts_at) = self.amount.zip(self.starts_at)?;
        let price = PriceWindow { amount, compare_at: self.compare_at, starts_at, ends_at: self.ends_at };
        Some(ListedPrice { list: self.list?, price })
    }
}

row! {
    /// The weight and the sides of a variant. One beyond the bounds of documents, which only another program can have written,
    /// counts as unknown.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Measures {
        weight_g: i64,
        length_mm: i64,
        width_mm: i64,
        height_mm: i64,
    }
}

impl Measures {
    /// Returns the weight in grams.
    pub(crate) fn weight_g(self) -> u32 {
        measure(self.weight_g)
    }

    /// Returns length, width and height in millimetres.
    pub(crate) fn dimensions(self) -> Dimensions {
        let [length, width, height] = [self.length_mm, self.width_mm, self.height_mm].map(measure);
        Dimensions { length, width, height }
    }
}

fn measure(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or_default()
}
