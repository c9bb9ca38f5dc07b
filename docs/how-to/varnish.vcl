vcl 4.1;

# Varnish in front of Vitrine. Needs vmod_xkey (Debian: varnish-modules), and the parameter http_gzip_support=off, so
# that the shop's own brotli passes. See put-a-cdn-in-front.md.

import std;
import xkey;

backend shop {
    .host = "127.0.0.1";
    .port = "3000";
    # Who is not healthy is not asked: pages that are in grace are shown instead.
    .probe = {
        .url = "/readyz";
        .interval = 2s;
        .timeout = 2s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

# From where the shop purges.
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
        # Soft: the page is no longer fresh, but still there if the shop is gone.
        set req.http.x-purged = xkey.softpurge(req.http.xkey-purge);
        return (synth(200, "Purged " + req.http.x-purged));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # The operators' pages are not for those who come through here.
    if (req.url ~ "^/(metrics|readyz|healthz)") {
        return (synth(404, "Not Found"));
    }
    # What advertisers and newsletters add to links, no page reads: see the list in put-a-cdn-in-front.md.
    unset req.http.X-Query;
    if (req.url ~ "[?&](?:utm_[a-z_]+|mc_[ce]id|gad_[a-z]+|gclid|gclsrc|dclid|gbraid|wbraid|srsltid|_ga|_gl|fbclid|igshid|msclkid|ttclid|twclid|li_fat_id|epik|yclid|_kx|_hsenc|_hsmi|mkt_tok)(?:[=&]|$)") {
        set req.http.X-Query = regsub(req.url, "^[^?]*[?]", "");
        set req.url = regsuball(req.url, "(?<=[?&])(?:utm_[a-z_]+|mc_[ce]id|gad_[a-z]+|gclid|gclsrc|dclid|gbraid|wbraid|srsltid|_ga|_gl|fbclid|igshid|msclkid|ttclid|twclid|li_fat_id|epik|yclid|_kx|_hsenc|_hsmi|mkt_tok)(?:=[^&]*)?(?:&|$)", "");
        set req.url = regsub(req.url, "[?&]$", "");
    }
    # The entrance reads a cookie; no page does.
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
    # What was before a write is shown only while the shop can't be asked.
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_hash {
    # One shop has one address, whatever a client says of it.
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
    # Between the parts of this file.
    unset bereq.http.X-Cache;
    unset bereq.http.X-Query;
}

sub vcl_backend_response {
    if (beresp.http.Surrogate-Control ~ "max-age=[0-9]+") {
        set beresp.ttl = std.duration(regsub(beresp.http.Surrogate-Control, ".*max-age=([0-9]+).*", "\1s"), 0s);
        set beresp.grace = std.duration(regsub(beresp.http.Surrogate-Control, ".*stale-if-error=([0-9]+).*", "\1s"), 0s);
        # Long enough to ask the shop whether an old page is still what it was, instead of fetching it again.
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
    # Between the shop and Varnish.
    unset resp.http.xkey;
    unset resp.http.Surrogate-Control;
    # A page is fresh for as long as it is here: its age is nobody's business.
    unset resp.http.Age;
    # RFC 9211: each cache adds itself after those nearer to the origin. Of a redirect the shop says nothing.
    if (req.http.X-Cache == "hit" || !resp.http.Cache-Status) {
        set resp.http.Cache-Status = "varnish; " + req.http.X-Cache;
    } else {
        set resp.http.Cache-Status = resp.http.Cache-Status + ", varnish; " + req.http.X-Cache;
    }
    # A redirect leads on with the query as it came: analytics read it where the visitor arrives.
    if (req.http.X-Query && resp.http.Location) {
        set resp.http.Location = regsub(resp.http.Location, "[?].*$", "") + "?" + req.http.X-Query;
    }
}
