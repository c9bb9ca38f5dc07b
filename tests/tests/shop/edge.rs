//! With real caches in front: what was written is what everybody sees, and what was not written stays.

use std::{
    io::{Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use database::testing::{postgres, redis, sqlite};
use rand::{Rng as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_pcg::Pcg64Mcg;
use serde_json::Value;
use tokio::task::JoinSet;
use types::{
    Slug,
    query::{LISTING as LISTING_NAMES, is_reserved},
};

use crate::harness::{Edge, NOW, SHOP, TestShop, Visitor, free_port, soaked, visit};

const PRODUCT: &str = "/en-ae/p/dune-vase?colour=clay";
const LISTING: &str = "/en-ae/c/vases?colour=clay";
const HOME: &str = "/en-ae";
const MANUAL: &str = include_str!("../../../docs/how-to/put-a-cdn-in-front.md");
const VCL: &str = include_str!("../../../docs/how-to/varnish.vcl");
const ELSEWHERE: &str = "/en-in/pages/shipping";

/// Changes of the price in an ordinary run, each with visitors at every door meanwhile.
const ROUNDS: u32 = 100;

fn configured_for(varnish: SocketAddr) -> String {
    format!("edge = \"varnish:http://{varnish}\"")
}

/// The vase's price in dirhams, as a page shows it first.
fn price_in(answer: &str) -> u32 {
    let (_, rest) = answer.split_once("<data value=\"").unwrap_or_else(|| panic!("no price in {answer}"));
    rest.split('.').next().unwrap().parse().unwrap()
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let line = answer.lines().take_while(|line| !line.is_empty()).find_map(|line| {
        let (given, value) = line.split_once(": ")?;
        given.eq_ignore_ascii_case(name).then_some(value)
    });
    line.unwrap_or_default()
}

#[tokio::test]
async fn varnish_keeps_pages_until_what_they_show_is_written() {
    let varnish = free_port();
    let shop = TestShop::over(sqlite().await, &configured_for(varnish)).await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::varnish(varnish, open.address).await;
    shop.edge_is_there().await;
    for page in [PRODUCT, LISTING, ELSEWHERE] {
        edge.get(page).await.unwrap();
        assert_eq!(header(&edge.get(page).await.unwrap(), "cache-status"), "varnish; hit", "{page}");
    }

    shop.reprice(345).await;
    shop.edge_knows().await;

    let [product, listing, elsewhere] = [PRODUCT, LISTING, ELSEWHERE].map(|page| edge.get(page));
    let (product, listing, elsewhere) = (product.await.unwrap(), listing.await.unwrap(), elsewhere.await.unwrap());
    assert_eq!([price_in(&product), price_in(&listing)], [345, 345]);
    assert_eq!(header(&elsewhere, "cache-status"), "varnish; hit");
    for between in ["xkey", "surrogate-control", "age"] {
        assert_eq!(header(&product, between), "", "{between}");
    }
}

/// Three doors: two processes on one database, and Varnish in front of the first. Visitors come all the time; none may see
/// a price from before the one that was done when they asked.
async fn assert_nobody_sees_what_was_before(told_by: &str) {
    let varnish = free_port();
    let settings = format!("{}\n{told_by}", configured_for(varnish));
    let shop = TestShop::over(postgres().await, &settings).await;
    let first = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let second = shop.serve_another(&settings).await;
    let edge = Edge::varnish(varnish, first.address).await;
    shop.edge_is_there().await;
    let doors = [first.address, second.address, edge.address];
    let (done, is_over) = (Arc::new(AtomicU32::new(190)), Arc::new(AtomicBool::new(false)));
    let mut visitors = JoinSet::new();
    for seed in 0..4 {
        visitors.spawn(watch(doors, done.clone(), is_over.clone(), seed));
    }
    for door in doors {
        visit(door, ELSEWHERE).await.unwrap();
    }

    let mut numbers = Pcg64Mcg::seed_from_u64(4);
    let rounds = soaked(ROUNDS);
    for round in 0..rounds {
        let price = 1000 + round;
        shop.reprice(price).await;
        shop.edge_knows().await;
        done.store(price, Ordering::SeqCst);
        let page = [PRODUCT, LISTING, HOME].choose(&mut numbers).unwrap();
        for door in doors {
            assert_eq!(price_in(&visit(door, page).await.unwrap()), price, "{page} at {door}");
        }
        let elsewhere = visit(doors[numbers.random_range(0..3)], ELSEWHERE).await.unwrap();
        assert!(header(&elsewhere, "cache-status").contains("; hit"), "round {round}: {elsewhere}");
    }
    is_over.store(true, Ordering::SeqCst);

    let answers: usize = visitors.join_all().await.into_iter().sum();
    assert!(answers > rounds as usize, "{answers} visitors in {rounds} rounds are no crowd");
    println!("{rounds} writes, {answers} answers, none stale");
}

/// A market's facts are on all its pages and on no other market's: a change of the setup is seen at every door when it is done,
/// and other markets' pages stay cached.
#[tokio::test]
async fn a_change_of_a_market_is_seen_at_every_door_and_leaves_other_markets_cached() {
    let varnish = free_port();
    let settings = configured_for(varnish);
    let shop = TestShop::over(postgres().await, &settings).await;
    let first = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let second = shop.serve_another(&settings).await;
    let edge = Edge::varnish(varnish, first.address).await;
    shop.edge_is_there().await;
    let doors = [first.address, second.address, edge.address];
    let mut document: Value = serde_json::from_str(SHOP).unwrap();
    document.as_object_mut().unwrap().retain(|section, _| section == "format" || section == "setup");
    for door in doors {
        visit(door, PRODUCT).await.unwrap();
        visit(door, ELSEWHERE).await.unwrap();
    }

    for rate in 6..16 {
        document["setup"]["markets"][0]["tax"]["rates"]["standard"] = rate.to_string().into();
        shop.import(&document.to_string()).await;
        shop.edge_knows().await;

        for door in doors {
            let product = visit(door, PRODUCT).await.unwrap();
            assert!(product.contains(&format!("Includes {rate}% VAT")), "{rate} at {door}: {product}");
            let elsewhere = visit(door, ELSEWHERE).await.unwrap();
            assert!(header(&elsewhere, "cache-status").contains("; hit"), "{rate} at {door}: {elsewhere}");
        }
    }
}

#[tokio::test]
async fn nobody_sees_what_was_before_through_any_door() {
    assert_nobody_sees_what_was_before("").await;
}

#[tokio::test]
async fn nobody_sees_what_was_before_when_redis_tells_of_writes() {
    let redis = redis().await;

    assert_nobody_sees_what_was_before(&format!("redis = \"{}\"", redis.address)).await;
}

/// Visits one page after the other until it is over; how many there were.
async fn watch(doors: [SocketAddr; 3], done: Arc<AtomicU32>, is_over: Arc<AtomicBool>, seed: u64) -> usize {
    let mut numbers = Pcg64Mcg::seed_from_u64(seed);
    let mut answers = 0;
    while !is_over.load(Ordering::SeqCst) {
        let (door, page) =
            (doors.choose(&mut numbers).unwrap(), [PRODUCT, LISTING, HOME].choose(&mut numbers).unwrap());
        let least = done.load(Ordering::SeqCst);
        let answer = visit(*door, page).await.unwrap();
        assert!(price_in(&answer) >= least, "{page} at {door} shows {} after {least}", price_in(&answer));
        answers += 1;
    }
    answers
}

#[tokio::test]
async fn varnish_shows_what_it_has_while_the_shop_is_gone() {
    let varnish = free_port();
    let shop = TestShop::over(sqlite().await, &configured_for(varnish)).await;
    let mut open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::varnish(varnish, open.address).await;
    shop.edge_is_there().await;
    let before = edge.get(PRODUCT).await.unwrap();

    open.stop();
    open.closed().await;
    let after = edge.get(PRODUCT).await.unwrap();

    assert_eq!(price_in(&after), price_in(&before));
    assert!(after.starts_with("HTTP/1.1 200"), "{after}");
}

#[tokio::test]
async fn varnish_lets_nobody_ask_for_what_is_inside() {
    let varnish = free_port();
    let shop = TestShop::over(sqlite().await, &configured_for(varnish)).await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::varnish(varnish, open.address).await;
    shop.edge_is_there().await;

    for path in ["/metrics", "/readyz", "/healthz"] {
        assert!(edge.get(path).await.unwrap().starts_with("HTTP/1.1 404"), "{path}");
    }
}

/// The names in the manual's table of tracking parameters.
fn tracking_parameters() -> Vec<&'static str> {
    let (_, chapter) = MANUAL.split_once("## Leave tracking parameters out of the key").unwrap();
    let rows = chapter.split("\n\n").find(|part| part.starts_with("| from")).unwrap();
    rows.split('`').skip(1).step_by(2).collect()
}

#[tokio::test]
async fn varnish_looks_past_tracking_parameters() {
    let varnish = free_port();
    let shop = TestShop::over(sqlite().await, &configured_for(varnish)).await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::varnish(varnish, open.address).await;
    shop.edge_is_there().await;
    for page in [PRODUCT, HOME] {
        assert!(header(&edge.get(page).await.unwrap(), "cache-status").ends_with("fwd=miss"), "{page}");
    }

    let names = tracking_parameters();
    assert_eq!(names.len(), 33);
    for name in names {
        for page in [
            format!("{PRODUCT}&{name}=a.b_c-d"),
            format!("/en-ae/p/dune-vase?{name}=a%26b&colour=clay"),
            format!("/en-ae/p/dune-vase?utm_id=1&{name}&gclid=&colour=clay&{name}=2"),
            format!("{HOME}?{name}=x&utm_source=y"),
        ] {
            assert_eq!(header(&edge.get(&page).await.unwrap(), "cache-status"), "varnish; hit", "{page}");
        }
    }
    for other in ["xutm_source=1", "gclidx=1", "utm_=1", "q=utm_source"] {
        let status = edge.get(&format!("{PRODUCT}&{other}")).await.unwrap();
        assert!(header(&status, "cache-status").ends_with("varnish; fwd=miss"), "{other}");
    }
}

#[test]
fn every_recipe_drops_all_tracking_parameters() {
    let (_, rest) = VCL.split_once("(?<=[?&])(?:").unwrap();
    let names = rest.split(')').next().unwrap();

    assert_eq!(VCL.matches(&format!("(?:{names})")).count(), 2, "in the condition and in the replacement");
    assert_eq!(MANUAL.matches(&format!("^(?:{names})$")).count(), 2, "for Fastly and for CloudFront");
    let (_, bunny) = MANUAL.split_once("## bunny.net").unwrap();
    for name in LISTING_NAMES {
        assert!(bunny.contains(&format!("`{name}`")), "bunny.net's recipe lacks {name}, which listings read");
    }
    for name in tracking_parameters() {
        assert!(MANUAL.contains(&format!("\"{name}\"")), "Cloudflare's recipe lacks {name}");
        let can_be_a_code = Slug::new(name).is_ok();
        assert!(!can_be_a_code || is_reserved(name), "{name} is dropped, and could be the code of an attribute");
    }
}

#[tokio::test]
async fn redirects_through_varnish_keep_their_query_and_whole_headers() {
    let varnish = free_port();
    let shop = TestShop::over(sqlite().await, &configured_for(varnish)).await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::varnish(varnish, open.address).await;
    shop.edge_is_there().await;
    let cases = [
        ("/EN-AE", "/en-ae"),
        ("/EN-AE?utm_source=q", "/en-ae?utm_source=q"),
        ("/en-ae/c//vases?colour=clay&gclid=1&sort=price", "/en-ae/c/vases?colour=clay&gclid=1&sort=price"),
        ("/?utm_source=q&utm_medium=mail", "/en-ae?utm_source=q&utm_medium=mail"),
    ];

    for (address, location) in cases {
        // The second answer may come from what Varnish remembers of the first.
        for _ in 0..2 {
            let answer = edge.get(address).await.unwrap();

            assert_eq!(header(&answer, "location"), location, "{address}");
            assert_eq!(header(&answer, "cache-status"), "varnish; fwd=miss", "{address}");
        }
    }
}

#[tokio::test]
async fn requests_that_varnish_passes_on_say_so() {
    let varnish = free_port();
    let shop = TestShop::over(sqlite().await, &configured_for(varnish)).await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::varnish(varnish, open.address).await;
    shop.edge_is_there().await;

    let mut visitor = Visitor::connect(edge.address).await.unwrap();
    visitor.send("POST /csp-reports HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nContent-Length: 0\r\n\r\n").await;
    let answer = visitor.rest().await;

    assert_eq!(header(&answer, "cache-status"), "varnish; fwd=method", "{answer}");
}

#[tokio::test]
async fn nginx_keeps_files_and_passes_pages_on() {
    let shop = TestShop::open().await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let edge = Edge::nginx(free_port(), open.address).await;
    let file = "/assets/loader-0b.js";
    edge.get(file).await.unwrap();
    edge.get(PRODUCT).await.unwrap();

    shop.reprice(456).await;

    assert_eq!(header(&edge.get(file).await.unwrap(), "x-cache"), "HIT");
    assert_eq!(price_in(&edge.get(PRODUCT).await.unwrap()), 456);
    assert!(edge.get("/metrics").await.unwrap().starts_with("HTTP/1.1 404"));
}

/// A network that answers with these statuses, the last one for ever; what it was asked.
fn network(statuses: &'static [&'static str]) -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let (address, asked) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<String>>>::default());
    let heard = asked.clone();
    std::thread::spawn(move || {
        for (turn, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            let mut bytes = [0; 65_536];
            let mut length = 0;
            while !bytes[..length].ends_with(b"}") {
                length += stream.read(&mut bytes[length..]).unwrap();
            }
            heard.lock().unwrap().push(String::from_utf8_lossy(&bytes[..length]).into_owned());
            let status = statuses.get(turn).unwrap_or(&statuses[statuses.len() - 1]);
            write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        }
    });
    (address, asked)
}

