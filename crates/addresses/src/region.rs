use types::{Language, nfc};

/// A part of a country that addresses name: an emirate, a state, a prefecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    code: &'static str,
    abbreviation: &'static str,
    /// The tags of the country's languages, separated by commas. `Latn` stands for Latin letters.
    languages: &'static str,
    /// The name in each of them, separated by `=`, and the pattern of its postcodes.
    names: &'static str,
}

impl Region {
    /// Returns the region of a row of the table.
    pub(crate) fn from_table(row: &'static str, languages: &'static str) -> Self {
        let (code, rest) = row.split_once('=').unwrap_or_default();
        let (abbreviation, names) = rest.split_once('=').unwrap_or_default();
        Self { code, abbreviation, languages, names }
    }

    /// Returns the part of its ISO 3166-2 code behind the country, such as `DU` of `AE-DU`.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the name for readers of a language: in that language, in Latin letters, or in the country's first language.
    pub fn name(&self, language: Language) -> &'static str {
        let wanted = language.primary_subtag();
        let named = |tag: &str| self.languages.split(',').position(|of| of.split('-').next() == Some(tag));
        let place = named(wanted).or_else(|| named("Latn")).or_else(|| named("en")).unwrap_or(0);
        self.names.split('=').nth(place).unwrap_or_default()
    }

    /// Returns the region as envelopes have it: `CA`, where the country's post abbreviates, or else its name.
    pub fn on_envelope(&self, language: Language) -> &'static str {
        if self.abbreviation.is_empty() { self.name(language) } else { self.abbreviation }
    }

    /// Returns the regular expression of the beginnings of its postcodes, which is empty if they are unknown.
    pub(crate) fn postcode_beginnings(&self) -> &'static str {
        self.names.rsplit_once('=').map_or("", |(_, pattern)| pattern)
    }

    /// Returns true if a text is its code, its abbreviation or one of its names.
    pub(crate) fn is_written(&self, text: &str) -> bool {
        let folded = fold(text);
        let (names, _) = self.names.rsplit_once('=').unwrap_or_default();
        [self.code, self.abbreviation]
            .into_iter()
            .chain(names.split('='))
            .any(|name| !name.is_empty() && fold(name) == folded)
    }
}

fn fold(text: &str) -> String {
    nfc(text).to_lowercase()
}
