//! The settings as they were written, and where.

use std::collections::HashMap;

use toml::de::{DeTable, DeValue};

use super::{ConfigError, DATABASE_URL, PREFIX, SETTINGS, Setting, source::Source};

/// Environment variables of the project's tools, which have the prefix too but are no settings.
const OF_THE_TOOLS: [&str; 3] = ["VITRINE_TEST_POSTGRES", "VITRINE_URL", "VITRINE_WASM_TOOLCHAIN"];

/// A setting as it was written. It has no `Debug`: the text may be a secret.
#[derive(Clone)]
pub(super) struct RawSetting {
    pub(super) text: String,
    pub(super) source: Source,
}

/// Every setting that was written, by name.
#[derive(Default)]
pub(super) struct RawSettings(HashMap<&'static str, RawSetting>);

impl RawSettings {
    pub(super) fn of(&self, name: &str) -> Option<&RawSetting> {
        self.0.get(name)
    }

    pub(super) fn read_file(&mut self, file: &str, text: &str) -> Result<(), ConfigError> {
        let at = |offset: usize| Source::File { name: file.to_owned(), line: line_at(text, offset) };
        let table = DeTable::parse(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            ConfigError::syntax(&at(start), error.message())
        })?;
        for (name, value) in table.get_ref() {
            let source = at(name.span().start);
            let setting = named(name.get_ref()).ok_or_else(|| ConfigError::unknown(&source, name.get_ref()))?;
            let text = text_of(value.get_ref()).map_err(|kind| ConfigError::kind(&source, setting, kind))?;
            self.0.insert(setting.name, RawSetting { text, source });
        }
        Ok(())
    }

    /// Reads the environment, which overrides the file. `VITRINE_DATABASE` overrides `DATABASE_URL`.
    pub(super) fn read_variables(&mut self, variables: &[(String, String)]) -> Result<(), ConfigError> {
        for (variable, value) in general_first(variables) {
            if let Some(setting) = setting_of(variable)? {
                let source = Source::Variable(variable.clone());
                self.0.insert(setting.name, RawSetting { text: value.clone(), source });
            }
        }
        Ok(())
    }
}

fn named(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

fn general_first(variables: &[(String, String)]) -> impl Iterator<Item = &(String, String)> {
    let general = variables.iter().filter(|(variable, _)| variable == DATABASE_URL);
    general.chain(variables.iter().filter(|(variable, _)| variable != DATABASE_URL))
}

/// Returns the setting that a variable sets; `None` if the variable is not the shop's.
fn setting_of(variable: &str) -> Result<Option<&'static Setting>, ConfigError> {
    if variable == DATABASE_URL {
        return Ok(named("database"));
    }
    if !variable.starts_with(PREFIX) || OF_THE_TOOLS.contains(&variable) {
        return Ok(None);
    }
    let setting = SETTINGS.iter().find(|setting| setting.variable() == variable);
    setting.map(Some).ok_or_else(|| ConfigError::unknown_variable(variable))
}

/// Returns a string or a whole number as text. The error is the name of any other type.
fn text_of(value: &DeValue<'_>) -> Result<String, &'static str> {
    match value {
        DeValue::String(text) => Ok(text.to_string()),
        DeValue::Integer(number) => Ok(number.to_string()),
        other => Err(other.type_str()),
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
