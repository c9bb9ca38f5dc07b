//! The reasons why promotions and codes took nothing off.

use crate::{
    NotApplied, NotAppliedReason, QuoteRequest,
    candidates::{Candidate, Sorted, fold_code},
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
    told.extend(unknown_codes(request));
    told.sort_unstable();
    told.dedup();
    told
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
        let entered = fold_code(entered);
        request.promotions.iter().filter_map(|rule| rule.code.as_ref()).any(|code| fold_code(code) == entered)
    };
    request.codes.iter().filter(move |entered| !is_known(entered)).map(|entered| NotApplied {
        promotion: None,
        code: Some(fold_code(entered)),
        reason: NotAppliedReason::UnknownCode,
    })
}
