-- The menus of the header and the footer, as documents. A shop without one shows its categories, collections and pages.
CREATE TABLE menu (
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT menu_once PRIMARY KEY (kind)
);
