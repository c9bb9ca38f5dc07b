-- A SKU is any printable text, kept as it is written and compared without case. The key is the form in which it is
-- compared; the program makes it, because the engines fold case differently. A row without a key was written by an
-- earlier version, whose SKUs are of A-Z 0-9 . _ - only: its key is the SKU in lower case.
ALTER TABLE variant ADD COLUMN sku_key TEXT COLLATE "C";
UPDATE variant SET sku_key = lower(sku);
CREATE UNIQUE INDEX variant_sku_key_once ON variant (COALESCE(sku_key, lower(sku)));
