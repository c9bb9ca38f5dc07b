use rand::RngCore as _;
use rand_pcg::Pcg64Mcg;

/// A number below `bound`, each about as likely as the next.
///
/// `rand`'s own sampling may change from version to version; this may not.
pub(crate) fn below(numbers: &mut Pcg64Mcg, bound: u32) -> u32 {
    let scaled = u64::from(numbers.next_u32()) * u64::from(bound);
    u32::try_from(scaled >> 32).unwrap_or_default()
}

/// Whether something that is so in `percent` of cases is so this time.
pub(crate) fn is_so(numbers: &mut Pcg64Mcg, percent: u32) -> bool {
    below(numbers, 100) < percent
}

/// One of `things`, the first ones more often: the smaller of two throws.
pub(crate) fn favoured<'a, T>(numbers: &mut Pcg64Mcg, things: &'a [T]) -> &'a T {
    let count = u32::try_from(things.len()).unwrap_or(u32::MAX);
    let place = below(numbers, count).min(below(numbers, count));
    &things[place as usize]
}

/// `count` different ones of `things`, the first ones more often, in the order of `things`.
pub(crate) fn several<'a, T>(numbers: &mut Pcg64Mcg, things: &'a [T], count: usize) -> Vec<&'a T> {
    let places = u32::try_from(things.len()).unwrap_or(u32::MAX);
    let mut chosen = std::collections::BTreeSet::new();
    while chosen.len() < count.min(things.len()) {
        chosen.insert(below(numbers, places).min(below(numbers, places)) as usize);
    }
    chosen.into_iter().map(|place| &things[place]).collect()
}

/// How many of `coins` fall heads: a bell curve in whole numbers.
pub(crate) fn heads(numbers: &mut Pcg64Mcg, coins: u32) -> u32 {
    (numbers.next_u64() >> (64 - coins.clamp(1, 64))).count_ones()
}
