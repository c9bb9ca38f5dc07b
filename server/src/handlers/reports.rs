//! Reports of browsers about violations of the content security policy.

use std::sync::Arc;

use axum::{
    body::{Body, to_bytes},
    extract::State,
    http::StatusCode,
};
use serde_json::Value;

use crate::{AppState, http::without_tokens::without_tokens};

/// The most bytes of a request with reports.
const LONGEST: usize = 16 * 1024;
/// The most reports of one request that are read.
const MOST: usize = 16;
/// The most characters of a report's field that are logged.
const LOGGED: usize = 200;

/// `/csp-reports`: anybody can send anything here, so reports are counted, and a few a minute are logged, shortened.
pub(crate) async fn csp_reports(State(shop): State<Arc<AppState>>, body: Body) -> StatusCode {
    let Ok(bytes) = to_bytes(body, LONGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE };
    let Ok(value) = serde_json::from_slice::<Value>(&bytes) else { return StatusCode::BAD_REQUEST };
    for violation in violations(&value).take(MOST) {
        let directive = violation.directive();
        shop.metrics.violation_reported(directive);
        if shop.reports.may_log(shop.clock.now()) {
            let [page, blocked] = [violation.text(PAGE), violation.text(BLOCKED)].map(|text| without_tokens(&text));
            tracing::warn!(directive, page, blocked, "a browser reported a violation of the content security policy");
        }
    }
    StatusCode::NO_CONTENT
}

/// A violation in one of the two formats of a report: an object under `csp-report`, or a list of objects with `body`
/// (Content Security Policy Level 3, section 5.3).
struct Violation<'a>(&'a Value);

const DIRECTIVE: [&str; 3] = ["effectiveDirective", "effective-directive", "violated-directive"];
const PAGE: [&str; 3] = ["documentURL", "document-uri", "documentUri"];
const BLOCKED: [&str; 3] = ["blockedURL", "blocked-uri", "blockedUri"];

/// The directives of the shop's policy, so that a report can't make up a label of the metrics.
const DIRECTIVES: [&str; 10] = [
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
    "img-src",
    "connect-src",
    "frame-ancestors",
    "form-action",
];

fn violations(value: &Value) -> impl Iterator<Item = Violation<'_>> {
    let listed = value.as_array().into_iter().flatten().filter_map(|report| report.get("body"));
    value.get("csp-report").into_iter().chain(listed).map(Violation)
}

impl Violation<'_> {
    fn directive(&self) -> &'static str {
        let given = self.text(DIRECTIVE);
        DIRECTIVES.into_iter().find(|directive| *directive == given).unwrap_or("other")
    }

    fn text(&self, names: [&str; 3]) -> String {
        let text = names.iter().find_map(|name| self.0.get(name)?.as_str()).unwrap_or_default();
        text.chars().filter(|character| !character.is_control()).take(LOGGED).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_of_a_report_are_understood() {
        let old = json!({"csp-report": {"effective-directive": "img-src", "blocked-uri": "https://evil.example/a"}});
        let new = json!([
            {"type": "csp-violation", "body": {"effectiveDirective": "script-src-elem", "documentURL": "/en-ae"}},
            {"type": "csp-violation", "body": {"effectiveDirective": "made-up\n"}},
            {"type": "other"},
        ]);

        let directives = |value: &Value| violations(value).map(|violation| violation.directive()).collect::<Vec<_>>();

        assert_eq!(directives(&old), ["img-src"]);
        assert_eq!(directives(&new), ["script-src-elem", "other"]);
        assert_eq!(Violation(&old["csp-report"]).text(BLOCKED), "https://evil.example/a");
        assert!(directives(&json!("nonsense")).is_empty());
    }

    #[test]
    fn what_is_logged_is_short_and_one_line() {
        let report = json!({"documentURL": format!("/a\r\nb{}", "x".repeat(1000))});
        let page = Violation(&report).text(PAGE);
        assert!(page.starts_with("/abx") && page.len() == LOGGED, "{page}");
    }
}
