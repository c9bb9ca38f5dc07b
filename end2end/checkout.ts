// Going from the cart to an order, in any locale: fields are found by their names, never by a text.
import { expect, type Page } from "@playwright/test";

import type { Locale } from "./demo";

type Fields = Record<string, string>;

const BUYER = { email: "sara@example.com", name: "Sara Haddad" };
const ADDRESSES: Record<string, Fields> = {
  ae: { phone: "050 123 4567", street: "Villa 12, Street 8", area: "Al Barsha", region: "DU" },
  in: { phone: "98765 43210", street: "12 Hill Road", city: "Mumbai", region: "MH", postcode: "400 050" },
  us: { phone: "(212) 555-0123", street: "1 Main Street", city: "New York", region: "NY", postcode: "10001" },
};

export const address = (locale: Locale): Fields => ({ ...BUYER, ...ADDRESSES[locale.slice(3)] });

export const cartPath = (locale: Locale) => `/${locale}/cart`;
export const step = (locale: Locale, name: string) => `/${locale}/checkout/${name}`;

/** An amount of the summary, as it is written. */
export const sum = (page: Page, name: string) => page.getByRole("main").locator(`[data-sum="${name}"] bdi`).first();

export async function fillContact(page: Page, fields: Fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="fields[${name}]"]`);
    if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
}

export const send = (page: Page, form: string) => page.locator(`form[action="/actions/checkout/${form}"] button.button-wide`).click();

/** Goes from the cart to the review, with this way to pay. */
export async function goToReview(page: Page, locale: Locale, payment: string) {
  await page.goto(cartPath(locale));
  await send(page, "begin");
  await expect(page).toHaveURL(new RegExp(`${step(locale, "contact")}$`));
  await fillContact(page, address(locale));
  await send(page, "contact");
  await expect(page).toHaveURL(new RegExp(`${step(locale, "delivery")}$`));
  await send(page, "delivery");
  await expect(page).toHaveURL(new RegExp(`${step(locale, "payment")}$`));
  await page.locator(`[name=payment][value="${payment}"]`).check();
  await send(page, "payment");
  await expect(page).toHaveURL(new RegExp(`${step(locale, "review")}$`));
}

export async function place(page: Page, locale: Locale) {
  await send(page, "place");
  await expect(page).toHaveURL(new RegExp(`/${locale}/orders/[0-9a-f]{32}$`));
}
