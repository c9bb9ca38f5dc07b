-- Payments of orders, one per attempt. `refunded` counts money from the moment at which it is asked to go back, so that more
-- than came in never does. `next_look_at`: the moment at which the timer asks the provider, while that has an outcome to tell.
CREATE TABLE payment (
    id TEXT NOT NULL PRIMARY KEY,
    order_id TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    method TEXT NOT NULL,
    kind TEXT NOT NULL,
    handle TEXT,
    url TEXT,
    state TEXT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    captured BIGINT NOT NULL DEFAULT 0,
    refunded BIGINT NOT NULL DEFAULT 0,
    reported_amount BIGINT,
    reported_currency TEXT,
    lapses_at BIGINT,
    looks BIGINT NOT NULL DEFAULT 0,
    next_look_at BIGINT,
    created_at BIGINT NOT NULL,
    CONSTRAINT payment_attempt_once UNIQUE (order_id, attempt),
    CONSTRAINT payment_has_amount CHECK (amount > 0),
    CONSTRAINT payment_refunds_within_capture CHECK (refunded >= 0 AND refunded <= captured)
);

CREATE INDEX payment_handle ON payment (kind, handle);
CREATE INDEX payment_looks ON payment (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX payment_awaited ON payment (lapses_at) WHERE state = 'awaited';

-- Notices of providers that were taken in. A second one with the same id does nothing.
CREATE TABLE payment_notice (
    provider TEXT NOT NULL,
    event_id TEXT NOT NULL,
    handle TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    CONSTRAINT payment_notice_once PRIMARY KEY (provider, event_id)
);

-- Money that goes back. A row is written before a provider is asked, and names the request to it.
CREATE TABLE refund (
    id TEXT NOT NULL PRIMARY KEY,
    payment_id TEXT NOT NULL REFERENCES payment (id),
    amount BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    ended_at BIGINT,
    CONSTRAINT refund_has_amount CHECK (amount > 0)
);

CREATE INDEX refund_payment ON refund (payment_id);

-- Gift cards. The code itself is not stored: whoever has it has the money.
CREATE TABLE gift_card (
    id INTEGER PRIMARY KEY,
    code_hash TEXT NOT NULL,
    last_four TEXT NOT NULL,
    currency TEXT NOT NULL,
    issued BIGINT NOT NULL,
    balance BIGINT NOT NULL,
    state TEXT NOT NULL,
    expires_at BIGINT,
    issued_at BIGINT NOT NULL,
    CONSTRAINT gift_card_code_once UNIQUE (code_hash),
    CONSTRAINT gift_card_has_money CHECK (issued > 0),
    CONSTRAINT gift_card_balance_within_issue CHECK (balance >= 0 AND balance <= issued)
);

-- Uses of gift cards by orders, with the part that went back.
CREATE TABLE gift_card_use (
    gift_card_id BIGINT NOT NULL REFERENCES gift_card (id),
    order_id TEXT NOT NULL,
    amount BIGINT NOT NULL,
    given_back BIGINT NOT NULL DEFAULT 0,
    used_at BIGINT NOT NULL,
    CONSTRAINT gift_card_use_once PRIMARY KEY (gift_card_id, order_id),
    CONSTRAINT gift_card_use_has_amount CHECK (amount > 0),
    CONSTRAINT gift_card_use_given_back_within_amount CHECK (given_back >= 0 AND given_back <= amount)
);

CREATE INDEX gift_card_use_order ON gift_card_use (order_id);
