// Shops that are not the demo: pictures of any shape and size, and none; much that is not there.
import type { Page } from "@playwright/test";

import { axeFindsNothing } from "../axe";
import { OwnShop, picture, same } from "../own_shop";
import { demo, expect, PHONE, scrollThrough, test, type Locale } from "../shop";

const PICTURES = {
  "sofa.png": picture(1500, 1000, [190, 200, 195]),
  "lamp.png": picture(800, 1200, [60, 55, 50]),
  "packshot.png": picture(900, 900),
  "icon.png": picture(120, 120),
};

const product = (code: string, pictures: string[], name = code) => ({
  code,
  category: "things",
  slug: same(code),
  name: same(name),
  description: same(""),
  material: same(""),
  care: same(""),
  hsn: "691390",
  tags: [],
  published: { from: "2026-01-01T00:00:00Z" },
  attributes: {},
  options: [],
  variants: [
    {
      sku: code.toUpperCase(),
      options: {},
      weight_g: 100,
      dimensions_mm: { length: 10, width: 10, height: 10 },
      price: { AED: 1000, INR: 1000, USD: 1000 },
      stock: 5,
    },
  ],
  pictures: pictures.map((file) => ({ file })),
});

/** A sofa, a lamp, a packshot, an icon, and something without a picture; no content at all. */
const THINGS = {
  pictures: Object.keys(PICTURES).map((file) => ({ file, alt: same("a thing") })),
  categories: [
    { code: "things", slug: same("things"), name: same("Things"), description: same("") },
    { code: "nothing", slug: same("nothing"), name: same("Nothing"), description: same("") },
  ],
  products: [
    product("all", ["sofa.png", "lamp.png", "packshot.png", "icon.png"]),
    product("sofa", ["sofa.png"]),
    product("lamp", ["lamp.png"]),
    product("packshot", ["packshot.png"]),
    product("icon", ["icon.png"], "32-Inch Icon"),
    product("bare", [], "شيء"),
  ],
};

const PATHS = ["", "/c/things", "/c/nothing", "/c/things?price-from=99999", "/p/all", "/p/icon", "/p/bare", "/nowhere"];

/**
 * Pictures that are shown larger than their source is, or from a smaller file than they need: a browser takes the nearest
 * of the files that are offered, which are 1.41 times as wide as the next smaller one, so up to 1.19 times as large.
 */
function blownUp(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const larger: string[] = [];
    for (const image of document.images) {
      const { width, height } = image.getBoundingClientRect();
      if (!width || !image.complete || !image.naturalWidth) continue;
      const file = await createImageBitmap(await (await fetch(image.currentSrc)).blob());
      const fitted = [width / file.width, height / file.height];
      const scale = getComputedStyle(image).objectFit === "cover" ? Math.max(...fitted) : Math.min(...fitted);
      const shown = getComputedStyle(image).objectFit === "scale-down" ? Math.min(scale, 1) : scale;
      const offered = [...(image.closest("picture")?.querySelectorAll("source, img") ?? [])]
        .flatMap((one) => [...(one.getAttribute("srcset") ?? "").matchAll(/ (\d+)w/g)])
        .map(([, width]) => Number(width));
      // Half a pixel is rounding.
      const most = file.width < Math.max(...offered) ? 1.19 : 1 + 0.5 / Math.min(file.width, file.height);
      if (shown > most)
        larger.push(`${image.currentSrc}: ${file.width} × ${file.height} shown ${shown.toFixed(3)} times as large`);
    }
    return larger;
  });
}

