//! The form of phone numbers for people.

use regex_lite::Regex;

use super::plan::{NumberPlan, beginning, split_calling_code};

/// Returns a number in the form of E.164 with its digits in groups, as the country does.
pub(super) fn grouped(number: &str) -> String {
    let split = number.strip_prefix('+').and_then(split_calling_code);
    split.map_or_else(
        || number.to_owned(),
        |(plan, national)| format!("+{} {}", plan.calling_code(), groups(&plan, &national).unwrap_or(national)),
    )
}

fn groups(plan: &NumberPlan, national: &str) -> Option<String> {
    let begins = |pattern: &str| pattern.is_empty() || beginning(pattern).is_some_and(|regex| regex.is_match(national));
    plan.groupings().filter(|grouping| begins(grouping.beginning)).find_map(|grouping| {
        let whole = Regex::new(&format!("^{}$", grouping.groups)).ok()?;
        whole.is_match(national).then(|| whole.replace(national, grouping.form).into_owned())
    })
}
