/// The address of a delivery or an invoice.
pub type OrderAddress = serde_json::Value;
