// What machines read: asked for as they ask, without a browser.
import { expect, test, type APIRequestContext } from "@playwright/test";

import * as demo from "../demo";
import { LOCALES, type Locale } from "../demo";
import { only } from "../pages_of_the_shop";

const BCP47: Record<Locale, string> = {
  "en-ae": "en-AE",
  "ar-ae": "ar-AE",
  "en-in": "en-IN",
  "hi-in": "hi-IN",
  "en-us": "en-US",
};

const TYPES: Record<string, string[]> = {
  home: ["Organization"],
  category: ["BreadcrumbList", "ItemList"],
  collection: ["BreadcrumbList", "ItemList"],
  product: ["ProductGroup", "OfferShippingDetails", "MerchantReturnPolicy", "BreadcrumbList"],
  stories: ["BreadcrumbList"],
  story: ["BreadcrumbList"],
  page: ["BreadcrumbList"],
};

const OPEN_GRAPH: Record<string, string> = { product: "product", story: "article" };

for (const locale of LOCALES) {
  for (const kind of only(...Object.keys(TYPES))) {
    test(`machines read what people see: ${kind.name}, ${locale}`, async ({ request }) => {
      const head = await Head.of(request, kind.path(locale));

      expect(head.title).toMatch(/\S.* – Vitrine$/);
      expect(head.meta("description").length).toBeGreaterThan(20);
      expect(head.path(head.canonical)).toBe(kind.path(locale));
      const alternates = Object.fromEntries(head.alternates.map(([language, href]) => [language, head.path(href)]));
      const wanted = LOCALES.map((of) => [BCP47[of], kind.path(of)]);
      expect(alternates).toEqual({ ...Object.fromEntries(wanted), "x-default": kind.path("en-ae") });

      expect(head.data.map((data) => data["@type"])).toEqual(TYPES[kind.name]);
      expect(head.data.map((data) => data["@context"])).toEqual(TYPES[kind.name].map(() => "https://schema.org"));
      expect(head.property("og:type")).toBe(OPEN_GRAPH[kind.name] ?? "website");
      expect(head.property("og:url")).toBe(head.canonical);
      expect(head.property("og:locale")).toBe(BCP47[locale].replace("-", "_"));
      expect(head.title).toContain(head.property("og:title"));
    });
  }
}

test("a shared link has a picture", async ({ request }) => {
  for (const kind of only("home", "category", "product", "story")) {
    const head = await Head.of(request, kind.path("en-ae"));

    const picture = await request.get(head.path(head.property("og:image")));

    expect(picture.status(), kind.name).toBe(200);
    expect(picture.headers()["content-type"], kind.name).toBe("image/jpeg");
    expect(head.property("og:image:alt"), kind.name).toMatch(/\S/);
  }
});

test("a product's offers say the prices the page shows", async ({ request }) => {
  const head = await Head.of(request, demo.product("hi-in", "dune-vase"));

  const [group] = head.data as unknown as [
    { hasVariant: { sku: string; url: string; offers: Record<string, string> }[] },
  ];

  expect(group.hasVariant).toHaveLength(6);
  const small = group.hasVariant.find((variant) => variant.sku === "DUNVAS-CLAY-S")!;
  expect(small.offers).toMatchObject({
    price: "3899.00",
    priceCurrency: "INR",
    availability: "https://schema.org/InStock",
  });
  const none = group.hasVariant.find((variant) => variant.sku === "DUNVAS-INK-L")!;
  expect(none.offers.availability).toBe("https://schema.org/OutOfStock");
  const shown = await (await request.get(head.path(small.offers.url, "with its query"))).text();
  expect(shown).toContain('<data value="3899.00"');
});

test("a chosen variant is the product's own page to search engines", async ({ request }) => {
  const path = demo.product("en-ae", "dune-vase");

  const head = await Head.of(request, `${path}?colour=clay&size=l`);

  expect(head.path(head.canonical)).toBe(path);
});

test("what filters make of a listing is not listed; a second view of it is", async ({ request }) => {
  const path = demo.listing("en-ae", "ceramics");

  const narrowed = await Head.of(request, `${path}?colour=clay`);
  const plain = await Head.of(request, path);

  expect(narrowed.meta("robots")).toBe("noindex");
  expect(narrowed.path(narrowed.canonical)).toBe(path);
  expect(plain.meta("robots")).toBe("");
});

test("an address that leads nowhere is not listed and is nobody's alternate", async ({ request }) => {
  const head = await Head.of(request, "/en-ae/p/never-was-here", 404);

  expect(head.meta("robots")).toBe("noindex");
  expect(head.canonical).toBe("");
  expect(head.alternates).toEqual([]);
});

/** A page's head as a machine takes it apart. */
class Head {
  private constructor(private readonly html: string) {}

  static async of(request: APIRequestContext, path: string, status = 200): Promise<Head> {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(status);
    const [, html] = (await answer.text()).match(/<head>([\s\S]*)<\/head>/) ?? [];
    return new Head(html ?? "");
  }

  get title() {
    return text(this.first(/<title>([\s\S]*?)<\/title>/));
  }

  get canonical() {
    return text(this.first(/<link rel="canonical" href="([^"]*)"/));
  }

  get alternates() {
    return [...this.html.matchAll(/<link rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map(
      ([, language, href]) => [language, text(href)] as const,
    );
  }

  get data(): Record<string, unknown>[] {
    return [...this.html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].flatMap(([, json]) =>
      JSON.parse(json),
    );
  }

  meta(name: string) {
    return text(this.first(new RegExp(`<meta name="${name}" content="([^"]*)"`)));
  }

  property(name: string) {
    return text(this.first(new RegExp(`<meta property="${name}" content="([^"]*)"`)));
  }

  /** The path of an absolute address, as people read it. */
  path(address: string, query?: "with its query") {
    const url = new URL(address);
    return decodeURIComponent(url.pathname) + (query ? url.search : "");
  }

  private first(pattern: RegExp) {
    return this.html.match(pattern)?.[1] ?? "";
  }
}

function text(html: string) {
  return html
    .replace(/<!---->|<!-- -->|<!>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&amp;/g, "&");
}
