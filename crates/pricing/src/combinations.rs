//! The search for the cheapest total over all combinations of promotions.
//!
//! A combination takes every automatic promotion without a group, any subset of the entered codes, and from each group at
//! most one promotion; or it takes one exclusive promotion alone. Of combinations with one total, the one with fewer codes
//! is taken, then the one with the lower ids. So the result depends only on sets, and another code never makes a cart
//! dearer: every combination without it is still compared.

use types::Overflow;

use crate::{QuoteBound, QuoteError, bounds::MAX_COMBINATIONS, candidates::Candidate, sorting::sorted};

/// A combination: for each candidate, true if it is taken.
pub(crate) type Taken = Vec<bool>;

/// Returns the combination with the lowest total.
pub(crate) fn cheapest(
    candidates: &[Candidate],
    mut total: impl FnMut(&Taken) -> Result<i64, Overflow>,
) -> Result<Taken, QuoteError> {
    let mut best: Option<(i64, Taken)> = None;
    let mut compare = |taken: &Taken| {
        let total = total(taken)?;
        let is_better = best.as_ref().is_none_or(|(lowest, other)| {
            total < *lowest || (total == *lowest && tie(candidates, taken) < tie(candidates, other))
        });
        if is_better {
            best = Some((total, taken.clone()));
        }
        Ok(())
    };
    let options = Options::new(candidates)?;
    options.each(candidates, &mut compare)?;
    Ok(best.map(|(_, taken)| taken).unwrap_or_default())
}

/// Returns the number of codes that a combination spends, and its promotions by id.
fn tie(candidates: &[Candidate], taken: &Taken) -> (u32, Vec<u32>) {
    let chosen = || candidates.iter().zip(taken).filter(|(_, taken)| **taken).map(|(candidate, _)| candidate);
    let codes = chosen().filter_map(|candidate| candidate.code).fold(0_u32, |codes, code| codes | 1 << code);
    let ranks = sorted(chosen().map(|candidate| candidate.rank), |one, other| one > other);
    (codes.count_ones(), ranks)
}

/// The choices that make combinations, as places of candidates.
struct Options<'a> {
    exclusive: Vec<usize>,
    /// Those without a group.
    single: Vec<usize>,
    groups: Vec<(&'a str, Vec<usize>)>,
    /// The codes of candidates that are not exclusive.
    codes: Vec<usize>,
}

impl<'a> Options<'a> {
    fn new(candidates: &[Candidate<'a>]) -> Result<Self, QuoteError> {
        let mut options = Self { exclusive: Vec::new(), single: Vec::new(), groups: Vec::new(), codes: Vec::new() };
        for (place, candidate) in candidates.iter().enumerate() {
            if candidate.rule.exclusive {
                options.exclusive.push(place);
                continue;
            }
            let is_new = |code: &usize| !options.codes.contains(code);
            let new = candidate.code.filter(is_new);
            options.codes.extend(new);
            match &candidate.rule.group {
                Some(group) => match options.groups.iter_mut().find(|(other, _)| other == group) {
                    Some((_, members)) => members.push(place),
                    None => options.groups.push((group, vec![place])),
                },
                None => options.single.push(place),
            }
        }
        let count = options.count(candidates);
        if count > MAX_COMBINATIONS as u32 {
            return Err(QuoteError::OutOfBounds { bound: QuoteBound::Combinations, at: count });
        }
        Ok(options)
    }

    /// Returns the number of combinations. It has 32 bits on every platform.
    fn count(&self, candidates: &[Candidate]) -> u32 {
        let of_codes = |codes: u32| {
            let choices = |members: &Vec<usize>| {
                1 + members.iter().filter(|place| self.is_open(&candidates[**place], codes)).count() as u32
            };
            self.groups.iter().map(|(_, members)| choices(members)).fold(1, u32::saturating_mul)
        };
        let stacked = (0..1 << self.codes.len()).map(of_codes).fold(0, u32::saturating_add);
        stacked.saturating_add(self.exclusive.len() as u32)
    }

    /// Returns true if the candidate needs no code, or one of these.
    fn is_open(&self, candidate: &Candidate, codes: u32) -> bool {
        candidate.code.is_none_or(|code| {
            let place = self.codes.iter().position(|other| *other == code);
            place.is_some_and(|place| codes & (1 << place) != 0)
        })
    }

    /// Calls `compare` with each combination.
    fn each(
        &self,
        candidates: &[Candidate],
        compare: &mut impl FnMut(&Taken) -> Result<(), Overflow>,
    ) -> Result<(), Overflow> {
        let mut taken = vec![false; candidates.len()];
        for place in &self.exclusive {
            taken[*place] = true;
            compare(&taken)?;
            taken[*place] = false;
        }
        for codes in 0..1 << self.codes.len() {
            for place in &self.single {
                taken[*place] = self.is_open(&candidates[*place], codes);
            }
            let open = |members: &Vec<usize>| {
                members.iter().copied().filter(|place| self.is_open(&candidates[*place], codes)).collect()
            };
            let groups: Vec<Vec<usize>> = self.groups.iter().map(|(_, members)| open(members)).collect();
            each_of_groups(&groups, &mut taken, compare)?;
        }
        Ok(())
    }
}

/// Calls `compare` with every choice of at most one member of each group.
fn each_of_groups(
    groups: &[Vec<usize>],
    taken: &mut Taken,
    compare: &mut impl FnMut(&Taken) -> Result<(), Overflow>,
) -> Result<(), Overflow> {
    // The member that is taken of each group, counted from 1; 0 for none. It is raised like the digits of a number.
    let mut chosen = vec![0; groups.len()];
    loop {
        compare(taken)?;
        let mut place = 0;
        loop {
            let Some(members) = groups.get(place) else { return Ok(()) };
            if chosen[place] > 0 {
                taken[members[chosen[place] - 1]] = false;
            }
            if chosen[place] < members.len() {
                taken[members[chosen[place]]] = true;
                chosen[place] += 1;
                break;
            }
            chosen[place] = 0;
            place += 1;
        }
    }
}
