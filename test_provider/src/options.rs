use serde::{Deserialize, Serialize};

/// The options of the provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The behaviour towards the shop's requests.
    pub behaviour: Behaviour,
    /// The notices.
    pub notices: NoticeOptions,
}

/// The behaviour towards the shop's requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// It does as it is asked, and tells the truth.
    #[default]
    Honest,
    /// It answers one request, and then the process dies.
    AnswerThenDie,
    /// It does as it is asked, and never answers.
    WorkThenNoAnswer,
    /// It does nothing, and never answers.
    Silent,
    /// It tells a tenth of a unit in place of what was paid.
    LiesAboutAmount,
    /// It tells another currency than that of the payment.
    LiesAboutCurrency,
}

/// The way in which notices are sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoticeOptions {
    /// The milliseconds before a notice is sent.
    pub delay_ms: u64,
    /// The number of times that each is sent; 0 loses all.
    pub times: u32,
    /// True to send every first of two notices after the second.
    pub is_reordered: bool,
    /// True to send each with a wrong signature too.
    pub is_forged: bool,
}

impl Default for NoticeOptions {
    fn default() -> Self {
        Self { delay_ms: 0, times: 1, is_reordered: false, is_forged: false }
    }
}
