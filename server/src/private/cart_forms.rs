//! The forms of the cart.

use app::private::{CartNotice, cart_path};
use cart::{CartContent, CartError, CodeError, GiftCardOfCart, LineKey};
use leptos::prelude::*;
use leptos::server_fn::codec::PostUrl;
use payments::{GiftCard, GiftCardCode};
use pricing::documents::fold_code;
use types::Sku;

use super::{
    form_visit::{FormError, FormVisit},
    pages::quoted_cart,
};

/// Adds units of a variant to the cart.
#[server(prefix = "/actions", endpoint = "cart/add", input = PostUrl)]
pub(crate) async fn add_to_cart(locale: String, sku: Sku, quantity: Option<u32>) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let notice = visit.add(vec![(sku, quantity.unwrap_or(1))]).await;
    visit.redirect(notice.map(|notice| cart_path(visit.locale, &notice)))
}

/// Sets the units of a line: those of the field, one more or less by its buttons; 0 removes it.
#[server(prefix = "/actions", endpoint = "cart/quantity", input = PostUrl)]
pub(crate) async fn set_quantity(
    locale: String,
    line: u32,
    quantity: String,
    step: Option<i64>,
) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    match units(&quantity, step) {
        Some(0) => visit.change(CartNotice::Removed(line), |content| content.remove(LineKey(line))).await,
        Some(units) => visit.change(CartNotice::Changed, |content| content.set_quantity(LineKey(line), units)).await,
        None => visit.change(CartNotice::NoNumber, |_| ()).await,
    }
}

/// Removes a line. It can be put back.
#[server(prefix = "/actions", endpoint = "cart/remove", input = PostUrl)]
pub(crate) async fn remove_line(locale: String, line: u32) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    visit.change(CartNotice::Removed(line), |content| content.remove(LineKey(line))).await
}

/// Puts a removed line back.
#[server(prefix = "/actions", endpoint = "cart/put-back", input = PostUrl)]
pub(crate) async fn put_line_back(locale: String, line: u32) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    visit.change(CartNotice::Changed, |content| content.put_back(LineKey(line))).await
}

/// Adds a code.
#[server(prefix = "/actions", endpoint = "cart/code", input = PostUrl)]
pub(crate) async fn add_code(locale: String, code: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let notice = visit.add_code(&code).await;
    visit.redirect(notice.map(|notice| cart_path(visit.locale, &notice)))
}

/// Removes a code.
#[server(prefix = "/actions", endpoint = "cart/remove-code", input = PostUrl)]
pub(crate) async fn remove_code(locale: String, code: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    visit.change(CartNotice::Changed, |content| content.remove_code(&code)).await
}

/// Adds the lines of a link that shares a cart.
#[server(prefix = "/actions", endpoint = "cart/add-shared", input = PostUrl)]
pub(crate) async fn add_shared(locale: String, items: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let added = visit.add(checkout::read_shared_lines(&items)).await;
    visit.redirect(added.map(|notice| cart_path(visit.locale, &notice)))
}

/// Removes a gift card.
#[server(prefix = "/actions", endpoint = "cart/remove-gift-card", input = PostUrl)]
pub(crate) async fn remove_gift_card(locale: String, card: i64) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    visit.change(CartNotice::Changed, |content| content.remove_gift_card(card)).await
}

/// Sets the shopper's message about the order.
#[server(prefix = "/actions", endpoint = "cart/note", input = PostUrl)]
pub(crate) async fn set_note(locale: String, note: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    visit.change(CartNotice::NoteSaved, |content| content.set_note(&note)).await
}

/// Sets the address that the delivery is estimated for.
#[server(prefix = "/actions", endpoint = "cart/estimate", input = PostUrl)]
pub(crate) async fn set_estimate(
    locale: String,
    country: String,
    region: Option<String>,
    postcode: Option<String>,
) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let fields = [("country", Some(country)), ("region", region), ("postcode", postcode)];
    let set = |content: &mut CartContent| {
        for (name, value) in fields {
            content.estimate.set(name, &value.unwrap_or_default());
        }
    };
    visit.change(CartNotice::Changed, set).await
}

/// Accepts the present prices, after the page has told of those that changed.
#[server(prefix = "/actions", endpoint = "cart/accept-prices", input = PostUrl)]
pub(crate) async fn accept_prices(locale: String) -> Result<(), ServerFnError> {
    let visit = FormVisit::begin(&locale).await?;
    let accepted = visit.accept_prices().await;
    visit.redirect(accepted.map(|()| cart_path(visit.locale, &CartNotice::Changed)))
}

