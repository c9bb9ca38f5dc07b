//! Pages for when nothing can be loaded. They need neither the database nor a script.

use leptos::prelude::*;
use setup::Setup;
use types::Locale;

use crate::{
    address,
    head::Head,
    localizer::Localizer,
    shell::{Chrome, Hydration, Layout},
    site_config::SiteConfig,
};

/// Returns the page for an internal error (500), with a reference that the log names, too.
pub fn error_page(site: &SiteConfig, setup: &Setup, locale: Locale, reference: &str) -> String {
    let localizer = Localizer::new(locale);
    let code = view! {
        <p class="notice-code">{localizer.text("error-reference")}" "<bdi><code>{reference.to_owned()}</code></bdi></p>
    };
    notice(site, setup, localizer, ["500", "error-title", "error-text"], code.into_any())
}

/// Returns the page for an unreachable database (503).
pub fn unavailable_page(site: &SiteConfig, setup: &Setup, locale: Locale) -> String {
    notice(site, setup, Localizer::new(locale), ["503", "closed-title", "closed-text"], ().into_any())
}

/// Returns the page for a form that was refused as it is (400 or 403). It leads to the cart.
pub fn refused_form_page(site: &SiteConfig, setup: &Setup, locale: Locale, status: u16) -> String {
    let label = if status == 403 { "403" } else { "400" };
    let texts = [label, "form-refused-title", "form-refused-text"];
    notice_with_way(site, setup, Localizer::new(locale), texts, address::cart(locale), ().into_any())
}

/// Returns the page of a shop that has no setup yet (503). It tells the merchant what to import.
pub fn missing_setup_page(site: &SiteConfig, setup: &Setup) -> String {
    notice(
        site,
        setup,
        Localizer::new(setup.default_locale()),
        ["503", "setup-missing-title", "setup-missing-text"],
        ().into_any(),
    )
}

fn notice(
    site: &SiteConfig,
    setup: &Setup,
    localizer: Localizer,
    [label, title, text]: [&'static str; 3],
    code: AnyView,
) -> String {
    notice_with_way(site, setup, localizer, [label, title, text], String::new(), code)
}

/// Returns a notice whose first button leads to a path; without one, to the same address once more.
fn notice_with_way(
    site: &SiteConfig,
    setup: &Setup,
    localizer: Localizer,
    [label, title, text]: [&'static str; 3],
    path: String,
    code: AnyView,
) -> String {
    let head = Head::noindex(localizer.text(title));
    let hydration = Hydration::None;
    let chrome = Chrome::without_navigation(localizer, hydration, setup.look()).into();
    Layout { site, setup, localizer, chrome, head, hydration, is_private: false }.document(|| {
        view! {
            <div class="wrap">
                <div class="notice">
                    <p class="label">{label}</p>
                    <h1>{localizer.text(title)}</h1>
                    <p>{localizer.text(text)}</p>
                    <p class="notice-links">
                        <a class="button" href=path>{localizer.text("try-again")}</a>" "
                        <a class="button button-quiet" href=address::home(localizer.locale)>{localizer.text("to-home")}</a>
                    </p>
                    {code}
                </div>
            </div>
        }
    })
}
