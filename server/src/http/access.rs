/// The clients that may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Everybody,
    /// Browsers of shoppers. A form must come from a page of the shop itself.
    Visitors,
    /// The operator, who proves to be one as the setting `metrics_token` says. Everybody else gets a 404.
    Operators,
    /// Programs of the staff. They send the setting `staff_token` in a header of its own, which no page of another site
    /// can make a browser send.
    Staff,
}
