-- Pages made of blocks: the home page, stories, and pages such as shipping. A page's kind decides its address.
-- `document` is what the merchant wrote, as JSON; texts and blocks are made from it for each language.
CREATE TABLE page (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    picture_id BIGINT REFERENCES picture (id),
    published_from BIGINT,
    published_to BIGINT,
    document TEXT NOT NULL,
    CONSTRAINT page_code_once UNIQUE (kind, code),
    CONSTRAINT page_kind_is_known CHECK (kind IN ('home', 'story', 'page')),
    CONSTRAINT page_is_published_forwards CHECK (published_to IS NULL OR published_to > published_from)
);
CREATE INDEX page_by_kind ON page (kind, position);

CREATE TABLE page_text (
    page_id BIGINT NOT NULL REFERENCES page (id),
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    CONSTRAINT page_text_once PRIMARY KEY (page_id, language),
    CONSTRAINT page_slug_once UNIQUE (kind, language, slug)
);

-- A block's words and references, per language, as JSON of the block's kind.
CREATE TABLE block (
    page_id BIGINT NOT NULL REFERENCES page (id),
    language TEXT NOT NULL,
    position BIGINT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT block_once PRIMARY KEY (page_id, language, position)
);

CREATE TABLE content_retired_slug (
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    CONSTRAINT content_retired_slug_once PRIMARY KEY (kind, language, slug)
);
