//! Renditions while the storage takes none.

use super::*;

#[tokio::test]
async fn a_rendition_that_can_be_made_and_not_stored_is_made_once() {
    let picture = inspected(400, 300);
    let (folder, renditions) = renditions_of(&picture).await;
    let quick = folder.path().join(format!("quick-{}", media::VERSION));
    std::fs::write(&quick, "a file in the folder's place").unwrap();
    let name = named(&picture, "", "160.webp");

    let first = renditions.find_or_make(&name, (400, 300)).await.unwrap();
    let again = join_all((0..5).map(|_| renditions.find_or_make(&name, (400, 300)))).await;

    assert!(again.into_iter().all(|made| made.unwrap().bytes == first.bytes));
    assert_eq!(renditions.fast_count(), 1);
    assert_eq!((renditions.is_storage_failing(), renditions.may_store()), (true, false));
    assert!(renditions.storage_failures() > 0);
    assert!(!first.is_final, "a better one is made when there is room");
    assert!(renditions.make_ladder(&name.picture).await.is_err(), "nothing is made only to be stored");
}
