-- The rules that prices in carts depend on, as one document with the number of its changes; and every document that the shop
-- had.
CREATE TABLE pricing_rules (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE pricing_rules_history (
    id INTEGER PRIMARY KEY,
    saved_at BIGINT NOT NULL,
    document TEXT NOT NULL
);