impl FormVisit {
    /// Makes a change that can't fail by itself, and answers with the cart page.
    async fn change(
        &self,
        notice: CartNotice,
        change: impl FnOnce(&mut CartContent) + Send,
    ) -> Result<(), ServerFnError> {
        let changed = self.change_cart(|content| {
            change(content);
            Ok(())
        });
        let changed = changed.await.map_err(FormError::from);
        self.redirect(changed.map(|_| cart_path(self.locale, &notice)))
    }

    /// Adds units of variants that the market sells, in one change.
    async fn add(&self, lines: Vec<(Sku, u32)>) -> Result<CartNotice, FormError> {
        let mut reader = self.context.shop.database.read_in(self.locale, self.now).await?;
        let skus: Vec<Sku> = lines.iter().map(|(sku, _)| sku.clone()).collect();
        let items = catalog::cart_items(&mut reader, &skus).await?;
        drop(reader);
        let price_of = |sku: &Sku| {
            let item = items.iter().find(|item| Sku::new(&item.sku).is_ok_and(|other| other.key() == sku.key()))?;
            let now = item.price?.now;
            Some(cart::SeenPrice { minor: now.minor, currency: now.currency })
        };
        let priced: Vec<_> = lines.into_iter().filter_map(|(sku, units)| Some((price_of(&sku)?, sku, units))).collect();
        if priced.is_empty() {
            return Ok(CartNotice::NotSold);
        }
        let mut last = 0;
        let added = self.change_cart(|content| {
            for (seen, sku, units) in priced {
                last = content.add(sku, units, Some(seen))?.0;
            }
            Ok(())
        });
        match added.await {
            Ok(_) => Ok(CartNotice::Added(last)),
            Err(CartError::Full) => Ok(CartNotice::Full),
            Err(CartError::Database(error)) => Err(error.into()),
        }
    }

    /// Adds a gift card, if the code is that of one, or else a discount code.
    async fn add_code(&self, typed: &str) -> Result<CartNotice, FormError> {
        if let Ok(code) = typed.parse::<GiftCardCode>() {
            let mut reader = self.context.shop.database.read_in(self.locale, self.now).await?;
            let card = payments::gift_card_by_code(&mut reader, &code).await?;
            let rules = pricing_rules::rules(&mut reader).await?;
            drop(reader);
            if let Some(card) = card {
                return self.add_gift_card(card).await;
            }
            let mut codes = rules.document.promotions.iter().filter_map(|promotion| promotion.code.as_deref());
            if codes.all(|known| fold_code(known) != fold_code(typed)) {
                // A gift card with a mistyped letter is money; it is neither stored nor shown.
                return Ok(CartNotice::GiftCardUnknown);
            }
        }
        let mut added = Ok(());
        let changed = self.change_cart(|content| {
            added = content.add_code(typed);
            Ok(())
        });
        changed.await?;
        Ok(match added {
            Ok(()) => CartNotice::CodeAdded,
            Err(CodeError::Malformed) => CartNotice::CodeMalformed,
            Err(CodeError::TooMany) => CartNotice::TooManyCodes,
        })
    }

    async fn add_gift_card(&self, card: GiftCard) -> Result<CartNotice, FormError> {
        if card.balance == 0 || card.refusal(self.locale.market().currency(), self.now).is_some() {
            return Ok(CartNotice::GiftCardUnusable);
        }
        let mut added = Ok(());
        let changed = self.change_cart(|content| {
            added = content.add_gift_card(GiftCardOfCart { id: card.id, last_four: card.last_four });
            Ok(())
        });
        changed.await?;
        Ok(if added.is_ok() { CartNotice::GiftCardAdded } else { CartNotice::TooManyCodes })
    }

    pub(super) async fn accept_prices(&self) -> Result<(), FormError> {
        let mut reader = self.context.shop.database.read_in(self.locale, self.now).await?;
        let Some(Ok(quoted)) = quoted_cart(&mut reader, self.context.token).await? else { return Ok(()) };
        drop(reader);
        let seen = quoted.seen_prices();
        let price_of = |key: LineKey| seen.iter().find(|(line, _)| *line == key).map(|(_, price)| *price);
        self.change_cart(|content| {
            content.accept_prices(price_of);
            Ok(())
        })
        .await?;
        Ok(())
    }
}

/// Returns the units that a field says, in the digits of any script, after a step of one of its buttons; `None` if it says no
/// number.
fn units(field: &str, step: Option<i64>) -> Option<u32> {
    let field: i64 = addresses::fold_digits(field.trim()).parse().ok()?;
    let units = field.saturating_add(step.unwrap_or_default().clamp(-1, 1)).clamp(0, cart::MOST_UNITS.into());
    u32::try_from(units).ok()
}
