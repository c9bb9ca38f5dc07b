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
pub const SETTINGS: [Setting; 35] = [
    Setting {
        name: "data",
        default: "data",
        takes: "a folder",
        example: "/var/lib/vitrine",
        about: "The folder that contains the database and the pictures, unless `database` and `pictures` name other places.",
        secret: false,
    },
    Setting {
        name: "database",
        default: "sqlite:{data}/vitrine.db",
        takes: "sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME",
        example: "postgres://vitrine:secret@localhost/vitrine",
        about: "The URL of the shop's database. If `VITRINE_DATABASE` is not set, `DATABASE_URL` is read.",
        secret: true,
    },
    Setting {
        name: "redis",
        default: "",
        takes: "redis://HOST:6379 or rediss://USER:PASSWORD@HOST:6379",
        example: "redis://localhost:6379",
        about: "The URL of Redis for change notifications between processes on one PostgreSQL. Needed only behind a transaction pooler (PgBouncer 1.21 or newer) without LISTEN/NOTIFY. All processes use the same one. While Redis does not answer, a write takes up to a second longer; pages stay correct.",
        secret: true,
    },
    Setting {
        name: "pictures",
        default: "{data}/pictures",
        takes: "a folder, or s3://BUCKET or s3://BUCKET/PREFIX",
        example: "s3://shop-pictures",
        about: "The picture storage: the source pictures, which belong in the backup, and the renditions, which don't. A bucket may be on Amazon S3 or any service with the same API.",
        secret: false,
    },
    Setting {
        name: "s3_endpoint",
        default: "",
        takes: "a scheme and a host, without a path",
        example: "https://objects.example",
        about: "The address of the bucket's service, if it is not Amazon's.",
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
        about: "The access key of the bucket. Without it, the role of the machine provides one.",
        secret: true,
    },
    Setting {
        name: "pictures_ahead",
        default: "1",
        takes: "whole numbers from 0 to 64",
        example: "4",
        about: "The number of threads that make renditions before they are requested, on processors that pages leave idle. With 0, a rendition is made at its first request, fast and with more bytes, until `vitrine pictures rebuild` makes the final one.",
        secret: false,
    },
    Setting {
        name: "listing_picture_shape",
        default: "4:5",
        takes: "2:3, 3:4, 4:5, 1:1, 4:3, 3:2 or 16:9",
        example: "1:1",
        about: "The shape of the frames in which listings show products, categories and collections: width to height. Product pages show whole pictures of any shape.",
        secret: false,
    },
    Setting {
        name: "listing_picture_fit",
        default: "cut",
        takes: "cut or whole",
        example: "whole",
        about: "The treatment of a picture whose shape differs from the frame's. With `cut`, the picture fills the frame and is cropped around its focus. With `whole`, nothing is cropped, and the frame shows a plain background beside the picture: the picture's own if that is light and plain, such as a packshot's white. A picture too small to fill the frame is shown whole in either case, at its own size.",
        secret: false,
    },
    Setting {
        name: "picture_memory_megabytes",
        default: "",
        takes: "whole megabytes from 64 to 65536",
        example: "1024",
        about: "The most memory for decoding and encoding pictures; work that needs more waits. 64 MB of it are reserved for renditions that visitors wait for. An upload that needs more than all of it is refused; an imported picture that does is processed alone. Without this setting, it is a quarter of the memory of the machine or the container, and at least 256 MB.",
        secret: false,
    },
    Setting {
        name: "picture_hosts",
        default: "",
        takes: "hosts that pictures may be fetched from, with commas between them; a host that is not on the public internet is written NAME=ADDRESS:PORT",
        example: "photos.example,dam.internal=10.0.0.5:8080",
        about: "The hosts from which staff may have pictures fetched. A host's name must resolve to public addresses, and the connection uses HTTPS. For a host with an address behind it, the connection uses that address only, over HTTP.",
        secret: false,
    },
    Setting {
        name: "staff_token",
        default: "",
        takes: "at least 16 characters",
        example: "7c1e09b4a2f85d36",
        about: "The token of the staff API, which clients send as `Authorization: Bearer`. Without it, the staff API is disabled.",
        secret: true,
    },
    Setting {
        name: "test_payments_url",
        default: "",
        takes: "a scheme and a host, without a path",
        example: "http://127.0.0.1:4000",
        about: "The address of the test payment provider, at which shoppers pay without money. Methods of the kind `test` are offered only if this and `test_payments_secret` are set. It may lie in the shop's own network.",
        secret: false,
    },
    Setting {
        name: "test_payments_secret",
        default: "",
        takes: "one or two secrets of at least 16 characters, with a comma between them",
        example: "5d0f6a3c9b2e4817",
        about: "The secret of the test payment provider. To change it, write the new one before the old one: requests are made with the first, and notices may be signed with either.",
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
        about: "The address and port that the server listens on.",
        secret: false,
    },
    Setting {
        name: "connections",
        default: "1024",
        takes: "whole numbers from 1 to 1000000",
        example: "20000",
        about: "The most open connections. There are never more than the system's limit of open files allows, less 128 for the database and pictures. At the limit, the connections that have waited longest for their clients are closed in favour of new ones.",
        secret: false,
    },
    Setting {
        name: "connections_per_address",
        default: "",
        takes: "whole numbers from 1 to 1000000",
        example: "100",
        about: "The most open connections from one address (of IPv6: one /64 network); more are closed at once. Leave it unset behind a proxy or CDN, which all connections come from. Addresses of the machine itself are never limited.",
        secret: false,
    },
    Setting {
        name: "origin",
        default: "http://{listen}",
        takes: "a scheme and a host, without a path",
        example: "https://shop.example",
        about: "The public address of the shop. Absolute links use it, and never the address of a request. With `https`, browsers are told to use HTTPS only (HSTS).",
        secret: false,
    },
    Setting {
        name: "smtp_url",
        default: "",
        takes: "smtp://USER:PASSWORD@HOST:587 (STARTTLS), smtps://USER:PASSWORD@HOST:465 (TLS), or smtp://HOST:25?tls=off",
        example: "smtps://shop:secret@smtp.example",
        about: "The SMTP server that mails about orders are handed to. With `smtp://`, the server must offer STARTTLS, and its certificate must be valid; `?tls=off` is for a server on this machine or in your own network. A password in it is percent-encoded. Without this setting and `mail_from`, mails are kept in the database.",
        secret: true,
    },
    Setting {
        name: "mail_from",
        default: "",
        takes: "an e-mail address, or NAME <ADDRESS>",
        example: "Lumina <orders@shop.example>",
        about: "The sender of mails about orders. Without a name, it has the shop's name in the buyer's language. Answers go to the contact address of the shop's setup, if it has one.",
        secret: false,
    },
    Setting {
        name: "log",
        default: "info",
        takes: "a level (error, warn, info, debug, trace), or levels by part",
        example: "info,sqlx=warn",
        about: "The levels of the log, which is written to standard error.",
        secret: false,
    },
    Setting {
        name: "log_format",
        default: "text",
        takes: "text or json",
        example: "json",
        about: "The format of the log.",
        secret: false,
    },
    Setting {
        name: "otlp_endpoint",
        default: "",
        takes: "an http or https address, without a user or a query",
        example: "http://localhost:4318",
        about: "The OpenTelemetry collector that traces of requests are sent to, by OTLP over HTTP with protobuf; `/v1/traces` is added to the address. A trace has spans of the request, the page cache lookup, the render and each SQL statement. Without this setting, no traces are made.",
        secret: false,
    },
    Setting {
        name: "metrics_token",
        default: "",
        takes: "at least 16 characters",
        example: "b1f0c2a47d5e9386",
        about: "The token of `/metrics`, which clients send as `Authorization: Bearer`. Without it, `/metrics` answers only clients on the same machine whose request came through no proxy.",
        secret: true,
    },
    Setting {
        name: "shutdown_delay_seconds",
        default: "0",
        takes: "whole seconds from 0 to 600",
        example: "5",
        about: "The time after SIGTERM in which new connections are still accepted while `/readyz` answers 503, so that a load balancer can turn away first.",
        secret: false,
    },
    Setting {
        name: "shutdown_grace_seconds",
        default: "10",
        takes: "whole seconds from 0 to 600",
        example: "30",
        about: "The time after that in which requests in progress may finish.",
        secret: false,
    },
    Setting {
        name: "page_cache_megabytes",
        default: "64",
        takes: "whole megabytes from 1 to 65536",
        example: "512",
        about: "The most memory of the page cache. A page is cached until something that it shows changes.",
        secret: false,
    },
    Setting {
        name: "stale_if_error_seconds",
        default: "86400",
        takes: "whole seconds from 0 to 86400",
        example: "3600",
        about: "The time for which a stale page may be served while the database does not answer. The CDN gets the same limit.",
        secret: false,
    },
    Setting {
        name: "stale_while_revalidate_seconds",
        default: "0",
        takes: "whole seconds from 0 to 86400",
        example: "2",
        about: "The time for which a stale page may be served after a change, while the new one is rendered. With 0, no stale page is served.",
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
