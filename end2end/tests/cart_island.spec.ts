// The cart with scripts: the drawer, the badge, and totals before the server answers.
import { cartPath, sum } from "../checkout";
import { expect, test } from "../shop";

test("what is added shows itself in a drawer, and its number in the header", async ({ shop, page, storefront }) => {
  await shop.visitProduct("dune-vase");
  await shop.isAlive();
  await shop.leaveMark();

  await page.locator("form[data-cart-add] button").click();

  const drawer = page.locator("dialog.drawer-end");
  await expect(drawer.locator("[data-line]")).toHaveCount(1);
  await expect(page.locator("[data-cart-count]")).toHaveText("1");
  expect(await shop.hasMark()).toBe(true);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await shop.visitHome();
  await expect(page.locator("[data-cart-count]")).toHaveText("1");
});

test("the exact total stands on the page before the server answers", async ({ shop, page, storefront }) => {
  await shop.visitProduct("dune-vase");
  await shop.isAlive();
  await page.locator("form[data-cart-add] button").click();
  await expect(page.locator("dialog.drawer-end [data-line]")).toHaveCount(1);
  await page.goto(cartPath(storefront));
  await shop.isAlive();
  const more = page.locator('#cart-main [name=step][value="1"]');
  // The first change loads the module.
  await more.click();
  await expect(page.locator("#cart-main [name=quantity]")).toHaveValue("2");
  await expect(page.locator("#cart-main[data-pending]")).toHaveCount(0);

  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/actions/cart/quantity", async (route) => {
    await held;
    await route.continue();
  });
  await more.click();
  await more.click();
  await expect(page.locator("#cart-main [name=quantity]")).toHaveValue("4");
  const before = await sum(page, "goods").innerText();
  const answer = page.waitForResponse((response) => response.url().includes(cartPath(storefront)));
  release();
  await answer;

  await expect(page.locator("#cart-main [name=quantity]")).toHaveValue("4");
  await expect(sum(page, "goods")).toHaveText(before);
});
