use std::sync::Arc;

use types::{ImageRef, LocalText, ProductId, VariantId};

use super::{CardSwatch, CardVariants, Parts, ProductCard};
use crate::{Price, Rank, representative};

/// The source of a product's cards, for any selection of its variants.
pub(super) struct CardSummary {
    pub(super) id: ProductId,
    pub(super) code: String,
    pub(super) slug: String,
    pub(super) name: LocalText,
    pub(super) is_new: bool,
    /// The variants of the market, in the merchant's order.
    pub(super) variants: Vec<CardVariant>,
    /// The values of its options, in order.
    pub(super) values: Vec<CardValue>,
    /// The first picture of each value, and the first of no value in particular, in order.
    pub(super) pictures: Vec<(Option<i64>, ImageRef)>,
}

/// A variant as cards need it.
pub(super) struct CardVariant {
    pub(super) id: VariantId,
    pub(super) price: Price,
    pub(super) is_available: bool,
    /// The ids of its values.
    pub(super) values: Vec<i64>,
}

/// A value of an option as cards need it.
pub(super) struct CardValue {
    pub(super) id: i64,
    pub(super) option: String,
    pub(super) code: String,
    pub(super) swatch: Option<CardSwatch>,
}

/// A summary with the card of all its variants, which most lists show.
pub(super) struct SummaryWithCard {
    summary: CardSummary,
    whole: Arc<ProductCard>,
}

impl SummaryWithCard {
    /// Adds the card of all variants to a summary. Returns none if nothing is sold in the market.
    pub(super) fn new(summary: CardSummary) -> Option<Self> {
        let all: Vec<&CardVariant> = summary.variants.iter().collect();
        let whole = Arc::new(summary.card(&all)?);
        Some(Self { summary, whole })
    }

    /// Returns the card of these variants; none if the product has none of them.
    pub(super) fn card(&self, variants: &CardVariants) -> Option<Arc<ProductCard>> {
        let CardVariants::These(ids) = variants else { return Some(self.whole.clone()) };
        let all = self.summary.variants.iter();
        let fitting: Vec<&CardVariant> = all.filter(|variant| ids.contains(&variant.id)).collect();
        let card = self.summary.card(&fitting)?;
        // If the other variants make no difference, the card of all variants is shared.
        let is_whole = card == *self.whole;
        let of_parts = || Arc::new(ProductCard { parts: self.summary.parts(&fitting), ..card });
        Some(if is_whole { self.whole.clone() } else { of_parts() })
    }
}

impl CardSummary {
    /// Builds the card of the matching variants, as if the product had no others.
    fn card(&self, fitting: &[&CardVariant]) -> Option<ProductCard> {
        let shown = representative(fitting.iter().copied(), |variant| variant.rank())?;
        let opened = representative(&self.variants, |variant| variant.rank())?;
        Some(ProductCard {
            id: self.id,
            code: self.code.clone(),
            slug: self.slug.clone(),
            query: if shown.id == opened.id { Vec::new() } else { self.query(shown) },
            name: self.name.clone(),
            price: shown.price.now,
            compare_at: shown.price.compare_at,
            price_varies: fitting.iter().any(|other| shown.rank().varies_with(other.rank())),
            swatches: self.swatches(fitting),
            picture: self.picture(shown),
            is_new: self.is_new,
            available: shown.is_available,
            parts: Parts::All,
        })
    }

    fn query(&self, variant: &CardVariant) -> Vec<(String, String)> {
        let chosen = self.values.iter().filter(|value| variant.values.contains(&value.id));
        chosen.map(|value| (value.option.clone(), value.code.clone())).collect()
    }

    fn swatches(&self, fitting: &[&CardVariant]) -> Vec<CardSwatch> {
        let fits = |value: &&CardValue| fitting.iter().any(|variant| variant.values.contains(&value.id));
        self.values.iter().filter(fits).filter_map(|value| value.swatch.clone()).collect()
    }

    fn picture(&self, variant: &CardVariant) -> Option<ImageRef> {
        let first = self.pictures.iter().min_by_key(|(value, _)| picture_rank(*value, &variant.values));
        first.map(|(_, image)| image.clone())
    }

    fn parts(&self, fitting: &[&CardVariant]) -> Parts {
        if self.variants.len() > u64::BITS as usize {
            return Parts::Unnamed;
        }
        let is_fitting = |variant: &CardVariant| fitting.iter().any(|other| other.id == variant.id);
        let places = self.variants.iter().zip(0..).filter(|(variant, _)| is_fitting(variant));
        Parts::Some(places.fold(0, |bits, (_, place)| bits | 1_u64 << place))
    }
}

impl CardVariant {
    const fn rank(&self) -> Rank {
        Rank::new(self.is_available, self.price.now.minor)
    }
}

/// Returns the rank of a picture of `value` for a variant with `values`: pictures of the variant's own values come
/// first, then those of no value in particular, then those of other values.
pub fn picture_rank(value: Option<i64>, values: &[i64]) -> u8 {
    match value {
        Some(value) if values.contains(&value) => 0,
        None => 1,
        Some(_) => 2,
    }
}
