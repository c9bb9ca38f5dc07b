use database::FromColumn;
use types::{Language, LocalText, Slug, Translated};

/// The mark of a text that no language of the chain has.
const NONE: char = '-';

impl FromColumn for Origins {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text))
    }
}

/// A language of the shop, with the languages whose texts it shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLanguage {
    /// The language.
    pub language: Language,
    /// The language itself, then the ones that it borrows from.
    pub(crate) chain: Vec<Language>,
}

/// The texts of something in one language, as a row of the database has them. Each is the language's own or borrowed, and
/// [`Self::origins`] says which.
#[derive(Debug)]
pub struct RowTexts<'s> {
    chain: &'s [Language],
    origins: String,
}

/// The origins of a row's texts: a digit for each, in the order of the columns, that counts the steps to the language that the text
/// was borrowed from. A row without digits has only texts of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(pub String);

impl TextLanguage {
    /// Begins a row.
    pub const fn row(&self) -> RowTexts<'_> {
        RowTexts { chain: self.chain.as_slice(), origins: String::new() }
    }
}

impl RowTexts<'_> {
    /// Adds a text; an empty one counts as none. Returns `""` if no language has it.
    pub fn text<'t>(&mut self, text: &'t Translated) -> &'t str {
        let found =
            self.chain.iter().position(|language| text.get(*language).is_some_and(|text| !text.trim().is_empty()));
        self.add(found);
        let language = found.map(|steps| self.chain[steps]);
        language.and_then(|language| text.get(language)).map_or("", String::as_str)
    }

    /// Adds a slug.
    pub fn slug<'t>(&mut self, slugs: &'t Translated<Slug>) -> Option<&'t Slug> {
        let found = self.chain.iter().position(|language| slugs.get(*language).is_some());
        self.add(found);
        slugs.get(self.chain[found?])
    }

    fn add(&mut self, steps: Option<usize>) {
        self.origins.push(steps.and_then(|steps| char::from_digit(steps as u32, 36)).unwrap_or(NONE));
    }

    /// Returns the language that all texts so far are borrowed from, if it is one.
    pub fn borrowed_from(&self) -> Option<Language> {
        let mut steps = self.origins.chars().filter(|origin| *origin != NONE);
        let first = steps.next().filter(|first| *first != '0' && steps.all(|other| other == *first))?;
        self.chain.get(first.to_digit(36)? as usize).copied()
    }

    /// Returns the origins of the texts so far; empty if all are the language's own.
    pub fn origins(self) -> String {
        if self.origins.chars().all(|origin| origin == '0') { String::new() } else { self.origins }
    }
}

impl Origins {
    /// Returns `true` if the text in the column `place`, counted from 0, is the language's own.
    pub fn is_own(&self, place: usize) -> bool {
        self.0.is_empty() || self.0.chars().nth(place) == Some('0')
    }

    /// Returns the language that the text in the column `place` was borrowed from, among the languages of a locale.
    pub fn borrowed_from(&self, place: usize, languages: &[Language]) -> Option<Language> {
        let steps = self.0.chars().nth(place)?.to_digit(36).filter(|steps| *steps > 0)?;
        languages.get(usize::try_from(steps).ok()?).copied()
    }

    /// Returns the text of the column `place`, with the language that it was borrowed from.
    pub fn local_text(&self, text: String, place: usize, languages: &[Language]) -> LocalText {
        LocalText { language: self.borrowed_from(place, languages), text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_where_its_texts_come_from() {
        let [de, en, fr] = ["de", "en", "fr"].map(|tag| Language::from_code(tag).unwrap());
        let german = TextLanguage { language: de, chain: vec![de, en] };
        let text = |pairs: &[(Language, &str)]| {
            pairs.iter().map(|(of, text)| (*of, (*text).to_owned())).collect::<Translated>()
        };
        let mut row = german.row();

        let slug = row.slug(&Translated::from_iter([(en, Slug::new("vase").unwrap())])).map(Slug::to_string);
        let texts = [
            row.text(&text(&[(de, "Vase"), (en, "A vase")])).to_owned(),
            row.text(&text(&[(de, " "), (en, "For flowers")])).to_owned(),
            row.text(&text(&[(fr, "Un vase")])).to_owned(),
        ];
        let origins = Origins(row.origins());

        assert_eq!(
            (slug.as_deref(), texts.as_slice()),
            (Some("vase"), &["Vase", "For flowers", ""].map(str::to_owned)[..])
        );
        assert_eq!(origins.0, "101-");
        assert_eq!([0, 1, 2, 3].map(|place| origins.is_own(place)), [false, true, false, false]);
        assert_eq!([0, 1, 2, 3].map(|place| origins.borrowed_from(place, &[de, en])), [Some(en), None, Some(en), None]);
        assert!(Origins::default().is_own(7));
    }
}
