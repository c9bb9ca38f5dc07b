//! The program on a machine with little of everything, under clients that mean no good.

use std::{collections::BTreeSet, time::Duration};

use futures::future::join_all;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use tokio::time::sleep;

use crate::harness::{Program, Visitor, picture_address, visit};

/// Lets this test have as many connections as the system allows.
fn allow_many_connections() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).unwrap();
}

#[tokio::test]
async fn clients_that_do_not_read_leave_room_for_others() {
    allow_many_connections();
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let serving = program.serve_with_descriptors(1024);
    let requests = "GET /en-ae HTTP/1.1\r\nHost: shop\r\n\r\n".repeat(500);

    let slow = join_all((0..1100).map(|_| async {
        let mut visitor = Visitor::connect(serving.address).await?;
        visitor.try_send(&requests).await.map(|()| visitor)
    }));
    let slow = slow.await;
    let mut statuses = Vec::new();
    for _ in 0..20 {
        let answer = visit(serving.address, "/en-ae").await.unwrap();
        statuses.push(status(&answer));
    }

    assert_eq!(statuses, ["200"; 20]);
    let peak = serving.peak_memory();
    assert!(peak < 256, "{peak} MB");
    drop(slow);
}

#[tokio::test]
async fn crowd_that_asks_for_pictures_leaves_no_memory_behind() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let serving = program.serve("log = \"warn\"\npicture_memory_megabytes = 128");
    let pictures: Vec<String> = shapes().flat_map(renditions).collect();

    let answers = join_all(pictures.iter().map(|picture| visit(serving.address, picture))).await;
    let statuses = answers.into_iter().map(|answer| status(&answer.unwrap())).collect::<BTreeSet<_>>();
    let peak = serving.peak_memory();
    while serving.memory_now() > 100 {
        sleep(Duration::from_millis(50)).await;
    }

    assert_eq!(statuses, BTreeSet::from(["200".to_owned()]));
    assert!(peak < 384, "{peak} MB");
}

#[tokio::test]
async fn unknown_pictures_cost_next_to_nothing() {
    allow_many_connections();
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let serving = program.serve("log = \"warn\"\npictures_ahead = 0");

    let unknown = (0..3000).map(|number| format!("/img/{number:032x}/640.avif"));
    let answers = join_all(unknown.map(|picture| async move { visit(serving.address, &picture).await }));
    let statuses = answers.await.into_iter().map(|answer| status(&answer.unwrap())).collect::<BTreeSet<_>>();

    assert_eq!(statuses, BTreeSet::from(["404".to_owned()]));
    let peak = serving.peak_memory();
    assert!(peak < 192, "{peak} MB");
}

/// The shop's one picture, whole and cut.
fn shapes() -> impl Iterator<Item = String> {
    let cuts = ["", "-16x9-400-600", "-2x1-400-600", "-21x9-400-600"];
    cuts.into_iter().map(|cut| format!("{}{cut}", picture_address()))
}

fn renditions(picture: String) -> impl Iterator<Item = String> {
    let widths = [160, 226, 320, 453, 640, 905];
    widths
        .into_iter()
        .flat_map(move |width| ["avif", "webp", "jpg"].map(|format| format!("/img/{picture}/{width}.{format}")))
}

fn status(answer: &str) -> String {
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}
