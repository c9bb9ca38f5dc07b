-- Lower prices of one unit from a number of units on, as documents write them; empty if there are none.
ALTER TABLE variant ADD COLUMN quantity_prices TEXT NOT NULL DEFAULT '';
