use leptos::prelude::*;
use web_sys::Storage;

/// The most products in the row.
const MOST: usize = 8;

/// Separates the fields of a stored product. No name contains control characters.
const PART: char = '\u{1f}';
/// Separates stored products.
const PRODUCT: char = '\u{1e}';

/// The products that this browser viewed last. Only the browser knows them, so without this island there are none. It
/// stores names and pictures, but no prices, which would become stale.
#[island]
pub fn RecentlyViewed(
    /// The first segment of the locale's addresses; empty if they have none.
    locale: String,
    /// The row's heading.
    title: String,
    /// The class of the pictures' frames.
    frame: String,
    /// The product of this page, as slug, name and picture, to be stored. Empty on pages without one.
    current: Vec<String>,
) -> impl IntoView {
    let products = RwSignal::new(Vec::<Vec<String>>::new());
    let path = if locale.is_empty() { "/p/".to_owned() } else { format!("/{locale}/p/") };
    Effect::new(move |_| {
        let Some(storage) = window().local_storage().ok().flatten() else { return };
        let key = format!("recent-{locale}");
        let mut stored = load(&storage, &key);
        stored.retain(|product| product.first() != current.first());
        products.set(stored.iter().take(MOST).cloned().collect());
        if !current.is_empty() {
            stored.insert(0, current.clone());
            store(&storage, &key, &stored);
        }
    });
    let card = move |product: &Vec<String>| {
        let part = |index: usize| product.get(index).cloned().unwrap_or_default();
        let picture = Some(part(2)).filter(|source| !source.is_empty());
        let picture = picture.map(|source| view! { <img src=source alt="" loading="lazy" decoding="async"/> });
        view! {
            <li class="card">
                <span class=frame.clone()>{picture}</span>
                <h3 class="card-name"><a href=format!("{path}{}", part(0))><bdi>{part(1)}</bdi></a></h3>
            </li>
        }
    };
    view! {
        <section class="shelf shelf-small wrap" aria-labelledby="recent-title" hidden=move || products.read().is_empty()>
            <div class="section-head"><h2 id="recent-title">{title}</h2></div>
            <ul class="shelf-row">{move || products.read().iter().map(&card).collect::<Vec<_>>()}</ul>
        </section>
    }
}

fn load(storage: &Storage, key: &str) -> Vec<Vec<String>> {
    let text = storage.get_item(key).ok().flatten().unwrap_or_default();
    let parts = |product: &str| product.split(PART).map(str::to_owned).collect();
    text.split(PRODUCT).filter(|product| !product.is_empty()).map(parts).collect()
}

/// Stores the products. An error, such as of a full storage, is ignored: the row is then shorter.
fn store(storage: &Storage, key: &str, products: &[Vec<String>]) {
    let product = |parts: &Vec<String>| parts.join(&PART.to_string());
    let text: Vec<String> = products.iter().take(MOST + 1).map(product).collect();
    let _stored = storage.set_item(key, &text.join(&PRODUCT.to_string()));
}
