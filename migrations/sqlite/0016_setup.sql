-- The shop's setup: its name, languages, markets and interface texts, as one document; and every document that it had.
CREATE TABLE setup (
    id BIGINT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    files TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE setup_history (
    id INTEGER PRIMARY KEY,
    saved_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    files TEXT NOT NULL DEFAULT '{}'
);

-- The files that themes name or named: fonts and pictures in Base64, by the paths at which they are served. `setup.files` leads
-- from the paths in the document to these. They stay, because caches hold pages of earlier themes.
CREATE TABLE theme_file (
    address TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);

-- The style sheets of all themes so far, by hash.
CREATE TABLE theme_sheet (
    hash TEXT NOT NULL PRIMARY KEY,
    css TEXT NOT NULL
);

-- The first segments that URLs of a locale had before, and the market and language that they lead to.
CREATE TABLE former_prefix (
    prefix TEXT NOT NULL PRIMARY KEY,
    market TEXT NOT NULL,
    language TEXT NOT NULL
);

CREATE TABLE setup_language (
    language TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- A row of texts exists for each language of the shop. `origins` says which texts are the language's own and which it borrows.
ALTER TABLE product_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE category_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE collection_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE attribute_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE attribute_value_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE page_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';
ALTER TABLE picture_text ADD COLUMN origins TEXT NOT NULL DEFAULT '';

-- Prices belong to a list: that of a currency, such as EUR, or that of a market.
ALTER TABLE price RENAME COLUMN market TO list;

-- The markets that sell a product: '' for all, '+de ch' for only these, '-us' for all but these.
ALTER TABLE product ADD COLUMN markets TEXT NOT NULL DEFAULT '';
