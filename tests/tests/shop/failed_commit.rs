//! A commit that fails, and what the import then says: whether the write is there.

use crate::harness::{Break, Program, Proxy};

/// Runs an import whose commit breaks, and the same import again. Returns the text of each, and true for each that succeeded.
async fn imported_twice(when: Break) -> [(bool, String); 2] {
    let (mut proxy, database) = Proxy::before_postgres().await;
    let program = Program::new();
    program.write("vitrine.toml", &format!("database = \"{}\"\nlisten = \"127.0.0.1:0\"", database.address));
    proxy.break_the_next_commit(when).await;
    let import = move || ["first", "second"].map(|_| program.outcome(&["import", "shop.json"]));
    tokio::task::spawn_blocking(import).await.unwrap()
}

#[tokio::test]
async fn import_whose_confirmation_is_lost_says_that_the_write_is_there() {
    let [first, second] = imported_twice(Break::BeforeTheShopIsTold).await;

    assert!(first.0, "{}", first.1);
    assert!(first.1.contains("the write is in the shop, as revision 1"), "{}", first.1);
    assert!(first.1.contains("Imported: "), "{}", first.1);
    assert!(second.0 && second.1.contains("left as they are"), "{}", second.1);
}

#[tokio::test]
async fn import_that_is_lost_says_that_the_shop_is_as_it_was() {
    let [first, second] = imported_twice(Break::BeforeTheServerHasIt).await;

    assert!(!first.0, "{}", first.1);
    assert!(first.1.contains("nothing was imported: the database failed to commit"), "{}", first.1);
    assert!(second.0 && second.1.contains("Imported: "), "{}", second.1);
}
