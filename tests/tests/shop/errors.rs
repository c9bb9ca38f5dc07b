//! Error pages that visitors see when the server fails.

use std::fs;

use crate::harness::{TestShop, rendition};

#[tokio::test]
async fn failure_is_a_page_with_the_reference_that_the_log_has() {
    let shop = TestShop::open().await;
    let address = rendition("160.jpg");
    let picture = address.split('/').nth(2).unwrap();
    let source = shop.file("pictures/sources").join(&picture[..2]).join(picture);
    fs::write(source, "no pixels").unwrap();

    let answer = shop.get(&address).await;

    let reference = answer.header("x-request-id").to_owned();
    let errors = shop.log.take_errors();
    assert_eq!(answer.status, 500);
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert!(answer.text().contains(&reference), "{}", answer.text());
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].contains(&reference), "{errors:?}");
    assert!(!answer.text().contains("decoded"), "the page tells what only the log should");
}
