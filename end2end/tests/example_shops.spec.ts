// The four example shops, as shoppers walk through them: from home to a listing, its filters, a product, and its other languages.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { axeFindsNothing } from "../axe";
import { OwnShop } from "../own_shop";
import { expect, PHONE, scrollThrough, test } from "../shop";

const DESKTOP = { viewport: { width: 1440, height: 900 } };

/** A home page with what a shopper meets behind it, by the words and amounts that he reads. */
type Example = {
  shop: string;
  home: string;
  category: string;
  product: string;
  price: string;
  /** A facet of numbers, with a lowest one that leaves some products. */
  numbers: [attribute: string, from: string];
  /** A facet that is one choice. */
  flag: string;
  lang: string;
};

const EXAMPLES: Example[] = [
  { shop: "de", home: "/", category: "/c/geschirr", product: "/p/becher-spree", price: "29,00", numbers: ["fassung", "1000"], flag: "spuelmaschinenfest", lang: "de-DE" },
  { shop: "jp", home: "/", category: "/c/お茶", product: "/p/宇治煎茶", price: "1,620", numbers: ["naiyouryou", "100"], flag: "yuuki", lang: "ja-JP" },
  { shop: "gulf", home: "/ar-kw", category: "/ar-kw/c/مباخر", product: "/ar-kw/p/مبخرة-نحاسية", price: "د.ك.", numbers: ["height", "15"], flag: "lid", lang: "ar-KW" },
  { shop: "us", home: "/", category: "/c/kitchen", product: "/p/cedar-serving-board", price: "$48", numbers: ["length", "15"], flag: "hand-wash", lang: "en-US" },
];

const documentOf = (shop: string) => JSON.parse(readFileSync(join(__dirname, `../../demo/shops/${shop}/shop.json`), "utf8"));

for (const example of EXAMPLES) {
  test.describe(`the example shop ${example.shop}`, () => {
    test.describe.configure({ mode: "serial" });
    let shop: OwnShop;
    test.beforeAll(async () => {
      shop = await OwnShop.open(documentOf(example.shop));
    });
    test.afterAll(() => shop.close());

    for (const [name, device] of [["phone", PHONE], ["desktop", DESKTOP]] as const) {
      test(`is walked through on a ${name}`, async ({ browser }) => {
        const page = await browser.newPage({ ...device, reducedMotion: "reduce" });
        const link = (path: string) => page.locator(`main a[href="${path}"]`).first();
        const isAt = (path: string) => expect.poll(() => decodeURIComponent(new URL(page.url()).pathname)).toBe(path);

        await page.goto(shop.url + example.home);
        await expect(page.locator("html")).toHaveAttribute("lang", example.lang);
        await link(example.category).click();
        await isAt(example.category);
        await expect(page.locator(".grid .card").first()).toBeVisible();
        await link(example.product).click();
        await isAt(example.product);
        await expect(page.locator(".buy-price")).toContainText(example.price);
        await page.locator(".breadcrumbs a").last().click();
        await isAt(example.category);
        await page.close();
      });

      test(`has no page wider than its window, and axe finds nothing: ${name}`, async ({ browser }) => {
        const page = await browser.newPage({ ...device, reducedMotion: "reduce" });
        for (const path of [example.home, example.category, example.product]) {
          await page.goto(shop.url + path);
          await scrollThrough(page);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(over, path).toBeLessThanOrEqual(0);
          await axeFindsNothing(page);
        }
        await page.close();
      });
    }

    if (process.env.SCREENSHOTS) {
      // The pictures of the documentation: `SCREENSHOTS=1 npx playwright test example_shops.spec.ts -g pictured`.
      test("is pictured", async ({ browser }) => {
        for (const [name, device] of [["phone", PHONE], ["desktop", { ...DESKTOP, isMobile: true }]] as const) {
          const page = await browser.newPage({ ...device, reducedMotion: "reduce" });
          for (const [shown, path] of [["home", example.home], ["category", example.category], ["product", example.product]]) {
            await page.goto(shop.url + path, { waitUntil: "networkidle" });
            await page.screenshot({ path: join(__dirname, `../../docs/screenshots/shop-${example.shop}-${shown}-${name}.png`) });
          }
          await page.close();
        }
      });
    }

    for (const javaScriptEnabled of [true, false]) {
      test(`is filtered by numbers and by what is true or false, ${javaScriptEnabled ? "with" : "without"} scripts`, async ({ browser }) => {
        const page = await browser.newPage({ ...DESKTOP, javaScriptEnabled, reducedMotion: "reduce" });
        const [attribute, from] = example.numbers;
        await page.goto(shop.url + example.category);
        const all = await page.locator(".grid .card").count();

        const numbers = page.locator(`form[data-live="${attribute}"]`);
        await numbers.locator(`input[name="${attribute}-from"]`).fill(from);
        await numbers.getByRole("button").click();
        await expect.poll(() => new URL(page.url()).searchParams.get(`${attribute}-from`)).toBe(from);
        await expect.poll(() => page.locator(".grid .card").count()).toBeLessThan(all);
        await page.locator(".chips .chip").first().click();
        await expect.poll(() => new URL(page.url()).searchParams.has(`${attribute}-from`)).toBe(false);

        await page.locator(`#filters [data-live="${example.flag}-1"]`).click();
        await expect.poll(() => new URL(page.url()).searchParams.get(example.flag)).toBe("1");
        await expect(page.locator(`#filters [data-live="${example.flag}-1"]`)).toHaveAttribute("aria-current", "true");
        await page.close();
      });
    }
  });
}
