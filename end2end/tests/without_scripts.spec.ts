// What the browser can do by itself: the parts that move elsewhere are links and forms here.
import { demo, expect, PHONE, test } from "../shop";

test.describe("on a phone", () => {
  test.use(PHONE);

  test("the drawer opens by its address, leads on, and closes", async ({ shop, storefront }) => {
    await shop.visitHome();

    await shop.opener().click();
    await expect(shop.drawer()).toBeVisible();
    await shop.drawer().locator("[data-closes]").click();
    await expect(shop.drawer()).toBeHidden();

    await shop.opener().click();
    await shop.linkTo(demo.listing(storefront, "lighting"), shop.drawer()).click();
    await shop.isAtListing("lighting");
    await expect(shop.drawer()).toBeHidden();
  });

  test("the filters are a sheet that stays open across choices", async ({ shop }) => {
    await shop.visitListing("ceramics");
    await expect(shop.sheet()).toBeHidden();
    await shop.openSheet();

    await shop.choose(shop.facetValue("colour", "clay"));
    await expect(shop.sheet()).toBeVisible();
    await shop.choose(shop.facetValue("colour", "ink"));
    await expect(shop.sheet()).toBeVisible();
    const either = await shop.count();
    await shop.page.locator(".filters-end a").click();

    await expect(shop.sheet()).toBeHidden();
    await expect(shop.cards).toHaveCount(either);
  });
});

test("thumbnails lead to their pictures, and a picture to its file", async ({ shop, request }) => {
  await shop.visitProduct("dune-vase");

  await shop.thumb(2).click();

  await shop.shows(2);
  const file = await shop.page.locator("[data-zoom]").first().getAttribute("href");
  const answer = await request.get(file!);
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("image/webp");
});

test("nothing promises what only scripts can do", async ({ shop }) => {
  await shop.visitProduct("dune-vase");

  await expect(shop.recentlyViewed).toBeHidden();
  // The button of a form works by itself.
  await expect(shop.page.locator("button:visible:not(form button)")).toHaveCount(0);
});
