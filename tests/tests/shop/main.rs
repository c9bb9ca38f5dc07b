//! The whole server as a black box: through its router, through a real port, and as a program.

#![expect(clippy::unwrap_used, reason = "what a test can't have is what it fails for")]

mod harness;

mod access;
mod addresses;
mod appearance;
mod archive;
mod backup;
mod caching;
mod closing;
mod database_gone;
mod direction;
mod documentation;
mod edge;
mod errors;
mod every_address;
mod example_shops;
mod export_folder;
mod failed_commit;
mod files;
mod headers;
mod large_import;
mod locales;
mod menus;
mod new_shop;
mod nothing_shown_of_nothing;
mod offers;
mod operators;
mod order_mails;
mod page_cache;
mod payments;
mod picture_storage;
mod pictures;
mod private;
mod product_files;
mod program;
mod put_back;
mod orders;
mod quotes;
mod random_setups;
mod routes;
mod secrets;
mod settings;
mod sitemaps;
mod staff_api;
mod stock;
mod structured_data;
mod themes;
mod traces;
mod small_machine;
