/// Returns the name under which uses of a customer are counted, and orders found: a hash of the e-mail address, without regard
/// to case and outer spaces.
pub fn customer_key(email: &str) -> String {
    blake3::hash(email.trim().to_lowercase().as_bytes()).to_hex().to_string()
}
