use rand::RngCore as _;
use rand_pcg::Pcg64Mcg;

/// Returns a number below `bound`, with nearly equal probabilities.
///
/// `rand`'s own sampling may change between versions; this one must not.
pub(crate) fn random_below(numbers: &mut Pcg64Mcg, bound: u32) -> u32 {
    let scaled = u64::from(numbers.next_u32()) * u64::from(bound);
    u32::try_from(scaled >> 32).unwrap_or_default()
}

/// Returns true in `percent` of cases.
pub(crate) fn happens(numbers: &mut Pcg64Mcg, percent: u32) -> bool {
    random_below(numbers, 100) < percent
}

/// Returns one of `things`, the first ones more often: the smaller of two random indices.
pub(crate) fn pick<'a, T>(numbers: &mut Pcg64Mcg, things: &'a [T]) -> &'a T {
    let count = u32::try_from(things.len()).unwrap_or(u32::MAX);
    let place = random_below(numbers, count).min(random_below(numbers, count));
    &things[place as usize]
}

/// Returns `count` distinct `things` in order, the first ones more often.
pub(crate) fn pick_several<'a, T>(numbers: &mut Pcg64Mcg, things: &'a [T], count: usize) -> Vec<&'a T> {
    let places = u32::try_from(things.len()).unwrap_or(u32::MAX);
    let mut chosen = std::collections::BTreeSet::new();
    while chosen.len() < count.min(things.len()) {
        chosen.insert(random_below(numbers, places).min(random_below(numbers, places)) as usize);
    }
    chosen.into_iter().map(|place| &things[place]).collect()
}

/// Returns the number of heads among `coins` coins: a binomial distribution.
pub(crate) fn count_heads(numbers: &mut Pcg64Mcg, coins: u32) -> u32 {
    (numbers.next_u64() >> (64 - coins.clamp(1, 64))).count_ones()
}
