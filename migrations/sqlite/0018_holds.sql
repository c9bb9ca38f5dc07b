-- Units of stock that are held for somebody, until a moment or until they are sold or released. A hold has a row for each
-- variant and location that it takes from. Rows of holds that have ended stay for some days, so that a command that is
-- repeated is answered as before. `is_counted`: the units are a part of `stock.held`; those of untracked stock are not.
CREATE TABLE hold (
    token TEXT NOT NULL,
    variant_id BIGINT NOT NULL,
    location_id BIGINT NOT NULL,
    units BIGINT NOT NULL,
    is_counted BOOLEAN NOT NULL,
    kind TEXT NOT NULL,
    holder TEXT NOT NULL,
    customer TEXT,
    state TEXT NOT NULL,
    taken_at BIGINT NOT NULL,
    held_until BIGINT,
    ended_at BIGINT,
    CONSTRAINT hold_once PRIMARY KEY (token, variant_id, location_id),
    CONSTRAINT hold_of_stock FOREIGN KEY (variant_id, location_id) REFERENCES stock (variant_id, location_id),
    CONSTRAINT hold_has_units CHECK (units > 0)
);

CREATE INDEX hold_lapses ON hold (held_until) WHERE state = 'held' AND held_until IS NOT NULL;
CREATE INDEX hold_ended ON hold (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX hold_variant ON hold (variant_id, location_id);

-- Units of a variant that a customer holds or has bought, where the number is limited.
CREATE TABLE customer_units (
    customer TEXT NOT NULL,
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    units BIGINT NOT NULL,
    most BIGINT NOT NULL,
    CONSTRAINT customer_units_once PRIMARY KEY (customer, variant_id),
    CONSTRAINT customer_units_within_limit CHECK (units >= 0 AND units <= most)
);

-- The number of units from which pages no longer say how many are left. Writers of stock read it to tell which changes
-- pages show.
ALTER TABLE setup ADD COLUMN few BIGINT NOT NULL DEFAULT 4;

CREATE VIEW stock_display AS
SELECT COALESCE((SELECT few FROM setup WHERE id = 1), 4) AS few;

-- The SKUs of variants, for other domains than the catalogue. The key is the form in which they are compared.
CREATE VIEW variant_sku AS
SELECT id AS variant_id, sku, COALESCE(sku_key, lower(sku)) AS sku_key
FROM variant;