test.describe("a shop of odd pictures", () => {
  test.describe.configure({ mode: "serial" });
  let shop: OwnShop;
  test.beforeAll(async () => {
    shop = await OwnShop.open(THINGS, PICTURES);
  });
  test.afterAll(() => shop.close());

  for (const locale of ["en-ae", "ar-ae"] as Locale[]) {
    for (const width of [390, 1440]) {
      test(`shows no picture larger than it is, and no page wider than its window: ${locale}, ${width} px`, async ({ page, troubles }) => {
        troubles.expect(/404/);
        await page.setViewportSize({ width, height: 900 });

        const found: string[] = [];
        for (const path of PATHS) {
          await page.goto(`${shop.url}/${locale}${path}`);
          await scrollThrough(page);
          found.push(...(await blownUp(page)).map((what) => `${path}: ${what}`));
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (over > 0) found.push(`${path}: ${over} px too wide`);
        }

        expect(found).toEqual([]);
      });
    }

    test(`axe finds nothing where much is missing, ${locale}`, async ({ page, troubles }) => {
      troubles.expect(/404/);
      for (const path of PATHS) {
        await page.goto(`${shop.url}/${locale}${path}`);
        await axeFindsNothing(page);
      }
    });
  }

  for (const [name, device] of [["phone", PHONE], ["desktop", { viewport: { width: 1440, height: 900 } }]] as const) {
    test(`the stage stays as it is from picture to picture, and each is whole in it: ${name}`, async ({ browser }) => {
      const page = await browser.newPage(device);
      await page.goto(`${shop.url}/en-ae/p/all`);

      const stages = await page.locator(".gallery-item .picture").evaluateAll((all) =>
        all.map((stage) => {
          const image = stage.querySelector("img")!;
          const [outer, inner] = [stage.getBoundingClientRect(), image.getBoundingClientRect()];
          return {
            size: [Math.round(outer.width), Math.round(outer.height)],
            isWithin: inner.width <= outer.width + 0.5 && inner.height <= outer.height + 0.5,
            fit: getComputedStyle(image).objectFit,
            isInView: outer.height < innerHeight,
          };
        }),
      );

      expect(stages).toHaveLength(4);
      for (const stage of stages) expect(stage).toEqual({ size: stages[0].size, isWithin: true, fit: "contain", isInView: true });
      await page.close();
    });
  }

  test("a small picture stays small when it is enlarged", async ({ page }) => {
    await page.goto(`${shop.url}/en-ae/p/icon`);
    await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);

    await page.locator("[data-zoom]").click();

    await expect(page.locator("#zoom img")).toBeVisible();
    expect(await blownUp(page)).toEqual([]);
  });

  test("a small picture that was looked at is remembered as small, and one without as an empty place", async ({ page }) => {
    for (const path of ["/p/icon", "/p/bare", "/p/sofa"]) {
      await page.goto(`${shop.url}/en-ae${path}`);
      await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
    }

    const recent = page.locator("section[aria-labelledby=recent-title]");

    await expect(recent.locator(".card")).toHaveCount(2);
    await expect(recent.locator("img")).toHaveCount(1);
    await scrollThrough(page);
    expect(await blownUp(page)).toEqual([]);
  });

  test("nothing shifts while pictures of any shape come", async ({ page }) => {
    await page.addInitScript(() => {
      const shifts: number[] = Object.assign(window, { shifts: [] }).shifts;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const path of ["", "/c/things", "/p/all"]) {
      await page.goto(`${shop.url}/en-ae${path}`);
      await scrollThrough(page);

      const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
      expect(shifts.reduce((sum, shift) => sum + shift, 0), path).toBeLessThan(0.0001);
    }
  });
});

test.describe("an empty shop", () => {
  test.describe.configure({ mode: "serial" });
  let shop: OwnShop;
  test.beforeAll(async () => {
    shop = await OwnShop.open(null);
  });
  test.afterAll(() => shop.close());

  for (const locale of ["en-ae", "ar-ae"] as Locale[]) {
    test(`is a page with a heading, and leads nowhere that is not there: ${locale}`, async ({ page }) => {
      await page.goto(`${shop.url}/${locale}`);

      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await axeFindsNothing(page);
      const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")!));
      for (const link of new Set(links)) {
        expect((await page.request.get(shop.url + link)).status(), link).toBe(200);
      }
    });
  }
});

for (const width of [390, 1440]) {
  test(`the demo shows no picture larger than it is at ${width} px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });

    const larger: string[] = [];
    for (const path of [demo.home("en-ae"), demo.listing("en-ae", "ceramics"), demo.product("en-ae", "dune-vase"), demo.story("en-ae", "coffee-and-dates")]) {
      await page.goto(path);
      await scrollThrough(page);
      larger.push(...(await blownUp(page)).map((what) => `${path}: ${what}`));
    }

    expect(larger).toEqual([]);
  });
}
