-- What is on the shelf, and what of it is spoken for.
CREATE TABLE location (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    CONSTRAINT location_code_once UNIQUE (code)
);

CREATE TABLE stock (
    location_id BIGINT NOT NULL REFERENCES location (id),
    variant_id BIGINT NOT NULL REFERENCES variant (id),
    on_hand BIGINT NOT NULL,
    held BIGINT NOT NULL DEFAULT 0,
    CONSTRAINT stock_once PRIMARY KEY (variant_id, location_id),
    CONSTRAINT stock_is_not_oversold CHECK (held >= 0 AND on_hand >= held)
);

-- What other nouns read of stock: how many of a variant each location has, and can still sell. It is not summed here,
-- because a view that groups is worked out whole before anything is looked up in it.
CREATE VIEW stock_available AS
SELECT
    variant_id,
    location_id,
    on_hand,
    on_hand - held AS available
FROM stock;
