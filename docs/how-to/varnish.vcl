vcl 4.1;

# Varnish in front of Vitrine. Needs vmod_xkey (Debian: varnish-modules), and the parameter http_gzip_support=off, so
# that the shop's own brotli passes. See put-a-cdn-in-front.md.

import std;
import xkey;

backend shop {
    .host = "127.0.0.1";
    .port = "3000";
    # While the shop is unhealthy, Varnish serves pages within their grace period.
    .probe = {
        .url = "/readyz";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# The addresses that may purge.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403, "Forbidden"));
        }
        if (!req.http.xkey-purge) {
            return (synth(400, "No keys"));
        }
        # A soft purge makes the page stale, but keeps it for an outage of the shop.
        set req.http.x-purged = xkey.softpurge(req.http.xkey-purge);
        return (synth(200, "Purged " + req.http.x-purged));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The public has no access to the operators' endpoints.
    if (req.url ~ "^/(metrics|readyz|healthz)") {
        return (synth(404, "Not Found"));
    }
    # Removes tracking parameters, which no page reads. put-a-cdn-in-front.md lists them.
    unset req.http.X-Query;
    if (req.url ~ "[?&](?:utm_[a-z_]+|mc_[ce]id|gad_[a-z]+|gclid|gclsrc|dclid|gbraid|wbraid|srsltid|_ga|_gl|fbclid|igshid|msclkid|ttclid|twclid|li_fat_id|epik|yclid|_kx|_hsenc|_hsmi|mkt_tok)(?:[=&]|$)") {
        set req.http.X-Query = regsub(req.url, "^[^?]*[?]", "");
        set req.url = regsuball(req.url, "(?<=[?&])(?:utm_[a-z_]+|mc_[ce]id|gad_[a-z]+|gclid|gclsrc|dclid|gbraid|wbraid|srsltid|_ga|_gl|fbclid|igshid|msclkid|ttclid|twclid|li_fat_id|epik|yclid|_kx|_hsenc|_hsmi|mkt_tok)(?:=[^&]*)?(?:&|$)", "");
        set req.url = regsub(req.url, "[?&]$", "");
    }
    # Only `/` reads a cookie.
    if (req.url != "/") {
        unset req.http.Cookie;
    }
    if (req.http.Accept-Encoding ~ "(^|[ ,])br([ ,;]|$)") {
        set req.http.Accept-Encoding = "br";
    } else if (req.http.Accept-Encoding ~ "gzip") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    # While the shop is healthy, stale pages are not served.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_hash {
    # The Host header is not part of the key, because the shop has one origin.
    hash_data(req.url);
    return (lookup);
}

sub vcl_hit {
    set req.http.X-Cache = "hit";
}

sub vcl_miss {
    set req.http.X-Cache = "fwd=miss";
}

sub vcl_pass {
    set req.http.X-Cache = "fwd=method";
}

sub vcl_backend_fetch {
    # These headers are only for this file.
    unset bereq.http.X-Cache;
    unset bereq.http.X-Query;
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=([0-9]+).*", "\1s"), 0s);
        set beresp.grace = std.duration(regsub(beresp.http.Surrogate-Control, ".*stale-if-error=([0-9]+).*", "\1s"), 0s);
        # Keeps the page for conditional requests (304) after its lifetime.
        set beresp.keep = 1h;
    } else {
        set beresp.grace = 0s;
    }
    if (beresp.ttl <= 0s || beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "private|no-store") {
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
    }
    return (deliver);
}

sub vcl_deliver {
    # These headers are only for Varnish.
    unset resp.http.xkey;
    unset resp.http.Surrogate-Control;
    # Purges keep cached pages fresh, so browsers must not subtract an age.
    unset resp.http.Age;
    # RFC 9211: each cache appends its entry after those nearer to the origin. The shop sends none with a redirect.
    if (req.http.X-Cache == "hit" || !resp.http.Cache-Status) {
        set resp.http.Cache-Status = "varnish; " + req.http.X-Cache;
    } else {
        set resp.http.Cache-Status = resp.http.Cache-Status + ", varnish; " + req.http.X-Cache;
    }
    # A redirect keeps the original query, so that analytics see it at the target.
    if (req.http.X-Query && resp.http.Location) {
        set resp.http.Location = regsub(resp.http.Location, "[?].*$", "") + "?" + req.http.X-Query;
    }
}
