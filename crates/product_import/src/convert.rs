use std::collections::{BTreeSet, HashMap, HashSet};

use import_export::{Diagnostic, DiagnosticGroup, DiagnosticKind, Diagnostics, ExistingShop, GivenDocument, GivenShop};
use product_csv::{NotKept, RowError};
use setup::Setup;
use types::{Language, Market, MarketCode};

use crate::{
    attributes::Attributes,
    categories::Categories,
    collections::Collections,
    converter::{ConversionOptions, Converter, FaultyRows, MadeSku},
    file::ProductFile,
    notes::Notes,
    pictures::FoundPictures,
    prices::PriceRules,
    product,
    slug::Numbering,
};

/// Maximum number of diagnostics of one kind.
const MAX_LISTED: usize = 20;

/// A file as partial documents of a shop.
#[derive(Debug, Default)]
pub struct ConvertedFile {
    /// The documents.
    pub given: GivenShop,
    /// The faults of rows that are left out.
    pub faults: Vec<RowError>,
    /// The values that have no place in them, in the order of the file's lines.
    pub not_kept: Vec<NotKept>,
    /// The SKUs that were made for variants without one.
    pub made_skus: Vec<MadeSku>,
}

/// The reason why a file can't be converted.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The shop has no setup.
    #[error("the shop has no setup yet: import a document with \"setup\" first")]
    NoSetup,
    /// The shop lacks the language.
    #[error("\"{0}\" is no language of the shop; it has {1}")]
    UnknownLanguage(Language, String),
    /// The shop lacks the market.
    #[error("the shop has no market \"{0}\"; it has {1}")]
    UnknownMarket(MarketCode, String),
    /// The file does not state its currency, and the shop has several.
    #[error("the file does not say which currency its amounts have: name a market with --market, one of {0}")]
    WhichMarket(String),
    /// Rows can't be read.
    #[error("{0}\nNothing was imported: correct these rows, or add --skip-faulty-rows to import the others")]
    Faulty(Diagnostics),
    /// Products have no category.
    #[error(transparent)]
    WithoutCategory(Diagnostics),
}

impl ProductFile {
    /// Makes documents of the file for a shop; `name` is the file's name in diagnostics.
    ///
    /// # Errors
    /// If the options don't fit the shop, rows have faults, or products have no category.
    pub fn convert(
        &self,
        name: &str,
        known: &ExistingShop,
        options: &ConversionOptions,
        pictures: &FoundPictures,
    ) -> Result<ConvertedFile, ConvertError> {
        let setup = known.setup.clone().ok_or(ConvertError::NoSetup)?;
        if options.faulty_rows == FaultyRows::Refused {
            self.refuse_faults(name).map_err(ConvertError::Faulty)?;
        }
        let language = language(&setup, options)?;
        let market = market(&setup, options)?;
        let mut converter = Converter {
            known,
            setup: setup.clone(),
            language,
            options,
            attributes: Attributes::of_shop(known, language),
            categories: Categories::of_shop(known, language),
            collections: Collections::default(),
            notes: Notes(self.not_kept.clone()),
            made_skus: Vec::new(),
            skus: HashMap::new(),
            numbering: Numbering::default(),
            without_category: Vec::new(),
            lacks_currency: false,
            pictures,
            given_pictures: Vec::new(),
        };
        let currency = match market {
            Some(market) => Some(market.currency()),
            None => only_currency(&setup),
        };
        let rules = PriceRules { setup: &setup, currency, market: market.or_else(|| setup.markets().first().copied()) };
        let mut products = Vec::with_capacity(self.products.len());
        let mut codes = HashSet::new();
        let faulty: HashSet<u64> = self.errors.iter().map(|error| error.line).collect();
        // A product of which only some values or variants were written would lose others, or be sold as the file never said.
        for named in self.products.iter().filter(|product| !product.lines().any(|line| faulty.contains(&line))) {
            let coded = named.coded(known, |code| codes.contains(code));
            codes.insert(coded.code.clone());
            products.extend(product::convert(&mut converter, self.format, &coded, &rules));
        }
        if converter.lacks_currency {
            return Err(ConvertError::WhichMarket(market_codes(&setup)));
        }
        refuse_without_category(name, &converter.without_category).map_err(ConvertError::WithoutCategory)?;
        Ok(ConvertedFile { faults: self.errors.clone(), ..converter.finish(products) })
    }

