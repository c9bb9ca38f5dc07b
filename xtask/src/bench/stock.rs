//! Durable holds of stock through the batcher.

use super::batches::Batches;

/// The statements of one hold: those of the batcher.
const SAME: &str = "BEGIN;
SELECT state FROM hold WHERE token = md5(:token::text);
SELECT on_hand, held FROM stock WHERE variant_id = :variant FOR UPDATE;
UPDATE stock SET held = held + 1 WHERE variant_id = :variant AND location_id = 1 AND on_hand - held >= 1;
INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, state, taken_at, held_until)
VALUES (md5(:token::text), :variant, 1, 1, TRUE, 'checkout', 'checkout', 'held', 1, 900000);
COMMIT;
";
/// As few statements as a hold can have.
const FEWEST: &str = "BEGIN;
UPDATE stock SET held = held + 1 WHERE variant_id = :variant AND location_id = 1 AND on_hand - held >= 1;
INSERT INTO hold (token, variant_id, location_id, units, is_counted, kind, holder, state, taken_at, held_until)
VALUES (md5(:token::text), :variant, 1, 1, TRUE, 'checkout', 'checkout', 'held', 1, 900000);
COMMIT;
";

/// Holds of one unit.
pub(super) const HOLDS: Batches = Batches {
    package: "inventory",
    example: "measure_holds",
    verb: "hold",
    commands: "Holds",
    peers: &[("the same statements", SAME), ("the fewest statements", FEWEST)],
};
