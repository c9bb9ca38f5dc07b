use serde::{Deserialize, Serialize};

/// Units of an item as they are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackedItem {
    /// The units.
    pub quantity: u32,
    /// The weight of one unit in grams; 0 if it is unknown.
    pub weight_g: u32,
    /// Length, width and height of one unit in millimetres; 0 where unknown.
    pub dimensions_mm: [u32; 3],
    /// The price of all units before discounts, in minor units.
    pub value: i64,
}

/// The facts of a cart that delivery rates depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The value before discounts, in minor units.
    pub value: i64,
    /// The units.
    pub quantity: u64,
    /// The weight in grams.
    pub weight_g: u64,
    /// The sum of the items' volumes, in cubic millimetres.
    pub volume_mm3: u64,
    /// The longest side of any unit, in millimetres.
    pub length_mm: u64,
    /// Length plus girth of the largest unit, in millimetres: the longest side and twice the sum of the others.
    pub length_and_girth_mm: u64,
}

impl Parcel {
    /// Returns the facts of packed items. Sums that don't fit into 64 bits become the largest number, which no rate covers.
    pub fn of(items: &[PackedItem]) -> Self {
        items.iter().fold(Self::default(), |parcel, item| parcel.with(item))
    }

    fn with(self, item: &PackedItem) -> Self {
        let sides = item.dimensions_mm.map(u64::from);
        let length = sides.iter().copied().max().unwrap_or(0);
        let girth = 2 * (sides.iter().sum::<u64>() - length);
        let volume = sides.into_iter().fold(1, u64::saturating_mul);
        let times = |amount: u64| amount.saturating_mul(u64::from(item.quantity));
        Self {
            value: self.value.saturating_add(item.value),
            quantity: self.quantity.saturating_add(u64::from(item.quantity)),
            weight_g: self.weight_g.saturating_add(times(u64::from(item.weight_g))),
            volume_mm3: self.volume_mm3.saturating_add(times(volume)),
            length_mm: self.length_mm.max(length),
            length_and_girth_mm: self.length_and_girth_mm.max(length + girth),
        }
    }

    /// Returns the weight that carriers bill, in grams: the actual one or, if it is higher, the volumetric one of
    /// `divisor` cubic centimetres a kilogram.
    pub fn billable_weight_g(&self, divisor: Option<u32>) -> u64 {
        let volumetric =
            divisor.filter(|divisor| *divisor > 0).map(|divisor| self.volume_mm3.div_ceil(u64::from(divisor)));
        volumetric.map_or(self.weight_g, |volumetric| volumetric.max(self.weight_g))
    }
}
