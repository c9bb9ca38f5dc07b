-- Search engines tell products of one name apart by who makes them. A product that names no brand has an empty one.
ALTER TABLE product ADD COLUMN brand TEXT NOT NULL DEFAULT '';
