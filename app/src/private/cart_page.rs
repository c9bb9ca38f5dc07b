mod codes;
mod estimate;
mod facts;
mod lines;
mod sums;
#[cfg(test)]
mod tests;

use checkout::QuotedCart;
use database::Error;
use leptos::prelude::*;
use pricing::{QuoteRow, RowKey};
use types::{ListingPictures, Money};

use super::{CartNotice, PrivateContext, PrivateResponse, VisitorsCart, summary::RuleNames};
use crate::{address, localizer::Localizer, page_context::RenderedPage, ui::locale_field};
use facts::Facts;

/// `/{locale}/cart`
pub(super) async fn page(context: &mut PrivateContext<'_>) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let listing = context.page.site.listing_pictures;
    let notice = CartNotice::read(context.query("notice"), context.query("of"));
    let rules = pricing_rules::rules(context.page.reader).await?;
    let cart = std::mem::replace(&mut context.cart, VisitorsCart::Empty);
    let pricing = context.page.site.assets.pricing_wasm.clone();
    let layout = context.layout(localizer.text("cart"), address::cart).await?;
    let html = layout.document(|| {
        let names = RuleNames::new(&rules.document, localizer.locale.language());
        let facts = Facts::of(localizer, &cart, &rules.document);
        let main = match cart {
            VisitorsCart::Empty => empty(localizer, None, notice.as_ref()).into_any(),
            VisitorsCart::Unpriced => unpriced(localizer).into_any(),
            VisitorsCart::Quoted(cart) if cart.cart.content.lines.is_empty() => {
                empty(localizer, Some(&cart), notice.as_ref()).into_any()
            }
            VisitorsCart::Quoted(cart) => {
                CartView { localizer, listing, cart: &cart, names: &names, notice: notice.as_ref() }.main().into_any()
            }
        };
        let Facts { quote, money, fixed_delivery } = facts;
        view! {
            <div
                class="cart wrap"
                id="cart-main"
                data-quote=quote
                data-money=money
                data-pricing=pricing
                data-fixed-delivery=fixed_delivery
            >
                {main}
            </div>
        }
    });
    Ok(PrivateResponse::Page(RenderedPage { status: 200, html, preloads: Vec::new() }))
}

fn empty(localizer: Localizer, cart: Option<&QuotedCart>, notice: Option<&CartNotice>) -> impl IntoView + use<> {
    let undo = cart.and_then(|cart| undo(localizer, cart, notice));
    let told = notice.and_then(|notice| told(localizer, notice));
    view! {
        <div class="notice">
            <h1>{localizer.text("cart-empty")}</h1>
            <div class="cart-told" role="status">{told}{undo}</div>
            <p>{localizer.text("cart-empty-text")}</p>
            <p class="notice-links">
                <a class="button" href=address::home(localizer.locale)>{localizer.text("to-shop")}</a>
            </p>
        </div>
    }
}

fn unpriced(localizer: Localizer) -> impl IntoView {
    view! {
        <div class="notice">
            <h1>{localizer.text("cart")}</h1>
            <p>{localizer.text("cart-unpriced")}</p>
            <p class="notice-links">
                <a class="button" href="">{localizer.text("try-again")}</a>
            </p>
        </div>
    }
}

/// Returns the sentence of a notice; `None` if the page shows it anyway.
fn told(localizer: Localizer, notice: &CartNotice) -> Option<AnyView> {
    let (key, is_good) = match notice {
        CartNotice::Changed | CartNotice::CodeAdded => return None,
        CartNotice::Added(_) => ("cart-added", true),
        CartNotice::Removed(_) => ("cart-removed", true),
        CartNotice::NoteSaved => ("cart-note-saved", true),
        CartNotice::GiftCardAdded => ("gift-card-added", true),
        CartNotice::CodeMalformed => ("code-malformed", false),
        CartNotice::TooManyCodes => ("codes-full", false),
        CartNotice::NoNumber => ("cart-no-number", false),
        CartNotice::Full => ("cart-full", false),
        CartNotice::SoldOutMeanwhile => ("cart-sold-out-meanwhile", false),
        CartNotice::NotSold => ("cart-not-sold", false),
        CartNotice::GiftCardUnknown => ("gift-card-unknown", false),
        CartNotice::GiftCardUnusable => ("gift-card-unusable", false),
    };
    let class = if is_good { "told" } else { "told told-bad" };
    Some(view! { <p class=class>{localizer.text(key)}</p> }.into_any())
}

