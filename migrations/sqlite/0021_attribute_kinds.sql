-- Attributes with numbers in a unit, and attributes that are true or false. An empty property is none of schema.org's.
ALTER TABLE attribute ADD COLUMN kind TEXT NOT NULL DEFAULT 'values';
ALTER TABLE attribute ADD COLUMN schema_property TEXT NOT NULL DEFAULT '';
ALTER TABLE attribute_text ADD COLUMN unit TEXT NOT NULL DEFAULT '';
UPDATE attribute SET schema_property = 'color' WHERE code IN ('color', 'colour');
UPDATE attribute SET schema_property = code WHERE code IN ('size', 'material', 'pattern');

-- A product's number for an attribute, in thousandths; 1000 for true and 0 for false.
CREATE TABLE product_fact (
    product_id BIGINT NOT NULL REFERENCES product (id),
    attribute_id BIGINT NOT NULL REFERENCES attribute (id),
    thousandths BIGINT NOT NULL,
    CONSTRAINT product_fact_once PRIMARY KEY (product_id, attribute_id)
);

-- The language that all texts of a block are borrowed from. Empty if they are the language's own, or of several languages.
ALTER TABLE block ADD COLUMN borrowed_from TEXT NOT NULL DEFAULT '';
