//! Addresses as logs and traces have them.

/// The digits of a token in an address.
const TOKEN: usize = 32;

/// Returns a path or address without the tokens of orders, each of which opens an order to whoever has it: runs of 32
/// hexadecimal digits behind `/orders/`.
pub(crate) fn without_tokens(address: &str) -> String {
    let mut parts = address.split("/orders/");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_token = part.len() >= TOKEN && part.bytes().take(TOKEN).all(|byte| byte.is_ascii_hexdigit());
        text.push_str("/orders/");
        text.push_str(if is_token { "…" } else { "" });
        text.push_str(if is_token { &part[TOKEN..] } else { part });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_orders_are_left_out_and_nothing_else_is() {
        let token = "0123456789abcdef0123456789abcdef";

        assert_eq!(without_tokens(&format!("/en-ae/orders/{token}")), "/en-ae/orders/…");
        assert_eq!(
            without_tokens(&format!("https://shop.example/orders/{token}?a=b")),
            "https://shop.example/orders/…?a=b"
        );
        for plain in ["/en-ae/orders", "/en-ae/orders/", "/en-ae/p/orders", "/api/v1/orders/AE-1001", "/orders/é"] {
            assert_eq!(without_tokens(plain), plain);
        }
    }
}
