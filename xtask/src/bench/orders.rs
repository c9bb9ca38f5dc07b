//! Durable orders through the batcher.

use super::batches::Batches;

/// The statements of one order: those of the batcher, for an order of one unit that is paid on delivery.
const SAME: &str = "BEGIN;
SELECT id FROM shop_order WHERE checkout = md5(:token::text);
SELECT state FROM hold WHERE token = md5(:token::text);
SELECT on_hand, held FROM stock WHERE variant_id = :variant FOR UPDATE;
UPDATE stock SET held = held + 1 WHERE variant_id = :variant AND location_id = 1 AND on_hand - held >= 1;
INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, state, taken_at)
VALUES (md5(:token::text), :variant, 1, 1, TRUE, 'order', 'order', 'held', 1);
INSERT INTO order_number (market, next) VALUES ('ae', 1002)
ON CONFLICT (market) DO UPDATE SET next = order_number.next + 1 RETURNING next;
INSERT INTO shop_order (id, checkout, market, number, state, hold, customer, currency, total, refunded, search, snapshot,
    created_at, placed_at, changed_at)
VALUES (md5(:token::text), md5(:token::text), 'ae', (SELECT 'AE-' || next FROM order_number WHERE market = 'ae'), 'placed',
    md5(:token::text), md5(:token::text), 'AED', 5000, 0, 'buyer@example.com', repeat('x', 1500), 1, 1, 1);
INSERT INTO order_line (order_id, line, variant_id, sku, units) VALUES (md5(:token::text), 0, :variant, 'VASE', 1);
INSERT INTO order_link (token_hash, order_id, made_at) VALUES (md5(:token::text), md5(:token::text), 1);
INSERT INTO payment (id, order_id, attempt, method, kind, amount, currency, state, created_at)
VALUES (md5(:token::text), md5(:token::text), 1, 'cash', 'cash_on_delivery', 5000, 'AED', 'due', 1);
INSERT INTO order_event (order_id, event_key, kind, actor, at, data)
VALUES (md5(:token::text), 'placed', 'placed', 'buyer', 1, 'null');
COMMIT;
";

/// Orders of one unit.
pub(super) const ORDERS: Batches = Batches {
    package: "checkout",
    example: "measure_orders",
    verb: "place",
    commands: "Orders of one unit",
    peers: &[("the same statements", SAME)],
};
