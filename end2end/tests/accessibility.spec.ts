// WCAG 2.0 to 2.2, A and AA, and what axe calls best practice, in light and in dark.
import { axeFindsNothing } from "../axe";
import { KINDS, only } from "../pages_of_the_shop";
import { demo, expect, PHONE, Shop, test, type Locale } from "../shop";

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
