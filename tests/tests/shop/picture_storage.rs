//! A picture storage that takes nothing: renditions are answered from memory, and the operator is told.

use std::{
    fs::{self, File},
    net::SocketAddr,
    time::Duration,
};

use pictures::ContentHash;
use tokio::time::sleep;

use crate::harness::{Program, TestShop, picture_address, rendition, visit};

const DEGRADED: &str = "ready, but renditions can't be stored and are answered from memory\n";

fn failures(metrics: &str) -> u64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix("vitrine_renditions_not_stored_total "));
    line.unwrap().parse().unwrap()
}

#[tokio::test]
async fn renditions_are_answered_from_memory_while_a_file_is_in_the_folders_place() {
    let shop = TestShop::open().await;
    let folder = shop.file(&format!("pictures/quick-{}", media::VERSION));
    fs::write(&folder, "a file").unwrap();
    assert_eq!((failures(&shop.metrics().await), shop.get("/readyz").await.text()), (0, "ready\n".to_owned()));

    let first = shop.get(&rendition("160.jpg")).await;
    let others = [shop.get(&rendition("226.webp")).await, shop.get(&rendition("320.avif")).await];
    let again = shop.get(&rendition("160.jpg")).await;

    assert_eq!([first.status, again.status, others[0].status, others[1].status], [200; 4]);
    assert_eq!(first.header("cache-control"), "public, max-age=60", "it is not kept for ever");
    assert!(again.body == first.body);
    assert!(failures(&shop.metrics().await) > 0);
    assert_eq!(shop.get("/readyz").await.text(), DEGRADED);
    assert_eq!(shop.log.lines_with("renditions can't be stored").len(), 1);

    // A minute later storing is tried again, and its failure told again.
    pass_a_minute().await;
    assert_eq!(shop.get(&rendition("453.jpg")).await.status, 200);
    assert_eq!(shop.log.lines_with("renditions can't be stored").len(), 2);

    // Once there is a folder again, what is held is stored.
    fs::remove_file(&folder).unwrap();
    pass_a_minute().await;
    assert_eq!(shop.get(&rendition("640.jpg")).await.status, 200);
    assert_eq!(shop.get("/readyz").await.text(), "ready\n");
    assert_eq!(shop.log.lines_with("renditions can be stored again").len(), 1);
    assert!(folder.is_dir());
}

async fn pass_a_minute() {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
}

/// The answer's status and body.
async fn asked(address: SocketAddr, path: &str) -> (String, String) {
    let answer = visit(address, path).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head[9..12].to_owned(), body.to_owned())
}

#[tokio::test]
async fn renditions_are_answered_from_memory_while_nothing_more_can_be_written() {
    let program = Program::new();
    // So many details that its renditions are larger than files may be.
    let basket = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/images/basket-natural-2.jpg")).unwrap();
    fs::write(program.path("images/vase.jpg"), &basket).unwrap();
    program.success(&["import", "shop.json"]);
    let serving = program.serve_with_small_files("pictures_ahead = 0", 32 * 1024);

    for name in ["160.jpg", "905.jpg", "905.webp"] {
        let address = format!("/img/{}/{name}", ContentHash::of(&basket).as_str());
        let (status, picture) = asked(serving.address, &address).await;
        assert_eq!(status, "200", "{name}");
        assert_eq!(asked(serving.address, &address).await.1, picture, "{name}");
    }

    assert!(failures(&asked(serving.address, "/metrics").await.1) > 0, "every rendition could be stored");
    assert_eq!(asked(serving.address, "/readyz").await, ("200".to_owned(), DEGRADED.to_owned()));
    let log = serving.stop();
    assert_eq!(log.matches("renditions can't be stored").count(), 1, "{log}");
}

/// A file of this picture that was begun two hours ago, and one that was begun now.
fn given_leftovers(program: &Program) -> [std::path::PathBuf; 2] {
    let hash = picture_address();
    let folder = program.path(&format!("data/pictures/quick-{}/{}/{hash}", media::VERSION, &hash[..2]));
    fs::create_dir_all(&folder).unwrap();
    let [old, new] = ["160.webp#1", "226.webp#2"].map(|name| folder.join(name));
    fs::write(&old, "half").unwrap();
    fs::write(&new, "half").unwrap();
    let old_file = File::options().write(true).open(&old).unwrap();
    let hours_ago = old_file.metadata().unwrap().modified().unwrap() - Duration::from_secs(7200);
    old_file.set_modified(hours_ago).unwrap();
    [old, new]
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_deleted_when_the_shop_starts() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let [old, new] = given_leftovers(&program);

    let serving = program.serve("pictures_ahead = 0");
    while old.exists() {
        sleep(Duration::from_millis(5)).await;
    }

    assert!(new.exists(), "somebody may be writing it");
    assert!(serving.stop().contains("half-written files were deleted"));
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_deleted_by_prune() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let [old, new] = given_leftovers(&program);

    let foretold = program.success(&["pictures", "prune", "--dry-run"]);
    assert!(old.exists() && foretold.contains("to be deleted: 1 files"), "{foretold}");
    let done = program.success(&["pictures", "prune"]);

    assert!(done.contains("deleted: 1 files"), "{done}");
    assert!(!old.exists() && new.exists());
}
