// Rows of products that go on beyond their edge: it is seen, and every product is reached.
import type { Locator } from "@playwright/test";

import { demo, expect, PHONE, test, type Locale } from "../shop";

const WIDTHS = [390, 600, 700, 900, 1024, 1440, 1920];

/** The share of each card that is within its row, from 0 to 1. */
function shares(row: Locator): Promise<number[]> {
  return row.evaluate((row) => {
    const [from, to] = [Math.max(row.getBoundingClientRect().left, 0), Math.min(row.getBoundingClientRect().right, innerWidth)];
    return [...row.children].map((card) => {
      const { left, right, width } = card.getBoundingClientRect();
      return Math.max(0, Math.min(right, to) - Math.max(left, from)) / width;
    });
  });
}

for (const locale of ["en-ae", "ar-ae"] as Locale[]) {
  test.describe(`a row of eight, ${locale}`, () => {
    test.use({ javaScriptEnabled: false });

    test("ends within a card at every width", async ({ page }) => {
      await page.goto(demo.home(locale));
      const row = page.locator(".shelf-row").first();

      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const seen = await shares(row);

        expect(seen, `${width} px`).toHaveLength(8);
        const cut = seen.filter((share) => share > 0.1 && share < 0.6);
        expect(cut, `${width} px: ${seen.map((share) => share.toFixed(2))}`).toHaveLength(1);
      }
    });

    test("is reached to its last card by keyboard", async ({ page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(demo.home(locale));
      const row = page.locator(".shelf-row").first();

      await row.locator("a").first().focus();
      for (const card of [1, 2, 3, 4, 5, 6, 7]) {
        await page.keyboard.press("Tab");
        await expect(row.locator("a").nth(card)).toBeFocused();
        // Chromium scrolls to what is out of sight, and leaves a card of which a part is seen where it is.
        await expect.poll(async () => (await shares(row))[card], `card ${card + 1}`).toBeGreaterThan(0.3);
      }
    });
  });
}

test("a row shows its bar where there is a mouse", async ({ page }) => {
  await page.goto("/en-ae");

  expect(await page.locator(".shelf-row").first().evaluate((row) => getComputedStyle(row).scrollbarWidth)).toBe("thin");
});

test.describe("on a phone", () => {
  test.use(PHONE);

  test("a row is swiped and needs no bar", async ({ page }) => {
    await page.goto("/en-ae");

    expect(await page.locator(".shelf-row").first().evaluate((row) => getComputedStyle(row).scrollbarWidth)).toBe("none");
  });
});

test("a row that has room for all its cards fills it and does not scroll", async ({ page, troubles }) => {
  troubles.expect(/404/);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/en-ae/nowhere");

  const row = page.locator(".shelf-row");

  expect((await shares(row)).map(Math.round)).toEqual([1, 1, 1, 1]);
  expect(await row.evaluate((row) => row.scrollWidth - row.clientWidth)).toBe(0);
});
