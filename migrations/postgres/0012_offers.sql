-- A merchant may say what a price is compared with, for a reduction whose end nobody knows.
ALTER TABLE price ADD COLUMN compare_at BIGINT CONSTRAINT price_compares_upwards CHECK (compare_at > amount);

-- Stock may be untracked: there is always one to sell, whatever was counted, and none of it is held.
ALTER TABLE stock ADD COLUMN is_tracked BOOLEAN NOT NULL DEFAULT TRUE;

-- Untracked stock has no number that can be sold, and a number has a bound (types::bounds::MAX_STOCK): sums over
-- locations stay within 64 bits, whatever was written before counts had bounds.
DROP VIEW stock_available;
CREATE VIEW stock_available AS
SELECT
    variant_id,
    location_id,
    CASE WHEN on_hand > 1000000000 THEN 1000000000 ELSE on_hand END AS on_hand,
    CASE
        WHEN NOT is_tracked THEN NULL
        WHEN on_hand - held > 1000000000 THEN 1000000000
        ELSE on_hand - held
    END AS available
FROM stock;

-- The stock of a variant over all locations; nothing is available as a number where one location does not count. The
-- sums stand in subqueries of one variant, because a view that groups is worked out whole before anything is looked up
-- in it.
CREATE VIEW variant_stock AS
SELECT
    variant.id AS variant_id,
    (
        SELECT CASE WHEN COUNT(*) = COUNT(available) THEN CAST(COALESCE(SUM(on_hand), 0) AS BIGINT) END
        FROM stock_available
        WHERE stock_available.variant_id = variant.id
    ) AS on_hand,
    (
        SELECT CASE WHEN COUNT(*) = COUNT(available) THEN CAST(COALESCE(SUM(available), 0) AS BIGINT) END
        FROM stock_available
        WHERE stock_available.variant_id = variant.id
    ) AS available
FROM variant;