/// Renders the form that puts the line back that was just removed.
fn undo(localizer: Localizer, cart: &QuotedCart, notice: Option<&CartNotice>) -> Option<impl IntoView + use<>> {
    let Some(CartNotice::Removed(key)) = notice else { return None };
    let is_there = cart.cart.content.removed.iter().any(|line| line.key.0 == *key);
    let key = *key;
    is_there.then(|| {
        view! {
            <form class="cart-undo" method="post" action="/actions/cart/put-back">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <button class="link" type="submit">{localizer.text("cart-put-back")}</button>
            </form>
        }
    })
}

/// A cart that has lines, as its page shows it.
struct CartView<'a> {
    localizer: Localizer,
    listing: ListingPictures,
    cart: &'a QuotedCart,
    names: &'a RuleNames<'a>,
    notice: Option<&'a CartNotice>,
}

impl CartView<'_> {
    fn main(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let quote = &self.cart.quote;
        let lines: Vec<_> = quote.lines.iter().map(|line| self.line(line)).collect();
        let aside: Vec<_> = quote.set_aside.iter().map(|line| self.line_set_aside(line)).collect();
        let count = self.cart.cart.content.units() as usize;
        view! {
            <div class="cart-head">
                <h1>{localizer.text("cart")}" "<span class="soft">{localizer.plural("cart-units", count)}</span></h1>
                <div class="cart-told" role="status">
                    {self.notice.and_then(|notice| told(localizer, notice))}
                    {undo(localizer, self.cart, self.notice)}
                    {self.market_change()}
                    {self.price_changes()}
                </div>
            </div>
            <div class="cart-lines">
                {(!aside.is_empty())
                    .then(|| {
                        view! {
                            <section class="cart-aside" aria-labelledby="aside">
                                <h2 id="aside" class="label">{localizer.text("cart-aside")}</h2>
                                <ul>{aside}</ul>
                            </section>
                        }
                    })}
                <ul>{lines}</ul>
                {self.note()}
            </div>
            {self.totals()}
        }
    }

    fn market_change(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let has_moved = self.cart.cart.market != localizer.locale.market().code();
        has_moved.then(|| {
            let name = crate::shell::market_name(localizer.locale);
            view! { <p class="told">{localizer.text_with("cart-moved", "market", name)}</p> }
        })
    }

    fn price_changes(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let currency = self.cart.quote.quote.currency;
        let changes: Vec<_> = self
            .cart
            .quote
            .lines
            .iter()
            .filter_map(|line| Some((line, self.cart.changed_price(line)?)))
            .map(|(line, before)| {
                let now = Money { minor: line.item.price.map_or(0, |price| price.now.minor), currency };
                let values = [
                    ("name", line.item.name.clone()),
                    ("before", localizer.money(before)),
                    ("now", localizer.money(now)),
                ];
                view! { <li>{localizer.text_with_all("cart-price-changed", values)}</li> }
            })
            .collect();
        (!changes.is_empty()).then(|| {
            view! {
                <div class="told">
                    <ul>{changes}</ul>
                    <form method="post" action="/actions/cart/accept-prices" data-cart-form="accept">
                        {locale_field(localizer.locale)}
                        <button class="link" type="submit">{localizer.text("cart-understood")}</button>
                    </form>
                </div>
            }
        })
    }

    fn row(&self, key: u64) -> Option<&QuoteRow> {
        self.cart.quote.quote.rows.iter().find(|row| row.key == RowKey::Line(key))
    }
}
