use std::sync::{Arc, atomic::AtomicUsize, atomic::Ordering};

use coherence::{CacheKey, Epoch, Footprint, Revision, Version};
use rand::{Rng as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_pcg::Pcg64Mcg;
use tokio::sync::oneshot;
use types::Timestamp;

use crate::{CacheEntry, CacheWeight, PageCache, Rendered};

const NOW: Timestamp = Timestamp(1000);

struct Page(String);

impl CacheWeight for Page {
    fn weight(&self) -> usize {
        self.0.len()
    }
}

type Pages = PageCache<Page, String>;

fn product(id: i64) -> CacheKey {
    CacheKey::row("product", id)
}

fn footprint(products: &[i64], until: Option<i64>) -> Footprint {
    let mut footprint = Footprint::default();
    products.iter().for_each(|id| footprint.touch(product(*id)));
    until.into_iter().for_each(|moment| footprint.changes_at(Timestamp(moment)));
    footprint
}

fn version(revision: i64) -> Version {
    Version { epoch: Epoch::stored("one".to_owned()), revision: Revision(revision) }
}

fn rendered(text: &str, revision: i64, products: &[i64]) -> Rendered<Page> {
    let footprint = Some(footprint(products, None));
    Rendered { value: Page(text.to_owned()), footprint, version: version(revision), at: NOW }
}

async fn render(pages: &Pages, address: &str, page: Rendered<Page>) -> Arc<CacheEntry<Page>> {
    pages.render(address, page.version.clone(), NOW, async { Ok(page) }).await.unwrap()
}

fn written(revision: i64, ids: &[i64]) -> Vec<(Revision, CacheKey)> {
    ids.iter().map(|id| (Revision(revision), product(*id))).collect()
}

fn is_fresh(pages: &Pages, address: &str) -> bool {
    pages.get_fresh(address, NOW).is_some()
}

#[tokio::test]
async fn a_write_makes_the_pages_that_show_it_stale_and_no_other() {
    let pages = Pages::new(1 << 20);
    render(&pages, "/a", rendered("a", 1, &[1, 2])).await;
    render(&pages, "/b", rendered("b", 1, &[3])).await;

    pages.invalidate(&written(2, &[2]), Timestamp(1500));

    assert!(!is_fresh(&pages, "/a") && is_fresh(&pages, "/b"));
    let stale = pages.get_any("/a").unwrap();
    assert_eq!(stale.invalidation().map(|by| (by.key.clone(), by.revision)), Some((Some(product(2)), Revision(2))));
    assert_eq!(stale.stale_for(Timestamp(1700)), 200);
    assert_eq!(pages.statistics().invalidated, 1);
}

#[tokio::test]
async fn a_page_becomes_stale_at_its_own_moment() {
    let pages = Pages::new(1 << 20);
    let page = Rendered { footprint: Some(footprint(&[1], Some(2000))), ..rendered("a", 1, &[]) };
    render(&pages, "/a", page).await;

    let fresh = [999, 1000, 1999, 2000].map(|at| pages.get_fresh("/a", Timestamp(at)).is_some());

    assert_eq!(fresh, [false, true, true, false]);
    assert_eq!(pages.get_any("/a").unwrap().time_left(Timestamp(1999)), Some(1));
}

#[tokio::test]
async fn an_overtaken_render_is_sent_but_not_cached() {
    let pages = Pages::new(1 << 20);

    pages.invalidate(&written(5, &[1]), NOW);
    let overtaken = render(&pages, "/a", rendered("a", 4, &[1])).await;
    render(&pages, "/b", rendered("b", 5, &[1])).await;
    render(&pages, "/c", rendered("c", 4, &[2])).await;

    assert_eq!((overtaken.value.0.as_str(), overtaken.is_fresh(NOW)), ("a", false));
    assert_eq!(["/a", "/b", "/c"].map(|address| is_fresh(&pages, address)), [false, true, true]);
    assert_eq!(pages.statistics().overtaken, 1);
}

#[tokio::test]
async fn a_page_that_already_shows_the_write_stays_until_the_next_one() {
    let pages = Pages::new(1 << 20);
    render(&pages, "/a", rendered("a", 7, &[1])).await;

    pages.invalidate(&written(7, &[1]), NOW);
    assert!(is_fresh(&pages, "/a"));
    pages.invalidate(&written(8, &[1]), NOW);

    assert!(!is_fresh(&pages, "/a"));
}

#[tokio::test]
async fn no_page_is_fresh_when_the_writes_are_unknown() {
    let pages = Pages::new(1 << 20);
    render(&pages, "/a", rendered("a", 1, &[1])).await;

    pages.invalidate_all(&version(9), NOW);
    render(&pages, "/b", rendered("b", 8, &[2])).await;
    render(&pages, "/c", rendered("c", 9, &[3])).await;

    assert_eq!(["/a", "/b", "/c"].map(|address| is_fresh(&pages, address)), [false, false, true]);
}

#[tokio::test]
async fn a_thousand_concurrent_requests_share_one_render() {
    let pages = Arc::new(Pages::new(1 << 20));
    let renders = Arc::new(AtomicUsize::new(0));
    let mut visitors = tokio::task::JoinSet::new();

    for _ in 0..1000 {
        let (pages, renders) = (pages.clone(), renders.clone());
        visitors.spawn(async move {
            let render = async {
                renders.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok(rendered("a", 1, &[1]))
            };
            pages.render("/a", version(1), NOW, render).await.unwrap().value.0.clone()
        });
    }

    assert!(visitors.join_all().await.iter().all(|text| text == "a"));
    assert_eq!(renders.load(Ordering::Relaxed), 1);
    assert_eq!(pages.statistics().joined, 999);
}

#[tokio::test]
async fn a_request_that_comes_after_a_render_gets_the_cached_page() {
    let pages = Pages::new(1 << 20);
    let early = render(&pages, "/a", rendered("a", 1, &[1])).await;

    let late = pages.render("/a", version(1), NOW, std::future::pending()).await.unwrap();

    assert!(Arc::ptr_eq(&early, &late));
    pages.invalidate(&written(2, &[1]), NOW);
    let anew = render(&pages, "/a", rendered("b", 2, &[1])).await;
    assert_eq!(anew.value.0, "b", "a stale page is rendered again");
}

#[tokio::test]
async fn a_request_after_a_write_does_not_wait_for_an_earlier_render() {
    let pages = Pages::new(1 << 20);
    let (finish, finished) = oneshot::channel();
    let early = pages.render("/a", version(1), NOW, async {
        finished.await.unwrap();
        Ok(rendered("before", 1, &[1]))
    });
    tokio::pin!(early);
    assert!(is_pending(&mut early).await);

    pages.invalidate(&written(2, &[1]), NOW);
    let late = render(&pages, "/a", rendered("after", 2, &[1])).await;
    finish.send(()).unwrap();
    early.await.unwrap();

    assert_eq!(late.value.0, "after");
    assert_eq!(pages.get_fresh("/a", NOW).unwrap().value.0, "after");
}

/// Returns true if a future is still pending after it was polled once.
async fn is_pending(future: &mut (impl Future + Unpin)) -> bool {
    tokio::select! {
        biased;
        _ = future => false,
        () = tokio::task::yield_now() => true,
    }
}

#[tokio::test]
async fn a_cancelled_request_hands_its_render_on() {
    let pages = Pages::new(1 << 20);
    let leaving = pages.render("/a", version(1), NOW, std::future::pending());
    let staying = pages.render("/a", version(1), NOW, async { Ok(rendered("a", 1, &[1])) });

    let mut leaving = Box::pin(leaving);
    assert!(is_pending(&mut leaving).await);
    let mut staying = Box::pin(staying);
    assert!(is_pending(&mut staying).await);
    drop(leaving);

    assert_eq!(staying.await.unwrap().value.0, "a");
}

#[tokio::test]
async fn a_failure_reaches_every_waiting_request_and_is_not_cached() {
    let pages = Pages::new(1 << 20);

    let failed = pages.render("/a", version(1), NOW, async { Err("gone".to_owned()) }).await;
    let back = render(&pages, "/a", rendered("a", 1, &[1])).await;

    assert_eq!(failed.err().as_deref(), Some(&"gone".to_owned()));
    assert_eq!(back.value.0, "a");
}

#[tokio::test]
async fn a_page_without_a_footprint_is_not_cached() {
    let pages = Pages::new(1 << 20);

    render(&pages, "/a", Rendered { footprint: None, ..rendered("a", 1, &[]) }).await;

    assert!(pages.get_any("/a").is_none());
}

#[tokio::test]
async fn the_cache_never_exceeds_its_capacity() {
    let pages = Pages::new(1 << 20);
    for number in 0..500 {
        render(&pages, &format!("/{number}"), rendered(&"x".repeat(10_000), 1, &[number])).await;
    }

    let statistics = pages.statistics();

    assert!(statistics.bytes <= 1 << 20, "{statistics:?}");
    assert!(statistics.pages > 50, "{statistics:?}");
}

/// The shop is a list of numbers: each address shows two products' values, and writes change them in any order with
/// renders that are in flight.
#[tokio::test]
async fn no_order_of_writes_and_renders_shows_an_old_page() {
    for seed in 0..200 {
        let mut numbers = Pcg64Mcg::seed_from_u64(seed);
        let pages = Pages::new(1 << 16);
        let (mut values, mut revision) = ([0i64; 6], 0);
        // Writes that this process does not know of yet, and renders that have read but are not stored.
        let mut unheard: Vec<(Revision, CacheKey)> = Vec::new();
        let mut reading: Vec<(usize, Rendered<Page>)> = Vec::new();
        let shown = |address: usize, values: &[i64; 6]| format!("{:?}", [values[address], values[(address + 1) % 6]]);
        for _ in 0..300 {
            match numbers.random_range(0..4) {
                0 => {
                    revision += 1;
                    let product = numbers.random_range(0..6);
                    values[product] = revision;
                    unheard.extend(written(revision, &[product as i64]));
                }
                1 => {
                    let address = numbers.random_range(0..6);
                    let products = [address as i64, (address as i64 + 1) % 6];
                    reading.push((address, rendered(&shown(address, &values), revision, &products)));
                }
                2 => {
                    let Some(at) = (0..reading.len()).collect::<Vec<_>>().choose(&mut numbers).copied() else {
                        continue;
                    };
                    let (address, page) = reading.swap_remove(at);
                    render(&pages, &format!("/{address}"), page).await;
                }
                _ => {
                    pages.invalidate(&std::mem::take(&mut unheard), NOW);
                    for address in 0..6 {
                        if let Some(page) = pages.get_fresh(&format!("/{address}"), NOW) {
                            assert_eq!(page.value.0, shown(address, &values), "seed {seed}");
                        }
                    }
                }
            }
        }
        assert!(pages.statistics().invalidated > 0 && pages.statistics().hits > 0);
    }
}

#[tokio::test]
async fn a_page_of_another_epoch_is_not_cached_though_its_revision_is_the_same() {
    let pages = Pages::new(1 << 20);
    let elsewhere = Version { epoch: Epoch::stored("two".to_owned()), ..version(5) };
    let kept = render(&pages, "/a", rendered("a", 5, &[1])).await;

    pages.invalidate_all(&elsewhere, NOW);
    let late = render(&pages, "/b", rendered("b", 6, &[1])).await;
    let fresh = render(&pages, "/c", Rendered { version: elsewhere, ..rendered("c", 5, &[1]) }).await;

    assert!(!kept.is_fresh(NOW) && !late.is_fresh(NOW) && fresh.is_fresh(NOW));
    assert!(pages.get_fresh("/b", NOW).is_none() && pages.get_fresh("/c", NOW).is_some());
}
