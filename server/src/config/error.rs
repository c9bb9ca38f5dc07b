use std::io;

use super::{SETTINGS, Setting, source::Source};

/// The least similarity (Jaro-Winkler) at which a known name is suggested for an unknown one.
const ALIKE: f64 = 0.8;

/// The reason why the settings can't be used: one sentence that says where, what, and what to write instead.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl ConfigError {
    pub(super) fn unreadable(file: &str, error: &io::Error) -> Self {
        Self(format!(
            "the configuration file {file} can't be read: {error}; name a readable file, or leave out --config"
        ))
    }

    pub(super) fn syntax(at: &Source, message: &str) -> Self {
        let message = message.lines().next().unwrap_or_default();
        Self(format!("{at}invalid TOML ({message}); write one setting per line, such as listen = \"127.0.0.1:3000\""))
    }

    pub(super) fn unknown(at: &Source, name: &str) -> Self {
        let names = SETTINGS.iter().map(|setting| setting.name.to_owned());
        Self(format!("{at}there is no setting {name}; {}", advice(name, names)))
    }

    pub(super) fn unknown_variable(variable: &str) -> Self {
        let names = SETTINGS.iter().map(Setting::variable);
        Self(format!("there is no setting {variable}; {}", advice(variable, names)))
    }

    pub(super) fn kind(at: &Source, setting: &Setting, kind: &str) -> Self {
        let article = if kind.starts_with(['a', 'i']) { "an" } else { "a" };
        Self(format!("{at}{} is {article} {kind}; write {}, such as {}", setting.name, setting.takes, setting.line()))
    }

    /// Creates the error for a value that the setting does not take. A secret value is not repeated.
    pub(super) fn value(at: &Source, setting: &Setting, value: &str) -> Self {
        let is = if setting.secret { "can't be used".to_owned() } else { format!("is \"{value}\"") };
        let (name, example) = match at {
            Source::File { .. } => (setting.name.to_owned(), setting.line()),
            Source::Variable(variable) => (variable.clone(), format!("{variable}={}", setting.example)),
        };
        Self(format!("{at}{name} {is}; write {}, such as {example}", setting.takes))
    }
}

/// Returns the advice to write the most similar known name, or one of all if none is similar.
fn advice(name: &str, known: impl Iterator<Item = String>) -> String {
    let known: Vec<String> = known.collect();
    let likeness = |candidate: &&String| strsim::jaro_winkler(name, candidate);
    let nearest = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|nearest| likeness(nearest) >= ALIKE) {
        Some(nearest) => format!("write {nearest}, if you mean that"),
        None => format!("write one of {}", known.join(", ")),
    }
}
