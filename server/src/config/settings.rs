//! All settings, with the texts that the documentation and the errors use.

/// A setting, as the documentation and the errors describe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The name in the file. The name in the environment is in capitals and begins with `VITRINE_`.
    pub name: &'static str,
    /// The default; empty if there is none.
    pub default: &'static str,
    /// The values that it takes, in words that follow "write".
    pub takes: &'static str,
    /// An example of a value.
    pub example: &'static str,
    /// The description.
    pub about: &'static str,
    /// True if no message may repeat its value.
    pub secret: bool,
}

impl Setting {
    /// Returns the name of the environment variable.
    pub fn variable(&self) -> String {
        format!("{}{}", super::PREFIX, self.name.to_ascii_uppercase())
    }

    /// Returns the example as a line of the file.
    pub fn line(&self) -> String {
        match self.example.parse::<u64>() {
            Ok(number) => format!("{} = {number}", self.name),
            Err(_) => format!("{} = \"{}\"", self.name, self.example),
        }
    }
}

/// All settings in the order of the documentation.
pub const SETTINGS: [Setting; 30] = [
    Setting {
        name: "data",
        default: "data",
        takes: "a folder",
        example: "/var/lib/vitrine",
        about: "The folder that `database` and `pictures` lie in unless they say otherwise.",
        secret: false,
    },
    Setting {
        name: "database",
        default: "sqlite:{data}/vitrine.db",
        takes: "sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME",
        example: "postgres://vitrine:secret@localhost/vitrine",
        about: "Where the shop is kept. `DATABASE_URL` is read too, when `VITRINE_DATABASE` is not set.",
        secret: true,
    },
    Setting {
        name: "redis",
        default: "",
        takes: "redis://HOST:6379 or rediss://USER:PASSWORD@HOST:6379",
        example: "redis://localhost:6379",
        about: "What tells processes on one PostgreSQL of each other's writes, instead of the database's own notifications: for a pooler in between that does not pass those on, but does know prepared statements (PgBouncer from 1.21 on). All processes name the same. While it is gone, a write takes up to a second longer, and nothing is shown wrong.",
        secret: true,
    },
    Setting {
        name: "pictures",
        default: "{data}/pictures",
        takes: "a folder, or s3://BUCKET or s3://BUCKET/PREFIX",
        example: "s3://shop-pictures",
        about: "Where the source pictures are, which belong into the backup, and the renditions, which don't. A bucket may be Amazon's or another service's that speaks S3.",
        secret: false,
    },
    Setting {
        name: "s3_endpoint",
        default: "",
        takes: "a scheme and a host, without a path",
        example: "https://objects.example",
        about: "Where the bucket's service is, if it is not Amazon's.",
        secret: false,
    },
    Setting {
        name: "s3_region",
        default: "us-east-1",
        takes: "a region's name",
        example: "me-central-1",
        about: "The region of the bucket.",
        secret: false,
    },
    Setting {
        name: "s3_key",
        default: "",
        takes: "ACCESS_KEY_ID:SECRET_ACCESS_KEY",
        example: "AKIDEXAMPLE:wJalrXUtnFEMIexample",
        about: "The key to the bucket. Without it, the role of the machine is asked for one.",
        secret: true,
    },
    Setting {
        name: "pictures_ahead",
        default: "1",
        takes: "whole numbers from 0 to 64",
        example: "4",
        about: "How many threads make renditions before somebody asks for them, with what pages and visitors leave of the processors. With 0, a rendition is made when it is first asked for, quickly and not as small, until `vitrine pictures rebuild` makes it well.",
        secret: false,
    },
    Setting {
        name: "listing_picture_shape",
        default: "4:5",
        takes: "2:3, 3:4, 4:5, 1:1, 4:3, 3:2 or 16:9",
        example: "1:1",
        about: "The shape of the frames in which listings show products, categories and collections: width to height. Product pages show whole pictures, whatever their shape.",
        secret: false,
    },
    Setting {
        name: "listing_picture_fit",
        default: "cut",
        takes: "cut or whole",
        example: "whole",
        about: "What becomes of a picture of another shape. With `cut` it fills the frame, cut around its focus; with `whole` nothing is cut off, and the frame shows calm ground beside it: the picture's own if that is light and plain, as of a packshot on white. A picture too small to fill the frame is shown whole in either case, at its own size.",
        secret: false,
    },
    Setting {
        name: "picture_memory_megabytes",
        default: "",
        takes: "whole megabytes from 64 to 65536",
        example: "1024",
        about: "How much memory decoding and encoding pictures may take; what would take more waits. Of it, 64 MB are only for renditions that visitors wait for. An upload that takes more than all of it is refused; an imported picture that does is made alone. Without this setting it is a quarter of the memory that the machine or the container has, and at least 256 MB.",
        secret: false,
    },
    Setting {
        name: "picture_hosts",
        default: "",
        takes: "hosts that pictures may be fetched from, with commas between them; a host that is not on the public internet is written NAME=ADDRESS:PORT",
        example: "photos.example,dam.internal=10.0.0.5:8080",
        about: "Where staff may have pictures fetched from. A host's name must lead to public addresses, and is asked over HTTPS. With an address behind it, that address and no other is asked, over HTTP.",
        secret: false,
    },
    Setting {
        name: "staff_token",
        default: "",
        takes: "at least 16 characters",
        example: "7c1e09b4a2f85d36",
        about: "With it, the API for staff answers whoever sends `Authorization: Bearer` and this text. Without it, that API answers nobody.",
        secret: true,
    },
    Setting {
        name: "assets",
        default: "dist",
        takes: "the folder that `cargo xtask up` builds",
        example: "/usr/share/vitrine/dist",
        about: "The folder with the built style sheet, scripts and public files.",
        secret: false,
    },
    Setting {
        name: "listen",
        default: "127.0.0.1:3000",
        takes: "an address and a port",
        example: "0.0.0.0:8080",
        about: "Where connections are taken.",
        secret: false,
    },
    Setting {
        name: "connections",
        default: "1024",
        takes: "whole numbers from 1 to 1000000",
        example: "20000",
        about: "The most connections at a time. There are never more than the system allows open files, less 128 for the database and pictures. When there are as many, those that have waited longest for their clients are closed in favour of new ones.",
        secret: false,
    },
    Setting {
        name: "connections_per_address",
        default: "",
        takes: "whole numbers from 1 to 1000000",
        example: "100",
        about: "The most connections from one address (of IPv6: one /64 network); more are closed at once. Leave it out behind a proxy or CDN, whose addresses are the only ones there are. Addresses of the machine itself are never limited.",
        secret: false,
    },
    Setting {
        name: "origin",
        default: "http://{listen}",
        takes: "a scheme and a host, without a path",
        example: "https://shop.example",
        about: "The address that shoppers see. Absolute links come from here and never from a request. With `https` the shop asks browsers to stay on it (HSTS).",
        secret: false,
    },
    Setting {
        name: "log",
        default: "info",
        takes: "a level (error, warn, info, debug, trace), or levels by part",
        example: "info,sqlx=warn",
        about: "What is logged, to standard error.",
        secret: false,
    },
    Setting {
        name: "log_format",
        default: "text",
        takes: "text or json",
        example: "json",
        about: "How a line of the log looks.",
        secret: false,
    },
    Setting {
        name: "metrics_token",
        default: "",
        takes: "at least 16 characters",
        example: "b1f0c2a47d5e9386",
        about: "With it, `/metrics` answers whoever sends `Authorization: Bearer` and this text. Without it, `/metrics` answers only clients on the same machine whose request came through no proxy.",
        secret: true,
    },
    Setting {
        name: "shutdown_delay_seconds",
        default: "0",
        takes: "whole seconds from 0 to 600",
        example: "5",
        about: "After SIGTERM, how long new connections are still taken while `/readyz` answers 503, so that a load balancer can turn away first.",
        secret: false,
    },
    Setting {
        name: "shutdown_grace_seconds",
        default: "10",
        takes: "whole seconds from 0 to 600",
        example: "30",
        about: "After that, how long what has begun may take to finish.",
        secret: false,
    },
    Setting {
        name: "page_cache_megabytes",
        default: "64",
        takes: "whole megabytes from 1 to 65536",
        example: "512",
        about: "The memory that the page cache may take. A page is cached until something that it shows changes.",
        secret: false,
    },
    Setting {
        name: "stale_if_error_seconds",
        default: "86400",
        takes: "whole seconds from 0 to 86400",
        example: "3600",
        about: "How long a stale page may be served while the database does not answer. The CDN gets the same limit.",
        secret: false,
    },
    Setting {
        name: "stale_while_revalidate_seconds",
        default: "0",
        takes: "whole seconds from 0 to 86400",
        example: "2",
        about: "How long a stale page may be served after a change, while the new one is rendered. With 0 no stale page is served.",
        secret: false,
    },
    Setting {
        name: "edge",
        default: "",
        takes: "a provider and the shop's service there: fastly:SERVICE, cloudflare:ZONE, cloudfront:DISTRIBUTION, bunny:PULLZONE or varnish:http://HOST:PORT,…",
        example: "varnish:http://127.0.0.1:6081",
        about: "The content delivery network (CDN) in front of the shop. Each page tells it a lifetime and tags, and each write purges the tags that changed.",
        secret: false,
    },
    Setting {
        name: "edge_token",
        default: "",
        takes: "the provider's API token; for CloudFront ACCESS_KEY_ID:SECRET_ACCESS_KEY",
        example: "f3d9c1a47b5e4d08",
        about: "The token for purges at the CDN.",
        secret: true,
    },
    Setting {
        name: "edge_api",
        default: "",
        takes: "a scheme and a host, without a path",
        example: "https://purge.internal.example",
        about: "The address of the CDN's purge API, if not the provider's usual one.",
        secret: false,
    },
    Setting {
        name: "dev_reload",
        default: "",
        takes: "a scheme and a host, without a path",
        example: "http://127.0.0.1:3001",
        about: "For development: the origin of the script that reloads pages. `cargo xtask dev` sets it.",
        secret: false,
    },
];