    fn refuse_faults(&self, name: &str) -> Result<(), Diagnostics> {
        let diagnostic = |error: &RowError| Diagnostic {
            file: name.to_owned(),
            line: usize::try_from(error.line).ok(),
            field: if error.column.is_empty() { String::new() } else { format!("column {}", error.column) },
            message: error.message.clone(),
        };
        refuse(DiagnosticKind::Form, self.errors.iter().map(diagnostic).collect())
    }
}

impl Converter<'_> {
    fn finish(self, products: Vec<GivenDocument>) -> ConvertedFile {
        let Self { known, language, options, attributes, categories, collections, mut notes, .. } = self;
        let refused = |line: u64, name: &str| {
            notes.add(line, "collection", name, "a category has this address; products keep the tag");
        };
        let is_category = |code: &types::Slug| categories.contains(code);
        let collections = collections.into_documents(known, (language, options.now), is_category, refused);
        let given = GivenShop {
            pictures: self.given_pictures,
            attributes: attributes.into_documents(),
            categories: categories.into_documents(),
            products,
            collections,
        };
        let Notes(mut not_kept) = notes;
        not_kept.sort_by_key(|note| note.line);
        ConvertedFile { given, not_kept, made_skus: self.made_skus, ..ConvertedFile::default() }
    }
}

fn language(setup: &Setup, options: &ConversionOptions) -> Result<Language, ConvertError> {
    let Some(language) = options.language else { return Ok(setup.primary_language()) };
    if setup.has_language(language) {
        return Ok(language);
    }
    let known: Vec<String> = setup.languages().iter().map(|of| of.language.to_string()).collect();
    Err(ConvertError::UnknownLanguage(language, known.join(", ")))
}

fn market(setup: &Setup, options: &ConversionOptions) -> Result<Option<Market>, ConvertError> {
    let Some(code) = options.market else { return Ok(None) };
    let market = setup.market(code);
    market.map(Some).ok_or_else(|| ConvertError::UnknownMarket(code, market_codes(setup)))
}

fn market_codes(setup: &Setup) -> String {
    setup.markets().iter().map(|market| market.code().to_string()).collect::<Vec<_>>().join(", ")
}

/// Returns the currency that all markets share.
fn only_currency(setup: &Setup) -> Option<types::Currency> {
    let mut markets = setup.markets().iter();
    let first = markets.next()?.currency();
    markets.all(|market| market.currency() == first).then_some(first)
}

fn refuse_without_category(name: &str, lines: &[u64]) -> Result<(), Diagnostics> {
    let lines: BTreeSet<u64> = lines.iter().copied().collect();
    let diagnostic = |line: u64| Diagnostic {
        file: name.to_owned(),
        line: usize::try_from(line).ok(),
        field: String::new(),
        message: "the product has neither a category nor a type; name the category of such products with --category"
            .to_owned(),
    };
    refuse(DiagnosticKind::Missing, lines.into_iter().map(diagnostic).collect())
}

fn refuse(kind: DiagnosticKind, mut diagnostics: Vec<Diagnostic>) -> Result<(), Diagnostics> {
    if diagnostics.is_empty() {
        return Ok(());
    }
    let more = diagnostics.len().saturating_sub(MAX_LISTED);
    diagnostics.truncate(MAX_LISTED);
    Err(Diagnostics { groups: vec![DiagnosticGroup { kind, diagnostics, more }] })
}
