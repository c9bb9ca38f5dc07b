-- A picture is its source's bytes; everything else about it can be made again.
CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    content_hash TEXT NOT NULL,
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    colour TEXT NOT NULL,
    focal_x BIGINT NOT NULL DEFAULT 500,
    focal_y BIGINT NOT NULL DEFAULT 500,
    created_at BIGINT NOT NULL,
    CONSTRAINT picture_content_once UNIQUE (content_hash),
    CONSTRAINT picture_has_area CHECK (width > 0 AND height > 0),
    CONSTRAINT picture_focus_inside CHECK (focal_x BETWEEN 0 AND 1000 AND focal_y BETWEEN 0 AND 1000)
);

CREATE TABLE picture_text (
    picture_id BIGINT NOT NULL REFERENCES picture (id),
    language TEXT NOT NULL,
    alt TEXT NOT NULL,
    CONSTRAINT picture_text_once PRIMARY KEY (picture_id, language)
);

-- What other nouns read of a picture, in one language.
CREATE VIEW picture_ref AS
SELECT
    picture.id AS picture_id,
    picture_text.language,
    picture.content_hash AS address,
    picture.width,
    picture.height,
    picture.colour,
    picture_text.alt
FROM picture
JOIN picture_text ON picture_text.picture_id = picture.id;

-- The same in two, for whoever has a picture only perhaps: an outer join to a view of one table is looked up by key, one
-- to a view that joins is worked out whole.
CREATE VIEW picture_shape AS
SELECT
    id AS picture_id,
    content_hash AS address,
    width,
    height,
    colour
FROM picture;

CREATE VIEW picture_alt AS
SELECT
    picture_id,
    language,
    alt
FROM picture_text;

-- The name of a picture's file, as documents write it.
CREATE VIEW picture_file AS
SELECT
    id AS picture_id,
    file_name
FROM picture;
