//! Measures the invalidation of one key among ten thousand cached pages.

use std::time::Instant;

use database::{CacheKey, Epoch, Footprint, Revision, Version};
use page_cache::{CacheWeight, PageCache, Rendered};
use types::Timestamp;

const PAGES: i64 = 10_000;
/// Keys of a page of the demo, roughly.
const KEYS: i64 = 60;
const NOW: Timestamp = Timestamp(0);

struct Page;

impl CacheWeight for Page {
    fn weight(&self) -> usize {
        50_000
    }
}

#[tokio::main]
async fn main() {
    let pages: PageCache<Page, std::convert::Infallible> = PageCache::new(2 << 30);
    let version = Version { epoch: Epoch::stored(String::new()), revision: Revision(0) };
    for number in 0..PAGES {
        let mut footprint = Footprint::default();
        footprint.touch(CacheKey::named("navigation"));
        (0..KEYS).for_each(|key| footprint.touch(CacheKey::row("product", (number * 7 + key * 13) % PAGES)));
        let page = Rendered { value: Page, footprint: Some(footprint), version: version.clone(), at: NOW };
        let _cached = pages.render(&format!("/en-ae/p/{number}"), version.clone(), NOW, async { Ok(page) }).await;
    }
    println!("\nAn invalidation among {} cached pages of {KEYS} keys each", pages.statistics().pages);
    for (key, about) in [(CacheKey::row("product", 1), "one product"), (CacheKey::named("navigation"), "every page")] {
        let before = pages.statistics().invalidated;
        let began = Instant::now();
        pages.invalidate(&[(Revision(1), key)], NOW);
        let took = began.elapsed().as_secs_f64() * 1000.0;
        println!("{about:<14} {took:>8.3} ms, {} pages invalidated", pages.statistics().invalidated - before);
    }
}
