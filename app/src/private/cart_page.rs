use checkout::{QuotedCart, QuotedLine, SetAsideLine, SetAsideReason};
use database::Error;
use leptos::prelude::*;
use pricing::{NotApplied, NotAppliedReason, QuoteRow, RowKey};
use types::{ImageRef, ListingPictures, Money};

use super::{
    CartNotice, PrivateContext, PrivateResponse, VisitorsCart,
    summary::{self, RuleNames, SummaryFacts, summary},
};
use crate::{
    address,
    localizer::Localizer,
    page_context::RenderedPage,
    ui::{Picture, PictureFrame, isolate, locale_field},
};

/// The `sizes` of a line's picture.
const LINE_SIZES: &str = "(min-width: 40rem) 8rem, 6rem";

/// `/{locale}/cart`
pub(super) async fn page(context: &mut PrivateContext<'_>) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let listing = context.page.site.listing_pictures;
    let notice = CartNotice::read(context.query("notice"), context.query("of"));
    let rules = pricing_rules::rules(context.page.reader).await?;
    let cart = std::mem::replace(&mut context.cart, VisitorsCart::Empty);
    let layout = context.layout(localizer.text("cart"), address::cart).await?;
    let html = layout.document(|| {
        let names = RuleNames::new(&rules.document, localizer.locale.language());
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
        view! { <div class="cart wrap" id="cart-main">{main}</div> }
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
        CartNotice::Changed | CartNotice::CodeAdded(_) => return None,
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

    fn line(&self, line: &QuotedLine) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let key = self.cart.line(line.key).map(|line| line.key.0).unwrap_or_default();
        let row = self.row(line.key);
        let money = |minor: i64| localizer.money(Money { minor, currency: self.cart.quote.quote.currency });
        let (amount, base) = row.map_or((0, 0), |row| (row.amount, row.base));
        let unit = (line.quantity > 1).then(|| money(line.unit_price()));
        let before = (base != amount).then(|| money(base));
        view! {
            <li class="cart-line" data-line=line.key>
                {self.picture(line.item.picture.clone())}
                <div class="cart-line-main">
                    {self.name(&line.item.name, &line.item.slug, &line.item.options)}
                    {unit.map(|unit| view! { <p class="soft"><bdi>{unit}</bdi>" "{localizer.text("cart-each")}</p> })}
                    <div class="cart-line-ways">
                        {self.quantity_form(key, line.quantity, &line.item.name)}
                        {self.remove_form(key, &line.item.name)}
                    </div>
                </div>
                <p class="cart-line-sum">
                    {before.map(|before| view! {
                        <span class="hidden">{localizer.text("price-was")}" "</span>
                        <s class="price-was" data-line-base=""><bdi>{before}</bdi></s>" "
                    })}
                    <span data-line-sum=""><bdi>{money(amount)}</bdi></span>
                </p>
            </li>
        }
    }

    fn line_set_aside(&self, line: &SetAsideLine) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let key = self.cart.line(line.key).map(|line| line.key.0).unwrap_or_default();
        let name = line.item.as_ref().map(|item| item.name.clone());
        let shown = name.clone().unwrap_or_else(|| line.line.sku.as_str().to_owned());
        let left = match line.reason {
            SetAsideReason::OutOfStock { left } if left > 0 => Some(left),
            _ => None,
        };
        let reason = match line.reason {
            SetAsideReason::Unknown => localizer.text("cart-gone"),
            SetAsideReason::NotSoldHere => localizer.text("cart-not-sold"),
            SetAsideReason::OutOfStock { left: 0 } => localizer.text("cart-sold-out"),
            SetAsideReason::OutOfStock { left } => localizer.plural("cart-only-left", left as usize),
        };
        let options = line.item.as_ref().map(|item| item.options.clone()).unwrap_or_default();
        let slug = line.item.as_ref().map(|item| item.slug.clone()).unwrap_or_default();
        view! {
            <li class="cart-line cart-line-aside">
                {self.picture(line.item.as_ref().and_then(|item| item.picture.clone()))}
                <div class="cart-line-main">
                    {self.name(&shown, &slug, &options)}
                    <p class="told told-bad">{reason}</p>
                    <div class="cart-line-ways">
                        {left.map(|left| self.take_left_form(key, left))}
                        {self.remove_form(key, &shown)}
                    </div>
                </div>
            </li>
        }
    }

    fn picture(&self, picture: Option<ImageRef>) -> impl IntoView + use<> {
        let frame = PictureFrame::Listing(self.listing);
        let picture =
            picture.map(|image| view! { <Picture image=image sizes=LINE_SIZES frame=frame decorative=true/> });
        view! { <div class="cart-line-picture">{picture}</div> }
    }

    fn name(&self, name: &str, slug: &str, options: &[catalog::CartOption]) -> impl IntoView + use<> {
        let path = address::product(self.localizer.locale, slug);
        let name = isolate(name.to_owned());
        let name = if slug.is_empty() { name.into_any() } else { view! { <a href=path>{name}</a> }.into_any() };
        let options: Vec<_> = options
            .iter()
            .map(|option| view! { <li>{isolate(option.name.clone())}": "{isolate(option.label.clone())}</li> })
            .collect();
        view! {
            <h2 class="cart-line-name">{name}</h2>
            {(!options.is_empty()).then(|| view! { <ul class="cart-line-options soft">{options}</ul> })}
        }
    }

    fn quantity_form(&self, key: u32, quantity: u32, name: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let id = format!("quantity-{key}");
        let label = localizer.text_with("cart-quantity-of", "name", name);
        view! {
            <form class="quantity" method="post" action="/actions/cart/quantity" data-cart-form="quantity">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <label class="hidden" for=id.clone()>{label}</label>
                <button class="quantity-set link" type="submit">{localizer.text("cart-update")}</button>
                <button class="quantity-step" type="submit" name="step" value="-1" aria-label=localizer.text("cart-fewer")>"−"</button>
                <input
                    class="quantity-field"
                    id=id
                    type="text"
                    inputmode="numeric"
                    pattern="[0-9]*"
                    autocomplete="off"
                    maxlength="4"
                    name="quantity"
                    value=quantity
                />
                <button class="quantity-step" type="submit" name="step" value="1" aria-label=localizer.text("cart-more")>"+"</button>
            </form>
        }
    }

    fn remove_form(&self, key: u32, name: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        view! {
            <form method="post" action="/actions/cart/remove" data-cart-form="remove">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <button class="link" type="submit" aria-label=localizer.text_with("cart-remove-name", "name", name)>{localizer.text("cart-remove")}</button>
            </form>
        }
    }

    fn take_left_form(&self, key: u32, left: u32) -> impl IntoView + use<> {
        let localizer = self.localizer;
        view! {
            <form method="post" action="/actions/cart/quantity" data-cart-form="left">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <button class="link" type="submit" name="quantity" value=left>{localizer.plural("cart-take-left", left as usize)}</button>
            </form>
        }
    }

    fn note(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let note = self.cart.cart.content.note.clone();
        let is_open = !note.is_empty();
        view! {
            <details class="cart-more" open=is_open>
                <summary>{localizer.text("cart-note")}</summary>
                <form class="stack" method="post" action="/actions/cart/note" data-cart-form="note">
                    {locale_field(localizer.locale)}
                    <label class="hidden" for="note">{localizer.text("cart-note")}</label>
                    <textarea class="field" id="note" name="note" rows="3" maxlength="500" dir="auto">{note}</textarea>
                    <button class="button button-quiet" type="submit">{localizer.text("save")}</button>
                </form>
            </details>
        }
    }

    fn totals(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let quote = &self.cart.quote;
        let facts = self.facts();
        let has_lines = !quote.lines.is_empty();
        view! {
            <section class="cart-sums" aria-labelledby="sums">
                <h2 id="sums" class="hidden">{localizer.text("sum-title")}</h2>
                {self.free_delivery()}
                {summary(localizer, &quote.quote, &facts)}
                {quote.delivery_method.is_none().then(|| view! { <p class="soft">{localizer.text("sum-no-delivery")}</p> })}
                {has_lines
                    .then(|| {
                        view! {
                            <form method="post" action="/actions/checkout/begin">
                                {locale_field(localizer.locale)}
                                <button class="button button-wide" type="submit">{localizer.text("to-checkout")}</button>
                            </form>
                        }
                    })}
                {self.codes()}
            </section>
        }
    }

    /// Returns the facts of this cart's summary.
    fn facts(&self) -> SummaryFacts {
        let quote = &self.cart.quote;
        let promotions =
            quote.quote.applied.iter().map(|of| (of.promotion.clone(), self.names.promotion(&of.promotion)));
        let chosen = &self.cart.cart.content.checkout.delivery;
        let is_estimate = quote.is_estimate || quote.delivery_method.as_ref() != Some(chosen);
        SummaryFacts {
            delivery: quote.delivery_method.as_ref().map(|method| self.names.delivery(method)),
            is_estimate,
            promotions: promotions.collect(),
            gift_cards: gift_cards(self.cart),
        }
    }

    fn free_delivery(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let quote = &self.cart.quote;
        let method = quote.delivery_method.as_ref()?;
        let option = quote.delivery.iter().find(|option| option.method == *method);
        let (missing, from) = summary::missing_for_free_delivery(&quote.quote, option)?;
        let money = |minor: i64| localizer.money(Money { minor, currency: quote.quote.currency });
        let text = localizer.text_with("free-delivery-from", "amount", money(missing));
        let (value, max) = (from - missing, from);
        view! {
            <p class="free-delivery">
                {text}" "<progress value=value max=max aria-hidden="true"></progress>
            </p>
        }
        .into()
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
                let now = Money { minor: line.unit_price(), currency };
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

    /// Renders the codes with their effects, and the form for another one.
    fn codes(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let content = &self.cart.cart.content;
        let codes: Vec<_> = content.codes.iter().map(|code| self.code(code)).collect();
        let cards: Vec<_> = content.gift_cards.iter().map(|card| self.gift_card(&card.last_four)).collect();
        let is_open = matches!(
            self.notice,
            Some(
                CartNotice::CodeMalformed
                    | CartNotice::TooManyCodes
                    | CartNotice::GiftCardUnknown
                    | CartNotice::GiftCardUnusable
            )
        );
        view! {
            {(!codes.is_empty() || !cards.is_empty()).then(|| view! { <ul class="cart-codes">{codes}{cards}</ul> })}
            <details class="cart-more" open=is_open>
                <summary>{localizer.text("code-add")}</summary>
                <form class="row" method="post" action="/actions/cart/code" data-cart-form="code">
                    {locale_field(localizer.locale)}
                    <label class="hidden" for="code">{localizer.text("code-label")}</label>
                    <input class="field" id="code" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" dir="ltr" required maxlength="64"/>
                    <button class="button button-quiet" type="submit">{localizer.text("code-use")}</button>
                </form>
            </details>
        }
    }

    fn code(&self, code: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let folded = |text: &str| text.trim().to_lowercase();
        let quote = &self.cart.quote.quote;
        let applied =
            quote.applied.iter().find(|of| of.code.as_deref().is_some_and(|other| folded(other) == folded(code)));
        let refused =
            quote.not_applied.iter().find(|of| of.code.as_deref().is_some_and(|other| folded(other) == folded(code)));
        let reason = match (applied, refused) {
            (None, Some(refused)) => Some(self.reason(refused)),
            _ => None,
        };
        let shown = code.to_owned();
        view! {
            <li>
                <span class="code">{isolate(shown.clone())}</span>
                {reason.map(|reason| view! { <span class="told told-bad">{reason}</span> })}
                <form method="post" action="/actions/cart/remove-code" data-cart-form="remove-code">
                    {locale_field(localizer.locale)}
                    <input type="hidden" name="code" value=shown.clone()/>
                    <button class="link" type="submit" aria-label=localizer.text_with("cart-remove-name", "name", shown.clone())>{localizer.text("cart-remove")}</button>
                </form>
            </li>
        }
    }

    fn gift_card(&self, last_four: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let name = format!("{} …{last_four}", localizer.text("sum-gift-card"));
        let last_four = last_four.to_owned();
        view! {
            <li>
                <span class="code">{isolate(name.clone())}</span>
                <form method="post" action="/actions/cart/remove-gift-card" data-cart-form="remove-gift-card">
                    {locale_field(localizer.locale)}
                    <input type="hidden" name="last_four" value=last_four/>
                    <button class="link" type="submit" aria-label=localizer.text_with("cart-remove-name", "name", name.clone())>{localizer.text("cart-remove")}</button>
                </form>
            </li>
        }
    }

    /// Returns the sentence that tells why a code takes nothing off.
    fn reason(&self, refused: &NotApplied) -> String {
        let localizer = self.localizer;
        let money = |minor: i64| localizer.money(Money { minor, currency: self.cart.quote.quote.currency });
        match &refused.reason {
            NotAppliedReason::UnknownCode => localizer.text("code-unknown"),
            NotAppliedReason::OtherMarkets => localizer.text("code-other-markets"),
            NotAppliedReason::UsedUp => localizer.text("code-used-up"),
            NotAppliedReason::NotYet { from } => localizer.text_with("code-not-yet", "date", localizer.date(*from)),
            NotAppliedReason::Expired { to } => localizer.text_with("code-expired", "date", localizer.date(*to)),
            NotAppliedReason::NoEligibleItems => localizer.text("code-no-items"),
            NotAppliedReason::NeedsValue { needed, have } => {
                localizer.text_with_all("code-needs-value", [("needed", money(*needed)), ("have", money(*have))])
            }
            NotAppliedReason::NeedsQuantity { needed, have } => localizer.text_with_all(
                "code-needs-quantity",
                [("needed", localizer.number(*needed as usize)), ("have", localizer.number(*have as usize))],
            ),
            NotAppliedReason::NothingToDiscount => localizer.text("code-nothing"),
            NotAppliedReason::OtherOfGroup { by } | NotAppliedReason::Exclusive { by } => {
                localizer.text_with("code-other-saves-more", "name", self.names.promotion(by).text)
            }
            NotAppliedReason::OthersSaveMore => localizer.text("code-others-save-more"),
        }
    }

    fn row(&self, key: u64) -> Option<&QuoteRow> {
        self.cart.quote.quote.rows.iter().find(|row| row.key == RowKey::Line(key))
    }
}

/// Returns the keys of the cart's gift cards in its quote, with the ends of their codes.
pub(super) fn gift_cards(cart: &QuotedCart) -> Vec<(String, String)> {
    cart.gift_cards.iter().map(|card| (card.tender.clone(), card.last_four.clone())).collect()
}
