use checkout::{QuotedLine, SetAsideLine, SetAsideReason};
use leptos::prelude::*;
use types::{ImageRef, Money};

use super::CartView;
use crate::{
    address,
    ui::{Picture, PictureFrame, isolate, locale_field},
};

/// The `sizes` of a line's picture.
const LINE_SIZES: &str = "(min-width: 40rem) 8rem, 6rem";

impl CartView<'_> {
    pub(super) fn line(&self, line: &QuotedLine) -> AnyView {
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
        .into_any()
    }

    pub(super) fn line_set_aside(&self, line: &SetAsideLine) -> AnyView {
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
        .into_any()
    }

    pub(super) fn picture(&self, picture: Option<ImageRef>) -> impl IntoView + use<> {
        let frame = PictureFrame::Listing(self.listing);
        let picture =
            picture.map(|image| view! { <Picture image=image sizes=LINE_SIZES frame=frame decorative=true/> });
        view! { <div class="cart-line-picture">{picture}</div> }
    }

    pub(super) fn name(&self, name: &str, slug: &str, options: &[catalog::CartOption]) -> impl IntoView + use<> {
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

    pub(super) fn quantity_form(&self, key: u32, quantity: u32, name: &str) -> AnyView {
        let localizer = self.localizer;
        let id = format!("quantity-{key}");
        let label = localizer.text_with("cart-quantity-of", "name", name);
        view! {
            <form class="quantity" method="post" action="/actions/cart/quantity" data-cart-form="quantity">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <label class="hidden" for=id.clone()>{label}</label>
                <button class="quantity-set link" type="submit">{localizer.text("cart-update")}</button>
                <button class="quantity-step" type="submit" name="step" value="-1" aria-label=format!("{}: {name}", localizer.text("cart-fewer"))>"−"</button>
                <input
                    class="quantity-field"
                    id=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="4"
                    name="quantity"
                    value=quantity
                />
                <button class="quantity-step" type="submit" name="step" value="1" aria-label=format!("{}: {name}", localizer.text("cart-more"))>"+"</button>
            </form>
        }
        .into_any()
    }

    pub(super) fn remove_form(&self, key: u32, name: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        view! {
            <form method="post" action="/actions/cart/remove" data-cart-form="remove">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <button class="link" type="submit" aria-label=localizer.text_with("cart-remove-name", "name", name)>{localizer.text("cart-remove")}</button>
            </form>
        }
    }

    pub(super) fn take_left_form(&self, key: u32, left: u32) -> impl IntoView + use<> {
        let localizer = self.localizer;
        view! {
            <form method="post" action="/actions/cart/quantity" data-cart-form="left">
                {locale_field(localizer.locale)}
                <input type="hidden" name="line" value=key/>
                <button class="link" type="submit" name="quantity" value=left>{localizer.plural("cart-take-left", left as usize)}</button>
            </form>
        }
    }
}
