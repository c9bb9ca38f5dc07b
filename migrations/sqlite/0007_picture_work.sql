-- A template cuts a picture around its focus, so readers need it. Renditions are made ahead of the first visitor: which
-- version of the pipeline has made a picture's, and until when one process has it in hand. And a picture whose pixels are
-- replaced keeps its place everywhere: addresses of the pixels before lead to the new ones.
ALTER TABLE picture ADD COLUMN made_ahead BIGINT NOT NULL DEFAULT 0;
ALTER TABLE picture ADD COLUMN in_hand_until BIGINT NOT NULL DEFAULT 0;

CREATE INDEX picture_made_ahead ON picture (made_ahead, id);

CREATE TABLE picture_former (
    content_hash TEXT NOT NULL,
    picture_id BIGINT NOT NULL REFERENCES picture (id),
    replaced_at BIGINT NOT NULL,
    CONSTRAINT picture_former_once PRIMARY KEY (content_hash)
);

DROP VIEW picture_ref;
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

DROP VIEW picture_shape;
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
