-- Facts about products of any trade. An empty text means that nothing is known.
ALTER TABLE product ADD COLUMN country_of_origin TEXT NOT NULL DEFAULT '';
ALTER TABLE product ADD COLUMN tax_class TEXT NOT NULL DEFAULT '';
ALTER TABLE product_text ADD COLUMN seo_title TEXT NOT NULL DEFAULT '';
ALTER TABLE product_text ADD COLUMN seo_description TEXT NOT NULL DEFAULT '';
ALTER TABLE variant ADD COLUMN gtin TEXT NOT NULL DEFAULT '';
ALTER TABLE variant ADD COLUMN mpn TEXT NOT NULL DEFAULT '';

-- Attributes that product pages show, under a heading or none.
ALTER TABLE attribute ADD COLUMN is_shown BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE attribute_text ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
