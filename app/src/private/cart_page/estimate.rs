use addresses::{AddressField, format_of};
use checkout::{country_of, write_shared_lines};
use leptos::prelude::*;

use super::CartView;
use crate::{address, private::field_label::label_key, ui::locale_field};

impl CartView<'_> {
    /// Renders the form for the address that the delivery is estimated for.
    pub(super) fn estimate(&self) -> Option<AnyView> {
        let localizer = self.localizer;
        let content = &self.cart.cart.content;
        // An address that was typed in the checkout needs no estimate.
        let country = country_of(&content.estimate, localizer.locale.market())?;
        content.checkout.contact.is_empty().then(|| {
            let format = format_of(country);
            let countries = &localizer.locale.market().facts().countries;
            let countries: Vec<_> =
                countries.iter().map(|of| (of.code().to_owned(), localizer.country(*of).to_owned())).collect();
            let language = localizer.locale.language();
            let regions: Vec<_> = std::iter::once((String::new(), localizer.text("field-choose")))
                .chain(format.regions().iter().map(|of| (of.code().to_owned(), of.name(language).to_owned())))
                .collect();
            let choose = |name: &'static str, label: &'static str, choices: Vec<(String, String)>, value: &str| {
                let options: Vec<_> = choices
                    .into_iter()
                    .map(|(code, name)| {
                        let is_chosen = code == value;
                        view! { <option value=code selected=is_chosen>{name}</option> }
                    })
                    .collect();
                let id = format!("estimate-{name}");
                view! {
                    <div class="form-field">
                        <label for=id.clone()>{localizer.text(label)}</label>
                        <select class="field" id=id name=name>{options}</select>
                    </div>
                }
            };
            let country_field = if countries.len() > 1 {
                choose("country", "field-country", countries, country.code()).into_any()
            } else {
                view! { <input type="hidden" name="country" value=country.code().to_owned()/> }.into_any()
            };
            let region = content.estimate.get("region");
            let region = (regions.len() > 1).then(|| choose("region", label_key(format.label(AddressField::Region)), regions, region));
            let postcode = format.has(AddressField::Postcode).then(|| {
                let value = content.estimate.get("postcode").to_owned();
                view! {
                    <div class="form-field">
                        <label for="estimate-postcode">{localizer.text(label_key(format.label(AddressField::Postcode)))}</label>
                        <input class="field" id="estimate-postcode" name="postcode" type="text" dir="ltr" autocomplete="postal-code" maxlength="16" value=value/>
                    </div>
                }
            });
            view! {
                <details class="cart-more">
                    <summary>{localizer.text("estimate-open")}</summary>
                    <form class="stack" method="post" action="/actions/cart/estimate" data-cart-form="estimate">
                        {locale_field(localizer.locale)}
                        {country_field}
                        {region}
                        {postcode}
                        <button class="button button-quiet" type="submit">{localizer.text("cart-update")}</button>
                    </form>
                </details>
            }
            .into_any()
        })
    }

    /// Renders the link by which others can have the same cart.
    pub(super) fn share(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let lines = self.cart.cart.content.lines.iter().map(|line| (&line.sku, line.quantity));
        let items = write_shared_lines(lines);
        (!items.is_empty()).then(|| {
            let path = address::with_query(&address::shared_cart(localizer.locale), &[("items".to_owned(), items)]);
            view! { <p class="cart-share"><a href=path>{localizer.text("cart-share")}</a></p> }
        })
    }
}
