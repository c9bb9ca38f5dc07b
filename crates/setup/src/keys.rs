use coherence::CacheKey;
use types::{Language, MarketCode};

/// The key of everything in the setup that concerns all pages: the name, the languages, and the list of markets.
pub fn general_key() -> CacheKey {
    CacheKey::named("setup")
}

/// The key of a market's facts.
pub fn market_key(market: MarketCode) -> CacheKey {
    CacheKey::stored(format!("market-{market}"))
}

/// The key of the interface texts in a language.
pub fn texts_key(language: Language) -> CacheKey {
    CacheKey::stored(format!("texts-{language}"))
}

/// Returns `true` for a key that a change of the setup touches.
pub fn changes_setup(key: &CacheKey) -> bool {
    *key == CacheKey::everything() || matches!(key.kind(), "setup" | "market" | "texts")
}
