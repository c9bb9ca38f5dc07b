//! The private half: carts, checkouts and orders, as a browser without scripts uses them.

mod browser;
mod cart;
mod checkout;
