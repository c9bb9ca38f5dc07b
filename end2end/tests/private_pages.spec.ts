// Cart, checkout and order on every kind of screen: nothing overflows, and axe has nothing to say.
import { axeFindsNothing } from "../axe";
import { address, cartPath, fillContact, place, send, step } from "../checkout";
import { demo, expect, type Locale, test } from "../shop";

const LOCALES: Locale[] = ["en-ae", "ar-ae", "hi-in"];

for (const locale of LOCALES) {
  for (const width of [320, 1440]) {
    test(`${locale} at ${width} px`, async ({ page }) => {
      test.setTimeout(120_000);
      await page.setViewportSize({ width, height: 800 });
      const isFine = async (name: string) => {
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `${name} fits`).toBeLessThanOrEqual(0);
        await axeFindsNothing(page);
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
      };
      await page.goto(cartPath(locale));
      await isFine("empty cart");
      await page.goto(demo.product(locale, "dune-vase"));
      await page.locator("form[data-cart-add] button").click();
      await expect(page.locator("[data-line]").first()).toBeVisible();
      await page.goto(cartPath(locale));
      await isFine("cart");
      await send(page, "begin");
      await expect(page).toHaveURL(new RegExp(`${step(locale, "contact")}$`));
      await isFine("contact");
      await send(page, "contact");
      await expect(page.locator(".error-summary")).toBeVisible();
      await isFine("contact with errors");
      await fillContact(page, address(locale));
      await send(page, "contact");
      await expect(page).toHaveURL(new RegExp(`${step(locale, "delivery")}$`));
      await isFine("delivery");
      await send(page, "delivery");
      await expect(page).toHaveURL(new RegExp(`${step(locale, "payment")}$`));
      await isFine("payment");
      await page.locator('[name=payment][value="cash_on_delivery"]').check();
      await send(page, "payment");
      await expect(page).toHaveURL(new RegExp(`${step(locale, "review")}$`));
      await isFine("review");
      await place(page, locale);
      await isFine("order");
    });
  }
}
