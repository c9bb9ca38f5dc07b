//! The reasons why promotions and codes took nothing off.

use crate::{
    NotApplied, NotAppliedReason, QuoteRequest,
    candidates::{Candidate, Sorted, is_same_code},
    sorting::insert_sorted,
};

/// Returns a reason for each promotion and code that is not among the applied ones, by id.
pub(crate) fn explain(request: &QuoteRequest, sorted: &Sorted, taken: &[bool], applied: &[bool]) -> Vec<NotApplied> {
    let mut told: Vec<NotApplied> = Vec::new();
    for (rule, reason) in &sorted.refused {
        told.push(NotApplied { promotion: Some(rule.id.clone()), code: rule.code.clone(), reason: reason.clone() });
    }
    for (place, candidate) in sorted.candidates.iter().enumerate().filter(|(place, _)| !applied[*place]) {
        let reason = match taken[place] {
            true => NotAppliedReason::NothingToDiscount,
            false => reason_against(candidate, &sorted.candidates, taken),
        };
        told.push(NotApplied { promotion: Some(candidate.rule.id.clone()), code: candidate.rule.code.clone(), reason });
    }
    let mut sorted: Vec<NotApplied> = Vec::with_capacity(told.len());
    for one in told.into_iter().chain(unknown_codes(request)) {
        if !sorted.contains(&one) {
            insert_sorted(&mut sorted, one, |one, other| (&one.promotion, &one.code) > (&other.promotion, &other.code));
        }
    }
    sorted
}

/// Returns the reason why the cheapest combination does without a candidate.
fn reason_against(candidate: &Candidate, candidates: &[Candidate], taken: &[bool]) -> NotAppliedReason {
    let mut chosen = candidates.iter().zip(taken).filter(|(_, taken)| **taken).map(|(candidate, _)| candidate.rule);
    let by = |id: &String| id.clone();
    if let Some(exclusive) = chosen.clone().find(|rule| rule.exclusive) {
        return NotAppliedReason::Exclusive { by: by(&exclusive.id) };
    }
    let group = candidate.rule.group.as_ref().filter(|_| !candidate.rule.exclusive);
    match group.and_then(|group| chosen.find(|rule| rule.group.as_ref() == Some(group))) {
        Some(other) => NotAppliedReason::OtherOfGroup { by: by(&other.id) },
        None => NotAppliedReason::OthersSaveMore,
    }
}

fn unknown_codes(request: &QuoteRequest) -> impl Iterator<Item = NotApplied> {
    let is_known = |entered: &String| {
        request.promotions.iter().filter_map(|rule| rule.code.as_ref()).any(|code| is_same_code(code, entered))
    };
    request.codes.iter().filter(move |entered| !is_known(entered)).map(|entered| NotApplied {
        promotion: None,
        code: Some(entered.trim_ascii().to_owned()),
        reason: NotAppliedReason::UnknownCode,
    })
}
