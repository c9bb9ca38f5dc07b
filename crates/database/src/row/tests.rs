use types::{Focus, ImageRef, LocationId, Slug, Timestamp};

use crate::{Error, sql, testing::both_engines};

crate::row! {
    #[derive(Debug, PartialEq)]
    struct Location {
        code: Slug,
        id: LocationId,
        published: [Option<Timestamp>; 2] = flatten,
    }
}

#[tokio::test]
async fn a_row_is_read_by_the_names_of_its_columns() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        sql("INSERT INTO location (id, code) VALUES (7, 'main')").execute(&mut tx).await.unwrap();
        let text =
            "SELECT CAST(NULL AS BIGINT) AS published_to, id, CAST(5 AS BIGINT) AS published_from, code FROM location";

        let location: Location = sql(text).row(&mut tx).await.unwrap();

        let expected =
            Location { code: Slug::new("main").unwrap(), id: LocationId(7), published: [Some(Timestamp(5)), None] };
        assert_eq!(location, expected, "{}", given.engine);
    }
}

#[tokio::test]
async fn a_missing_column_and_a_value_that_is_never_written_are_defects() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        sql("INSERT INTO location (id, code) VALUES (7, 'no slug')").execute(&mut tx).await.unwrap();

        let missing = sql("SELECT code FROM location").row::<Location>(&mut tx).await;
        let defective = sql("SELECT code FROM location").scalar::<Slug>(&mut tx).await;

        assert!(matches!(missing, Err(Error::Internal(_))), "{}: {missing:?}", given.engine);
        assert!(matches!(defective, Err(Error::Internal(_))), "{}: {defective:?}", given.engine);
    }
}

#[tokio::test]
async fn a_picture_is_read_from_its_columns_or_is_absent() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        for text in [
            "INSERT INTO picture (id, content_hash, file_name, bytes, width, height, colour, focal_x, focal_y, created_at)
            VALUES (1, 'aa', 'mug.jpg', 1, 640, 480, '#ffffff', 400, 600, 0)",
            "INSERT INTO picture_text (picture_id, language, alt) VALUES (1, 'en', 'A mug')",
        ] {
            sql(text).execute(&mut tx).await.unwrap();
        }
        let one = concat!("SELECT ", crate::picture_columns!(), " FROM picture_ref WHERE picture_id = 1");
        let optional = concat!(
            "SELECT ",
            crate::picture_columns!(optional),
            " FROM (SELECT CAST(1 AS BIGINT) AS picture_id, 1 AS place UNION ALL SELECT CAST(NULL AS BIGINT), 2) AS given ",
            crate::left_join_picture!("given.picture_id", "'en'"),
            " ORDER BY given.place",
        );

        let read: ImageRef = sql(one).row(&mut tx).await.unwrap();
        let found: Vec<Option<ImageRef>> = sql(optional).rows(&mut tx).await.unwrap();

        let expected = ImageRef {
            address: "aa".to_owned(),
            width: 640,
            height: 480,
            colour: "#ffffff".to_owned(),
            alt: "A mug".to_owned(),
            focus: Focus { x: 400, y: 600 },
        };
        assert_eq!(read, expected, "{}", given.engine);
        assert_eq!(found, [Some(expected), None], "{}", given.engine);
    }
}
