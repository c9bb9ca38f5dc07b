use pricing::{
    QuoteError,
    documents::{CashOnDeliveryRefusal, DeliveryRefusal, TaxRateError},
};

/// The reason why a cart has no price.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The cart is beyond the bounds of the pricing engine.
    #[error("the cart can't be priced: {0}")]
    Quote(#[from] QuoteError),
    /// A rate of tax is missing.
    #[error("the tax is unknown: {0}")]
    Tax(#[from] TaxRateError),
    /// The shop has no such delivery method.
    #[error("there is no delivery method \"{0}\"")]
    UnknownDelivery(String),
    /// The delivery method does not deliver this cart to this address.
    #[error("the delivery method \"{method}\" can't be used: {reason}")]
    Delivery {
        /// The method's id.
        method: String,
        /// The reason.
        reason: DeliveryRefusal,
    },
    /// The order can't be paid in cash.
    #[error("cash on delivery can't be used: {0}")]
    CashOnDelivery(CashOnDeliveryRefusal),
    /// The market names no country, and the cart no address.
    #[error("name the address of the delivery: the market has no country")]
    NoDestination,
}
