//! The answers that a new shop is made of: from options, or from questions on a terminal.

use std::io::{self, BufRead, IsTerminal as _, Write};

use clap::Args;
use jiff::tz::TimeZone;
use types::{Country, Currency, Language};

use super::CommandError;

/// The options of `vitrine new`. A terminal asks for those that are left out.
#[derive(Args)]
pub(crate) struct NewOptions {
    /// The shop's name [default: that of the folder]
    #[arg(long)]
    name: Option<String>,
    /// The country that the shop sells to, by its ISO 3166-1 code, such as DE
    #[arg(long, value_parser = country)]
    country: Option<Country>,
    /// A language of the shop by its BCP 47 tag, such as de; the first one has the texts. Repeat it for more
    #[arg(long = "language", value_parser = language)]
    languages: Vec<Language>,
    /// The currency of the prices, by its ISO 4217 code, such as EUR
    #[arg(long, value_parser = currency)]
    currency: Option<Currency>,
    /// The tax: percent, such as 19; none; sales-tax for the United States; or gst for India
    #[arg(long, value_parser = tax)]
    tax: Option<Tax>,
    /// Prices don't include the tax
    #[arg(long)]
    tax_added: bool,
    /// The time zone of the shop's dates, such as Europe/Berlin
    #[arg(long, value_parser = zone)]
    zone: Option<String>,
    /// A ready theme: atelier, pantry or workshop
    #[arg(long, value_parser = ready_theme)]
    theme: Option<String>,
    /// Import the new shop and serve it
    #[arg(long)]
    pub(super) serve: bool,
}

/// The tax on prices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tax {
    None,
    /// Value-added tax in percent.
    Vat(String),
    SalesTaxUs,
    GstIndia,
}

/// Everything that a new shop is made of.
pub(super) struct Answers {
    pub(super) name: String,
    pub(super) country: Country,
    /// At least one, the primary language first.
    pub(super) languages: Vec<Language>,
    pub(super) currency: Currency,
    pub(super) tax: Tax,
    pub(super) tax_included: bool,
    pub(super) zone: String,
    pub(super) theme: Option<String>,
}

impl Answers {
    /// Returns the language of the shop's texts.
    pub(super) fn primary(&self) -> Language {
        self.languages[0]
    }
}

impl NewOptions {
    /// Returns the answers. What the options lack is asked for on a terminal.
    ///
    /// # Errors
    ///
    /// If options are missing and standard input is no terminal.
    pub(super) fn complete(self, folder: &str) -> Result<Answers, CommandError> {
        let missing = self.missing();
        let input = io::stdin();
        if !missing.is_empty() && !input.is_terminal() {
            return Err(CommandError::NewNeeds(missing.join(", ")));
        }
        self.ask(folder, &mut Questions { input: input.lock(), output: io::stdout(), is_asking: !missing.is_empty() })
    }

    fn missing(&self) -> Vec<&'static str> {
        let options = [
            ("--country", self.country.is_none()),
            ("--language", self.languages.is_empty()),
            ("--currency", self.currency.is_none()),
            ("--tax", self.tax.is_none()),
            ("--zone", self.zone.is_none()),
        ];
        options.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect()
    }

    fn ask(self, folder: &str, questions: &mut Questions<impl BufRead, impl Write>) -> Result<Answers, CommandError> {
        let name = match self.name {
            Some(name) => name,
            None if questions.is_asking => questions.ask(&format!("The shop's name [{folder}]"), |text| {
                Ok(if text.is_empty() { folder.to_owned() } else { text.to_owned() })
            })?,
            None => folder.to_owned(),
        };
        let country = questions.unless(self.country, "The country it sells to, such as DE", country)?;
        let given = (!self.languages.is_empty()).then_some(self.languages);
        let languages = questions.unless(given, "Its languages, the main one first, such as de, en", languages)?;
        let currency = questions.unless(self.currency, "The currency of its prices, such as EUR", currency)?;
        let is_asked = self.tax.is_none();
        let tax =
            questions.unless(self.tax, "Tax in percent, such as 19, or none, sales-tax (US), gst (India)", tax)?;
        let tax_included = match tax {
            Tax::Vat(_) if is_asked && !self.tax_added => questions.ask("Do prices include it? [yes]", yes_or_no)?,
            _ => !self.tax_added,
        };
        let zone = questions.unless(self.zone, "The time zone of its dates, such as Europe/Berlin", zone)?;
        Ok(Answers { name, country, languages, currency, tax, tax_included, zone, theme: self.theme })
    }
}

