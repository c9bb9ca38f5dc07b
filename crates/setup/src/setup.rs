use std::collections::BTreeMap;

use types::{
    Country, Currency, Decimals, Direction, InterfaceTexts, Language, Locale, LocaleFacts, Market, MarketCode,
    MarketFacts, PriceList, TaxRule, Translated, Units,
};

use crate::{
    LanguageDocument, Look, NameDocument, SetupDocument, SetupError, TextLanguage, ThemeFiles,
    check::{self, Parts},
    negotiate,
};

/// The number of units from which pages don't say how many are left, in a setup that names none. The view `stock_display` has
/// the same for shops without a setup.
const FEW: u32 = 4;

/// A shop's setup, checked as a whole. It does not change; another one takes its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    document: SetupDocument,
    parts: Parts,
    /// Prefixes that locales had before, with the market and language that they lead to.
    former_prefixes: BTreeMap<String, (MarketCode, Language)>,
}

impl Setup {
    /// Checks a document as a whole, whose theme names no files. Fails with every rule that it breaks.
    pub fn check(document: &SetupDocument) -> Result<Self, Vec<SetupError>> {
        Self::check_with_files(document, &ThemeFiles::default())
    }

    /// Checks a document as a whole, with the files that its theme names. Fails with every rule that it breaks.
    pub fn check_with_files(document: &SetupDocument, files: &ThemeFiles) -> Result<Self, Vec<SetupError>> {
        let parts = check::check(document, files)?;
        Ok(Self { document: document.clone(), parts, former_prefixes: BTreeMap::new() })
    }

    pub(crate) fn with_former_prefixes(self, former_prefixes: BTreeMap<String, (MarketCode, Language)>) -> Self {
        Self { former_prefixes, ..self }
    }

    /// Returns the document that it was made of.
    pub const fn document(&self) -> &SetupDocument {
        &self.document
    }

    /// Returns the look of the shop.
    pub const fn look(&self) -> &Look {
        &self.parts.look
    }

    /// Returns the number of units from which pages no longer say how many are left.
    pub fn few(&self) -> u32 {
        self.document.stock.map_or(FEW, |stock| stock.few)
    }

    /// Returns every market, closed ones included.
    pub fn markets(&self) -> &[Market] {
        &self.parts.markets
    }

    /// Returns the market with this code.
    pub fn market(&self, code: MarketCode) -> Option<Market> {
        self.markets().iter().copied().find(|market| market.code() == code)
    }

    /// Returns `true` if a market sells in this currency, or converts its prices from it.
    pub fn uses_currency(&self, currency: Currency) -> bool {
        let is_used = |market: &Market| {
            market.currency() == currency || market.facts().conversion.is_some_and(|rule| rule.from == currency)
        };
        self.markets().iter().any(is_used)
    }

    /// Returns `true` if a market takes prices from this list.
    pub fn uses_list(&self, list: PriceList) -> bool {
        match list {
            PriceList::Currency(currency) => self.uses_currency(currency),
            PriceList::Market(market) => self.market(market).is_some(),
        }
    }

    /// Returns `true` if a market's law asks for HSN codes.
    pub fn needs_hsn(&self) -> bool {
        self.markets().iter().any(|market| *market.tax() == TaxRule::GstIndia)
    }

    /// Returns the locales of open markets, the default one first.
    pub fn locales(&self) -> &[Locale] {
        &self.parts.locales
    }

    /// Returns the locale for visitors whose browser names no language of the shop.
    ///
    /// # Panics
    ///
    /// Never: a setup without an open market is refused, and so is a market without a locale.
    pub fn default_locale(&self) -> Locale {
        *self.locales().first().expect("a checked setup has a locale")
    }

    /// Returns the locale whose URLs begin with this segment; of `""`, the locale whose URLs have no prefix.
    pub fn locale_by_prefix(&self, prefix: &str) -> Option<Locale> {
        self.locales().iter().copied().find(|locale| locale.prefix() == prefix)
    }

