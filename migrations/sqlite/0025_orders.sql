-- Orders. `snapshot` is what the buyer agreed to, as JSON; it never changes, and nothing in it is looked up again. `number` is
-- given when the order is placed: a payment that never succeeds uses up none. `hold` names the units of stock that the order
-- holds, `cart_id` the cart that it was made from. `customer` is a hash of the buyer's e-mail address, and `search` has the
-- words that staff find the order by.
CREATE TABLE shop_order (
    id TEXT NOT NULL,
    checkout TEXT NOT NULL,
    market TEXT NOT NULL,
    number TEXT,
    state TEXT NOT NULL,
    hold TEXT NOT NULL,
    cart_id BIGINT,
    customer TEXT NOT NULL,
    currency TEXT NOT NULL,
    total BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    search TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    placed_at BIGINT,
    changed_at BIGINT NOT NULL,
    CONSTRAINT shop_order_once PRIMARY KEY (id),
    CONSTRAINT shop_order_checkout UNIQUE (checkout),
    CONSTRAINT shop_order_number UNIQUE (number),
    CONSTRAINT shop_order_state CHECK (state IN ('placing', 'placed', 'dispatched', 'delivered', 'cancelled')),
    CONSTRAINT shop_order_number_when_placed CHECK (
        (number IS NULL) = (placed_at IS NULL)
        AND (state <> 'placing' OR number IS NULL)
        AND (state IN ('placing', 'cancelled') OR number IS NOT NULL)
    ),
    CONSTRAINT shop_order_refunds CHECK (refunded >= 0 AND refunded <= total)
);

CREATE INDEX shop_order_by_state ON shop_order (state, id);
CREATE INDEX shop_order_of_customer ON shop_order (customer, id);

-- The links by which a buyer without an account opens an order: only the hash of a token is stored.
CREATE TABLE order_link (
    token_hash TEXT NOT NULL,
    order_id TEXT NOT NULL REFERENCES shop_order (id),
    made_at BIGINT NOT NULL,
    CONSTRAINT order_link_once PRIMARY KEY (token_hash)
);

CREATE INDEX order_link_of_order ON order_link (order_id);

-- The units of an order, by the keys of the lines in its snapshot.
CREATE TABLE order_line (
    order_id TEXT NOT NULL REFERENCES shop_order (id),
    line BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    sku TEXT NOT NULL,
    units BIGINT NOT NULL,
    CONSTRAINT order_line_once PRIMARY KEY (order_id, line),
    CONSTRAINT order_line_has_units CHECK (units > 0)
);

CREATE INDEX order_line_variant ON order_line (variant_id);

-- The history of orders. An event that is recorded again under the same key is the same event.
CREATE TABLE order_event (
    id INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES shop_order (id),
    event_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    at BIGINT NOT NULL,
    data TEXT NOT NULL,
    CONSTRAINT order_event_once UNIQUE (order_id, event_key)
);

-- The next number of each market's series. The row is raised in the transaction that places the order, so that none is left out.
CREATE TABLE order_number (
    market TEXT NOT NULL,
    next BIGINT NOT NULL,
    CONSTRAINT order_number_once PRIMARY KEY (market)
);

-- The orders that use a promotion, those that were cancelled left out: in all, and of one customer.
CREATE TABLE promotion_use (
    promotion TEXT NOT NULL,
    used BIGINT NOT NULL,
    CONSTRAINT promotion_use_once PRIMARY KEY (promotion),
    CONSTRAINT promotion_use_is_a_number CHECK (used >= 0)
);

CREATE TABLE promotion_use_of_customer (
    promotion TEXT NOT NULL,
    customer TEXT NOT NULL,
    used BIGINT NOT NULL,
    CONSTRAINT promotion_use_of_customer_once PRIMARY KEY (promotion, customer),
    CONSTRAINT promotion_use_of_customer_is_a_number CHECK (used >= 0)
);
