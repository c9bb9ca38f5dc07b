//! The documents that merchants write: promotions, tax rates, delivery methods, payment methods and the fee of cash on delivery, with
//! their checks, and the functions that resolve them for a quote.

mod fault;
mod amounts;
mod promotion;
mod rules_of_cart;
mod promotion_check;
mod combinations_at_once;
mod postcode;
mod zone;
mod tax;
mod tax_check;
mod parcel;
mod delivery;
mod delivery_check;
mod cash_on_delivery;
mod payment_method;

pub use amounts::{AmountsDocument, check_round_to};
pub use cash_on_delivery::{CashOnDeliveryDocument, CashOnDeliveryRefusal, check_cash_on_delivery};
pub use combinations_at_once::most_combinations;
pub use delivery::{
    DeliveryKind, DeliveryMethodDocument, DeliveryOption, DeliveryRateDocument, DeliveryRefusal, DeliveryZoneDocument,
    RateMeasure, delivery_options,
};
pub use delivery_check::check_delivery;
pub use fault::{DocumentFault, FaultStep};
pub use parcel::{PackedItem, Parcel};
pub use payment_method::{PaymentMethodDocument, PaymentOption, check_payment_methods, payment_options};
pub use postcode::{PostcodeRange, fold_postcode};
pub use promotion::{EffectDocument, PromotionDocument, SelectionDocument, fold_code, fold_sku};
pub use promotion_check::check_promotions;
pub use rules_of_cart::rules_of_cart;
pub use tax::{
    ChargeTaxDocument, Destination, GstRateDocument, MarketTax, SalesTaxAreaDocument, SalesTaxComponentDocument,
    SalesTaxStateDocument, TaxRateError, TaxRatesDocument, TaxedItem, VatRateDocument, resolve_charge_tax, resolve_tax,
};
pub use tax_check::check_tax_rates;
pub use zone::AreaDocument;
