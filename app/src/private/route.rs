use cart::CheckoutStep;

/// A private page that a path names, its locale aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrivateRoute {
    /// `/{locale}/cart`
    Cart,
    /// `/{locale}/cart/shared`: the lines of a link, to be added to the visitor's cart.
    SharedCart,
    /// `/{locale}/discount/{code}`: a code, to be added to the visitor's cart.
    Discount(String),
    /// `/{locale}/checkout/{step}`
    Checkout(CheckoutStep),
    /// `/{locale}/orders`: the form that finds an order.
    FindOrder,
    /// `/{locale}/orders/{token}`: an order, for whoever has its link.
    Order(String),
}

impl PrivateRoute {
    /// Returns the private page of these segments of a path, without that of the locale.
    pub fn of(segments: &[&str]) -> Option<Self> {
        match segments {
            ["cart"] => Some(Self::Cart),
            ["cart", "shared"] => Some(Self::SharedCart),
            ["discount", code] => Some(Self::Discount((*code).to_owned())),
            ["checkout", step] => CheckoutStep::by_name(step).map(Self::Checkout),
            ["orders"] => Some(Self::FindOrder),
            ["orders", token] => Some(Self::Order((*token).to_owned())),
            _ => None,
        }
    }
}
