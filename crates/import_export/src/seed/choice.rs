use rand::RngCore as _;
use rand_pcg::Pcg64Mcg;

/// Returns a number below `bound`, with nearly equal probabilities.
///
/// `rand`'s own sampling may change between versions; this one must not.
pub(crate) fn below(numbers: &mut Pcg64Mcg, bound: u32) -> u32 {
    let scaled = u64::from(numbers.next_u32()) * u64::from(bound);
    u32::try_from(scaled >> 32).unwrap_or_default()
}

/// Returns true in `percent` of cases.
pub(crate) fn is_so(numbers: &mut Pcg64Mcg, percent: u32) -> bool {
    below(numbers, 100) < percent
}

/// Returns one of `things`, the first ones more often: the smaller of two random indices.
pub(crate) fn favoured<'a, T>(numbers: &mut Pcg64Mcg, things: &'a [T]) -> &'a T {
    let count = u32::try_from(things.len()).unwrap_or(u32::MAX);
    let place = below(numbers, count).min(below(numbers, count));
    &things[place as usize]
}

/// Returns `count` distinct `things` in order, the first ones more often.
pub(crate) fn several<'a, T>(numbers: &mut Pcg64Mcg, things: &'a [T], count: usize) -> Vec<&'a T> {
    let places = u32::try_from(things.len()).unwrap_or(u32::MAX);
    let mut chosen = std::collections::BTreeSet::new();
    while chosen.len() < count.min(things.len()) {
        chosen.insert(below(numbers, places).min(below(numbers, places)) as usize);
    }
    chosen.into_iter().map(|place| &things[place]).collect()
}

/// Returns the number of heads among `coins` coins: a binomial distribution.
pub(crate) fn heads(numbers: &mut Pcg64Mcg, coins: u32) -> u32 {
    (numbers.next_u64() >> (64 - coins.clamp(1, 64))).count_ones()
}
