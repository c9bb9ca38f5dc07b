-- A picture is a file as the merchant names it, with words and a focus of its own. Two files of the same bytes are two
-- pictures: what is unique is the file's name, not the hash of the bytes. Pages of the version before are served as they
-- were; until it is replaced, it takes in no pictures.
-- SQLite drops no constraint of a table that others refer to, so the two columns change places: the constraint that was the
-- hash's is the name's from here on, whatever it is called.
DROP VIEW picture_ref;
DROP VIEW picture_shape;
DROP VIEW picture_file;

UPDATE picture SET file_name = content_hash || '-' || id
WHERE EXISTS (SELECT 1 FROM picture AS other WHERE other.file_name = picture.file_name AND other.id < picture.id);
ALTER TABLE picture RENAME COLUMN content_hash TO hash_of_before;
ALTER TABLE picture RENAME COLUMN file_name TO content_hash;
ALTER TABLE picture RENAME COLUMN hash_of_before TO file_name;
UPDATE picture SET content_hash = file_name, file_name = content_hash;
CREATE INDEX picture_by_content ON picture (content_hash);

CREATE VIEW picture_ref AS
SELECT
    picture.id AS picture_id,
    picture_text.language,
    picture.content_hash AS address,
    picture.width,
    picture.height,
    picture.colour,
    picture_text.alt,
    picture.focal_x,
    picture.focal_y
FROM picture
JOIN picture_text ON picture_text.picture_id = picture.id;

CREATE VIEW picture_shape AS
SELECT
    id AS picture_id,
    content_hash AS address,
    width,
    height,
    colour,
    focal_x,
    focal_y
FROM picture;

CREATE VIEW picture_file AS
SELECT
    id AS picture_id,
    file_name
FROM picture;