/// Questions to somebody at a terminal.
struct Questions<I, O> {
    input: I,
    output: O,
    is_asking: bool,
}

impl<I: BufRead, O: Write> Questions<I, O> {
    fn unless<T>(
        &mut self,
        given: Option<T>,
        question: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, CommandError> {
        given.map_or_else(|| self.ask(question, parse), Ok)
    }

    /// Asks until the answer can be read.
    fn ask<T>(&mut self, question: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, CommandError> {
        loop {
            let mut line = String::new();
            write!(self.output, "{question}: ")
                .and_then(|()| self.output.flush())
                .and_then(|()| self.input.read_line(&mut line))
                .and_then(|bytes| if bytes == 0 { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) })
                .map_err(CommandError::Terminal)?;
            match parse(line.trim()) {
                Ok(answer) => return Ok(answer),
                Err(fault) => writeln!(self.output, "  {fault}").map_err(CommandError::Terminal)?,
            }
        }
    }
}

fn country(text: &str) -> Result<Country, String> {
    let code = text.to_ascii_uppercase();
    Country::from_code(&code)
        .ok_or_else(|| format!("{text} is not an ISO 3166-1 code of a country; write DE, for example"))
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text)
        .ok_or_else(|| format!("{text} is not the tag of a language; write de or pt-BR, for example"))
}

fn languages(text: &str) -> Result<Vec<Language>, String> {
    text.split([',', ' ']).filter(|part| !part.is_empty()).map(language).collect::<Result<Vec<_>, _>>().and_then(
        |languages| if languages.is_empty() { Err("write at least one language".to_owned()) } else { Ok(languages) },
    )
}

fn currency(text: &str) -> Result<Currency, String> {
    let code = text.to_ascii_uppercase();
    Currency::from_code(&code)
        .ok_or_else(|| format!("{text} is not an ISO 4217 code of a currency; write EUR, for example"))
}

fn tax(text: &str) -> Result<Tax, String> {
    let percent = text.trim_end_matches(['%', ' ']).replace(',', ".");
    match percent.as_str() {
        "none" | "0" => Ok(Tax::None),
        "sales-tax" => Ok(Tax::SalesTaxUs),
        "gst" => Ok(Tax::GstIndia),
        number if number.parse::<f64>().is_ok_and(|rate| rate > 0.0 && rate < 100.0) => Ok(Tax::Vat(percent)),
        _ => Err(format!("{text} is not a tax; write percent, such as 19, or none, sales-tax or gst")),
    }
}

fn zone(text: &str) -> Result<String, String> {
    match TimeZone::get(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!("{text} is not a time zone; write Europe/Berlin, for example")),
    }
}

fn ready_theme(name: &str) -> Result<String, String> {
    match theme::ready_theme(name) {
        Some(_) => Ok(name.to_owned()),
        None => Err("the ready themes are atelier, pantry and workshop".to_owned()),
    }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "" | "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_answers_are_asked_for_again() {
        let options = NewOptions {
            name: None,
            country: None,
            languages: Vec::new(),
            currency: None,
            tax: None,
            tax_added: false,
            zone: None,
            theme: None,
            serve: false,
        };
        let typed = "\nGermany\nde\nde, en\nEuro\neur\n19 %\nno\nBerlin\nEurope/Berlin\n";
        let mut said = Vec::new();
        let mut questions = Questions { input: typed.as_bytes(), output: &mut said, is_asking: true };

        let answers = options.ask("lehmwerk", &mut questions).unwrap();

        assert_eq!((answers.name.as_str(), answers.country.code()), ("lehmwerk", "DE"));
        assert_eq!(answers.languages.iter().map(Language::code).collect::<Vec<_>>(), ["de", "en"]);
        assert_eq!((answers.currency.code(), answers.zone.as_str()), ("EUR", "Europe/Berlin"));
        assert_eq!((answers.tax, answers.tax_included), (Tax::Vat("19".to_owned()), false));
        let said = String::from_utf8(said).unwrap();
        assert_eq!(said.matches("; write ").count(), 3, "{said}");
    }
}
