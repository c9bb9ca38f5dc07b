-- An archived thing is not public, and comes back as it was. A deleted thing is archived for good: its texts, prices and
-- pictures are gone; its row stays, because orders refer to variants and former addresses to the row. `archive` has, as
-- JSON, where its addresses redirect to, and the time of publication of an archived thing: the columns of that time are
-- empty meanwhile, so that queries that ask for it leave the thing out. A category has no such time: only its state says
-- that it is archived.
ALTER TABLE product ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE product ADD COLUMN archive TEXT NOT NULL DEFAULT '';
ALTER TABLE category ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE category ADD COLUMN archive TEXT NOT NULL DEFAULT '';
ALTER TABLE collection ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
ALTER TABLE collection ADD COLUMN archive TEXT NOT NULL DEFAULT '';
-- The document of a page has the rest.
ALTER TABLE page ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
