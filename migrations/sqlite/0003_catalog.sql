-- What we sell, how it is arranged, and for how much from when to when.
CREATE TABLE category (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    parent_id BIGINT REFERENCES category (id),
    position BIGINT NOT NULL,
    picture_id BIGINT REFERENCES picture (id),
    CONSTRAINT category_code_once UNIQUE (code)
);

CREATE TABLE category_text (
    category_id BIGINT NOT NULL REFERENCES category (id),
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    CONSTRAINT category_text_once PRIMARY KEY (category_id, language),
    CONSTRAINT category_slug_once UNIQUE (language, slug)
);

-- An attribute is a thing products can be told apart by: a colour, a size, a material. Products share its values.
CREATE TABLE attribute (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    is_facet BOOLEAN NOT NULL,
    CONSTRAINT attribute_code_once UNIQUE (code)
);

CREATE TABLE attribute_text (
    attribute_id BIGINT NOT NULL REFERENCES attribute (id),
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT attribute_text_once PRIMARY KEY (attribute_id, language)
);

CREATE TABLE attribute_value (
    id INTEGER PRIMARY KEY,
    attribute_id BIGINT NOT NULL REFERENCES attribute (id),
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    swatch TEXT,
    CONSTRAINT attribute_value_once UNIQUE (attribute_id, code)
);

CREATE TABLE attribute_value_text (
    value_id BIGINT NOT NULL REFERENCES attribute_value (id),
    language TEXT NOT NULL,
    label TEXT NOT NULL,
    CONSTRAINT attribute_value_text_once PRIMARY KEY (value_id, language)
);

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    category_id BIGINT NOT NULL REFERENCES category (id),
    hsn TEXT NOT NULL,
    tags TEXT NOT NULL,
    popularity BIGINT NOT NULL,
    published_from BIGINT,
    published_to BIGINT,
    created_at BIGINT NOT NULL,
    CONSTRAINT product_code_once UNIQUE (code),
    CONSTRAINT product_is_published_forwards CHECK (published_to IS NULL OR published_to > published_from)
);
CREATE INDEX product_by_category ON product (category_id);
CREATE INDEX product_by_published_from ON product (published_from);
CREATE INDEX product_by_published_to ON product (published_to);

CREATE TABLE product_text (
    product_id BIGINT NOT NULL REFERENCES product (id),
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    material TEXT NOT NULL,
    care TEXT NOT NULL,
    CONSTRAINT product_text_once PRIMARY KEY (product_id, language),
    CONSTRAINT product_slug_once UNIQUE (language, slug)
);

-- The attributes a buyer chooses by, in the order they are asked.
CREATE TABLE product_option (
    product_id BIGINT NOT NULL REFERENCES product (id),
    attribute_id BIGINT NOT NULL REFERENCES attribute (id),
    position BIGINT NOT NULL,
    CONSTRAINT product_option_once PRIMARY KEY (product_id, attribute_id)
);

CREATE TABLE product_option_value (
    product_id BIGINT NOT NULL REFERENCES product (id),
    value_id BIGINT NOT NULL REFERENCES attribute_value (id),
    position BIGINT NOT NULL,
    CONSTRAINT product_option_value_once PRIMARY KEY (product_id, value_id)
);

-- The attributes that every variant shares: a material, a room.
CREATE TABLE product_attribute (
    product_id BIGINT NOT NULL REFERENCES product (id),
    value_id BIGINT NOT NULL REFERENCES attribute_value (id),
    CONSTRAINT product_attribute_once PRIMARY KEY (product_id, value_id)
);

CREATE TABLE variant (
    id INTEGER PRIMARY KEY,
    product_id BIGINT NOT NULL REFERENCES product (id),
    sku TEXT NOT NULL,
    position BIGINT NOT NULL,
    weight_g BIGINT NOT NULL,
    length_mm BIGINT NOT NULL,
    width_mm BIGINT NOT NULL,
    height_mm BIGINT NOT NULL,
    CONSTRAINT variant_sku_once UNIQUE (sku)
);
CREATE INDEX variant_by_product ON variant (product_id);

CREATE TABLE variant_value (
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    value_id BIGINT NOT NULL REFERENCES attribute_value (id),
    CONSTRAINT variant_value_once PRIMARY KEY (variant_id, value_id)
);

-- An amount per variant and market that holds from a moment to a moment; where two hold, the later start wins.
CREATE TABLE price (
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    market TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT,
    amount BIGINT NOT NULL,
    CONSTRAINT price_once PRIMARY KEY (variant_id, market, starts_at),
    CONSTRAINT price_is_positive CHECK (amount > 0),
    CONSTRAINT price_runs_forwards CHECK (ends_at IS NULL OR ends_at > starts_at)
);
CREATE INDEX price_by_start ON price (starts_at);
CREATE INDEX price_by_end ON price (ends_at);

CREATE TABLE product_picture (
    product_id BIGINT NOT NULL REFERENCES product (id),
    position BIGINT NOT NULL,
    picture_id BIGINT NOT NULL REFERENCES picture (id),
    value_id BIGINT REFERENCES attribute_value (id),
    CONSTRAINT product_picture_once PRIMARY KEY (product_id, position)
);

CREATE TABLE collection (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    position BIGINT NOT NULL,
    rule TEXT,
    picture_id BIGINT REFERENCES picture (id),
    published_from BIGINT,
    published_to BIGINT,
    CONSTRAINT collection_code_once UNIQUE (code)
);

CREATE TABLE collection_text (
    collection_id BIGINT NOT NULL REFERENCES collection (id),
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    CONSTRAINT collection_text_once PRIMARY KEY (collection_id, language),
    CONSTRAINT collection_slug_once UNIQUE (language, slug)
);

CREATE TABLE collection_product (
    collection_id BIGINT NOT NULL REFERENCES collection (id),
    product_id BIGINT NOT NULL REFERENCES product (id),
    position BIGINT NOT NULL,
    CONSTRAINT collection_product_once PRIMARY KEY (collection_id, product_id)
);

-- Slugs that once led here: a bookmark of one is sent on.
CREATE TABLE catalog_retired_slug (
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    slug TEXT NOT NULL,
    target_id BIGINT NOT NULL,
    CONSTRAINT catalog_retired_slug_once PRIMARY KEY (kind, language, slug)
);