#[tokio::test]
async fn network_that_refuses_is_told_again_until_it_takes_it() {
    let (api, asked) = network(&["500 Oops", "429 Slow down\r\nretry-after: 0", "200 OK"]);
    let lines = format!("edge = \"fastly:SERVICE\"\nedge_token = \"token\"\nedge_api = \"http://{api}\"");
    let shop = TestShop::over(sqlite().await, &lines).await;
    let _open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    shop.edge_knows().await;
    let before = asked.lock().unwrap().len();

    shop.reprice(567).await;
    shop.edge_knows().await;

    let asked = asked.lock().unwrap();
    let everything = asked[0].rsplit_once("\r\n\r\n").unwrap().1;
    assert_eq!((before, asked.len()), (3, 4), "twice refused, then taken; and one purge more");
    assert_eq!(everything.matches('"').count(), 4, "a network that was never told forgets all: {everything}");
    assert!(asked[3].starts_with("POST /service/SERVICE/purge HTTP/1.1") && asked[3].contains("fastly-key: token"));
    assert_eq!(shop.log.lines_with("a background job failed").len(), 2);
}

#[tokio::test]
async fn what_was_on_its_way_is_purged_a_second_time() {
    let (api, asked) = network(&["200 OK"]);
    let lines = format!("edge = \"fastly:SERVICE\"\nedge_token = \"token\"\nedge_api = \"http://{api}\"");
    let shop = TestShop::over(sqlite().await, &lines).await;
    let _open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    shop.edge_knows().await;
    shop.reprice(567).await;
    shop.edge_knows().await;
    assert_eq!(asked.lock().unwrap().len(), 2);

    shop.shop.clock.set(NOW.plus_millis(3000));
    shop.edge_is_told(|purged| purged.next.1 == NOW.plus_millis(3000)).await;
    assert_eq!(asked.lock().unwrap().len(), 3);
    // Of the two writes the first was purged earlier: the second one's turn comes three seconds later.
    shop.shop.clock.set(NOW.plus_millis(6000));
    shop.edge_is_told(|purged| purged.repeated == purged.revision).await;
    assert_eq!(asked.lock().unwrap().len(), 4);

    shop.shop.clock.set(NOW.plus_millis(60_000));
    shop.reprice(678).await;
    shop.edge_knows().await;

    assert_eq!(asked.lock().unwrap().len(), 5, "nothing is purged a third time");
}