    /// Returns the present locale of a prefix that was in use before.
    pub fn locale_by_former_prefix(&self, prefix: &str) -> Option<Locale> {
        let (market, language) = self.former_prefixes.get(prefix)?;
        self.locales()
            .iter()
            .copied()
            .find(|locale| locale.market().code() == *market && locale.language() == *language)
    }

    /// Returns the shop's languages, the primary one first.
    pub fn languages(&self) -> &[TextLanguage] {
        &self.parts.languages
    }

    /// Returns a value in every language of the shop that has one or borrows one.
    pub fn fill<T: Clone>(&self, values: &Translated<T>) -> Translated<T> {
        let of = |of: &TextLanguage| Some((of.language, values.first_of(&of.chain)?.1.clone()));
        self.languages().iter().filter_map(of).collect()
    }

    /// Returns the primary language, in which every text is required.
    ///
    /// # Panics
    ///
    /// Never: a setup without a language is refused.
    pub fn primary_language(&self) -> Language {
        self.document.languages.first().expect("a checked setup has a language").tag
    }

    /// Returns `true` if every text is required in this language, because it names no fallback.
    pub fn is_required(&self, language: Language) -> bool {
        self.document.languages.iter().any(|of| of.tag == language && of.fallback.is_none())
    }

    /// Returns `true` if the shop is written in this language.
    pub fn has_language(&self, language: Language) -> bool {
        self.languages().iter().any(|of| of.language == language)
    }

    /// Returns the shop's own interface texts in a language, by key.
    pub(crate) fn texts(&self, language: Language) -> Option<&BTreeMap<String, String>> {
        self.document.languages.iter().find(|of| of.tag == language).map(|of| &of.texts)
    }

    /// Returns the locale that fits an `Accept-Language` header best (RFC 9110, section 12.5.4), or the default one.
    pub fn negotiate(&self, accept_language: &str) -> Locale {
        negotiate::negotiate(self.locales(), accept_language).unwrap_or_else(|| self.default_locale())
    }

    /// Returns the setup of error pages in a shop that has none of its own: English, without a market's facts.
    pub fn neutral() -> Self {
        let language = Language::from_code("en").expect("this is a language tag");
        let market = Market::new(MarketFacts {
            code: MarketCode::new("none").expect("this is a market code"),
            name: Translated::default(),
            countries: Vec::new(),
            currency: Currency::all().next().expect("there are currencies"),
            time_zone: "UTC".to_owned(),
            tax: TaxRule::None,
            conversion: None,
            delivery: None,
            returns_days: None,
            units: Units::Metric,
            decimals: Decimals::UnlessWhole,
            is_open: true,
        });
        let locale = Locale::new(LocaleFacts {
            prefix: String::new(),
            language,
            language_name: "English".to_owned(),
            direction: Direction::LeftToRight,
            languages: vec![language],
            market,
            bcp47: "en".to_owned(),
            hreflangs: Vec::new(),
            format: "en".to_owned(),
            is_default: true,
            shop_name: String::new(),
            shop_name_language: language,
            texts: InterfaceTexts::new(BTreeMap::new()),
        });
        let document = SetupDocument {
            name: NameDocument::Plain(String::new()),
            legal: None,
            contact: None,
            languages: vec![LanguageDocument { tag: language, fallback: None, name: None, texts: BTreeMap::new() }],
            markets: Vec::new(),
            theme: None,
            stock: None,
        };
        let languages = vec![TextLanguage { language, chain: vec![language] }];
        let parts = Parts { markets: vec![market], locales: vec![locale], languages, look: Look::default_look() };
        Self { document, parts, former_prefixes: BTreeMap::new() }
    }

    /// Returns the markets that deliver to a country.
    pub fn market_of_country(&self, country: Country) -> Option<Market> {
        self.markets().iter().copied().find(|market| market.facts().countries.contains(&country))
    }
}
