use types::Timestamp;

use super::*;
use crate::{sql, testing::both_engines};

const NOW: Timestamp = Timestamp(7);

fn code(number: usize) -> String {
    format!("location-{number}")
}

fn rows(numbers: impl Iterator<Item = usize>) -> Vec<Vec<Parameter>> {
    numbers.map(|number| vec![code(number).into()]).collect()
}

crate::row! {
    struct CodeRow {
        code: String,
    }
}

#[tokio::test]
async fn more_rows_than_a_statement_takes_are_written_and_found() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let text = "INSERT INTO location (code) VALUES {(?)}";

        let written = execute_rows(&mut tx, text, &[], rows(0..1301)).await.unwrap();
        let text = "SELECT code FROM location WHERE code <> $1 AND code IN ({?}) AND code <> $2";
        let left_out = [code(3).into(), code(1299).into()];
        let found: Vec<CodeRow> = find_rows(&mut tx, text, &left_out, rows(0..1300)).await.unwrap();

        let mut found: Vec<String> = found.into_iter().map(|row| row.code).collect();
        found.sort();
        let mut expected: Vec<String> = (0..1299).filter(|number| *number != 3).map(code).collect();
        expected.sort();
        assert_eq!((written, found), (1301, expected), "{}", given.engine);
    }
}

#[tokio::test]
async fn fixed_parameters_stand_anywhere_in_a_text_with_rows() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let text = "INSERT INTO purger (network, purged, purged_at, repeated, repeats_next, held_until)
            VALUES {($2, ?, $1, ?, $1, 0)}
            ON CONFLICT (network) DO UPDATE SET held_until = $3";
        let fixed = [5_i64.into(), "edge".into(), 9_i64.into()];

        for _ in 0..2 {
            execute_rows(&mut tx, text, &fixed, vec![vec![1_i64.into(), 2_i64.into()]]).await.unwrap();
        }

        let text = "SELECT network, purged, purged_at, repeated, repeats_next, held_until FROM purger";
        let row = sql(text).one(&mut tx).await.unwrap();
        let numbers: Vec<i64> = (1..6).map(|column| row.column(column).unwrap()).collect();
        assert_eq!((row.column::<String>(0).unwrap().as_str(), numbers), ("edge", vec![1, 5, 2, 5, 9]));
    }
}

#[tokio::test]
async fn ids_are_found_by_key() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        execute_rows(&mut tx, "INSERT INTO location (code) VALUES {(?)}", &[], rows(0..700)).await.unwrap();

        let text = "SELECT string_agg(CAST(id AS TEXT) || $1 || code, $2) AS ids FROM location WHERE code IN ({?})";
        let ids = find_ids(&mut tx, text, rows(100..900)).await.unwrap();
        let none = find_ids(&mut tx, text, rows(800..900)).await.unwrap();

        let one: i64 = sql("SELECT id FROM location WHERE code = $1").bind(code(600)).scalar(&mut tx).await.unwrap();
        assert_eq!((ids.len(), ids[&code(600)], none.len()), (600, one, 0), "{}", given.engine);
    }
}
