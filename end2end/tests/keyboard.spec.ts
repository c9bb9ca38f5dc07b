// The whole shop by keyboard alone.
import type { Page } from "@playwright/test";

import { only } from "../pages_of_the_shop";
import { expect, test, type Locale } from "../shop";

for (const locale of ["en-ae", "ar-ae"] as Locale[]) {
  for (const kind of only("home", "category", "product")) {
    test(`Tab reaches everything, is always seen, and is never trapped: ${kind.name}, ${locale}`, async ({ page }) => {
      await page.goto(kind.path(locale));
      await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
      const reachable = await number(page);

      const stops = [];
      for (let stop = await tab(page); stop; stop = await tab(page)) stops.push(stop);

      expect(stops[0].what, "the way past the header comes first").toContain("#main");
      expect(stops.map((stop) => stop.number).sort((a, b) => a - b)).toEqual([...Array(reachable).keys()]);
      expect(stops.filter((stop) => !stop.seen).map((stop) => stop.what)).toEqual([]);
    });
  }
}

test("the skip link leads past the header", async ({ page }) => {
  await page.goto("/en-ae");

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#main")).toBeFocused();
  await page.keyboard.press("Tab");

  expect(await page.evaluate(() => document.querySelector("main")!.contains(document.activeElement))).toBe(true);
});

test("a picker opens and chooses without a mouse", async ({ page }) => {
  await page.goto("/en-ae");
  await page.locator(".locale summary").focus();

  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/ar-ae$/);
});

/** Numbers all that Tab should reach, in the document's order, and says how many there are. */
function number(page: Page): Promise<number> {
  return page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), summary, [tabindex='0']"),
    ];
    const reachable = all.filter((one) => one.checkVisibility({ visibilityProperty: true }));
    reachable.forEach((one, index) => (one.dataset.stop = String(index)));
    return reachable.length;
  });
}

/** Goes on by one, and tells what has the focus now, or nothing once all has had it. */
async function tab(page: Page) {
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    if (!one || one === document.body || one.dataset.passed) return null;
    one.dataset.passed = "1";
    const place = one.getBoundingClientRect();
    const inView = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
    // A card's only link has its ring around the card.
    const ring = [one, one.closest(".card")].some((box) => box && getComputedStyle(box).outlineStyle !== "none");
    return {
      number: Number(one.dataset.stop ?? -1),
      seen: inView && ring,
      what: `${one.tagName} ${one.getAttribute("href") ?? one.className} in view: ${inView}, ring: ${ring}`,
    };
  });
}
