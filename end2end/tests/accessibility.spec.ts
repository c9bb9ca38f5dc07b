// WCAG 2.0 to 2.2, A and AA, and what axe calls best practice, in light and in dark.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { KINDS, only } from "../pages_of_the_shop";
import { demo, expect, PHONE, Shop, test, type Locale } from "../shop";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

for (const locale of ["en-ae", "ar-ae", "hi-in"] as Locale[]) {
  for (const kind of locale === "hi-in" ? only("home", "product") : KINDS) {
    test(`axe finds nothing: ${kind.name}, ${locale}`, async ({ page, troubles }) => {
      if (kind.status) troubles.expect(new RegExp(String(kind.status)));

      await page.goto(kind.path(locale));

      await axeFindsNothing(page);
    });
  }
}

for (const locale of ["en-ae", "ar-ae"] as Locale[]) {
  test.describe(`on a phone, ${locale}`, () => {
    test.use(PHONE);

    test(`axe finds nothing: filtered category with its sheet open, ${locale}`, async ({ page }) => {
      await page.goto(`${demo.listing(locale, "ceramics")}?colour=clay#filters`);
      await expect(page.locator("#filters")).toBeVisible();

      await axeFindsNothing(page);
    });

    test(`axe finds nothing: home with its drawer open, ${locale}`, async ({ page }) => {
      const shop = new Shop(page, locale);
      await shop.visitHome();
      await shop.isAlive();
      await shop.opener().click();
      await expect(shop.drawer()).toBeVisible();

      await axeFindsNothing(page);
    });
  });

  test(`axe finds nothing: product with a picture enlarged, ${locale}`, async ({ page }) => {
    const shop = new Shop(page, locale);
    await shop.visitProduct("dune-vase");
    await shop.isAlive();
    await page.locator("[data-zoom]").first().click();
    await expect(page.locator("#zoom")).toBeVisible();

    await axeFindsNothing(page);
  });

  test(`axe finds nothing: listing with its pickers open, ${locale}`, async ({ page }) => {
    await page.goto(`${demo.listing(locale, "ceramics")}?colour=clay`);
    await page.locator("details:not([open])").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));

    await axeFindsNothing(page);
  });
}

/** Everything in light; in dark, where nothing but colours differs, the contrast. */
async function axeFindsNothing(page: Page) {
  const axe = () => new AxeBuilder({ page }).setLegacyMode(true);
  const light = await axe().withTags(RULES).analyze();
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const dark = await axe().withRules(["color-contrast"]).analyze();

  const told = (scheme: string, { violations }: typeof light) =>
    violations.map(
      ({ id, help, nodes }) =>
        `${scheme}: ${id}, ${help}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`).join(" | ")}`,
    );
  expect([...told("light", light), ...told("dark", dark)]).toEqual([]);
}
