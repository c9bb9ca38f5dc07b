// From a product to an order, with scripts and without.
import { address, cartPath, fillContact, goToReview, place, send, step, sum } from "../checkout";
import { expect, test } from "../shop";

async function add(page: import("@playwright/test").Page) {
  await page.locator("form[data-cart-add] button").click();
  // In the drawer, or on the page of the cart.
  await expect(page.locator("[data-line]").first()).toBeVisible();
}

test("somebody buys with cash on delivery, and cancels", async ({ shop, page, storefront }) => {
  await shop.visitProduct("dune-vase");
  await add(page);

  await goToReview(page, storefront, "cash_on_delivery");
  const total = await sum(page, "total").innerText();
  await place(page, storefront);

  await expect(sum(page, "total")).toHaveText(total);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/[A-Z]{2}-\d{4,}/);
  await expect(page.locator("address").filter({ hasText: "Sara Haddad" })).toBeVisible();
  await page.goto(cartPath(storefront));
  await expect(page.locator("[data-line]")).toHaveCount(0);

  await page.goBack();
  await page.locator(".order-cancel summary").click();
  await page.locator('form[action="/actions/orders/cancel"] button').click();
  await expect(page.locator(".order-cancel")).toHaveCount(0);
});

test("a quantity changes the total, and a removed line comes back", async ({ shop, page, storefront }) => {
  await shop.visitProduct("dune-vase");
  await add(page);
  await page.goto(cartPath(storefront));
  const one = await sum(page, "goods").innerText();

  await page.locator('[name=step][value="1"]').click();
  await expect(sum(page, "goods")).not.toHaveText(one);
  await expect(page.locator("[name=quantity]")).toHaveValue("2");
  await page.locator('[name=step][value="-1"]').click();
  await expect(sum(page, "goods")).toHaveText(one);

  await page.locator('form[action="/actions/cart/remove"] button').click();
  await expect(page.locator("[data-line]:visible")).toHaveCount(0);
  await page.locator('form[action="/actions/cart/put-back"] button').click();
  await expect(sum(page, "goods")).toHaveText(one);
});

test("an error stands at its field, and nothing that was typed is lost", async ({ shop, page, storefront }) => {
  await shop.visitProduct("dune-vase");
  await add(page);
  await page.goto(cartPath(storefront));
  await send(page, "begin");
  await fillContact(page, { ...address(storefront), email: "sara.example.com" });
  await send(page, "contact");

  const email = page.locator('[name="fields[email]"]');
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveValue("sara.example.com");
  await expect(page.locator('[name="fields[street]"]')).toHaveValue(address(storefront).street);
  await page.locator(".error-summary a").first().click();
  await expect(email).toBeFocused();
  await email.fill("sara@example.com");
  await send(page, "contact");
  await expect(page).toHaveURL(new RegExp(`${step(storefront, "delivery")}$`));
});
