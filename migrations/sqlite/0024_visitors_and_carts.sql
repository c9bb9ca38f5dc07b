-- Browsers that have something of their own in the shop, such as a cart. A browser proves by a cookie with a token that it is
-- a visitor; only the token's hash is stored.
CREATE TABLE visitor (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    CONSTRAINT visitor_token UNIQUE (token_hash)
);

CREATE INDEX visitor_seen ON visitor (seen_at);

-- Carts. A visitor has one open cart, which belongs to the market in which it was last changed. `content` has its lines,
-- codes and the choices of its checkout, as JSON. `version` counts its changes. A cart that is being paid for, or was
-- ordered, is not open.
CREATE TABLE cart (
    id INTEGER PRIMARY KEY,
    visitor_id BIGINT NOT NULL REFERENCES visitor (id) ON DELETE CASCADE,
    market TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CONSTRAINT cart_state CHECK (state IN ('open', 'placing', 'ordered'))
);

CREATE UNIQUE INDEX cart_open ON cart (visitor_id) WHERE state = 'open';
CREATE INDEX cart_of_visitor ON cart (visitor_id);
