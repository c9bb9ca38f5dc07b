// The whole way through the shop, by links and forms: the same with and without scripts, in every script it is written in.
import { demo, expect, test } from "../shop";

test("a category is found from the home page, and home from the category", async ({ shop, storefront }) => {
  await shop.visitHome();
  const ceramics = shop.linkTo(demo.listing(storefront, "ceramics"), shop.main.locator(".tiles"));
  const name = await ceramics.innerText();

  await ceramics.click();

  await shop.isAtListing("ceramics");
  await expect(shop.title).toHaveText(name);
  expect(await shop.count()).toBe(await shop.cards.count());
  await shop.linkTo(demo.home(storefront), shop.breadcrumbs).click();
  await shop.isAt(demo.home(storefront));
});

test("two values of a facet show what has either, and their chips take them back", async ({ shop }) => {
  await shop.visitListing("ceramics");
  const all = await shop.count();
  const clay = shop.facetValue("colour", "clay");
  const ink = shop.facetValue("colour", "ink");
  const withClay = await shop.countBeside(clay);
  const withInk = await shop.countBeside(ink);
  expect(withClay).toBeGreaterThan(0);

  await shop.choose(clay);
  await expect(shop.cards).toHaveCount(withClay);
  expect(await shop.countBeside(ink), "a value's count does not mind its own facet").toBe(withInk);
  await shop.choose(ink);

  await shop.isAtListing("ceramics", { colour: "clay,ink" });
  await expect(shop.chips()).toHaveCount(2);
  await expect(clay).toHaveAttribute("aria-current", "true");
  await expect(ink).toHaveAttribute("aria-current", "true");
  const either = await shop.count();
  expect(either).toBeGreaterThan(Math.max(withClay, withInk) - 1);
  expect(either).toBeLessThanOrEqual(withClay + withInk);
  await expect(shop.cards).toHaveCount(either);

  await shop.chips().first().click();
  await shop.isAtListing("ceramics", { colour: "ink" });
  await expect(shop.cards).toHaveCount(withInk);
  await shop.page.locator(".chip-clear").click();
  await shop.isAtListing("ceramics");
  await expect(shop.cards).toHaveCount(all);
});

test("a price range and an order narrow and sort all of a listing, and hold together", async ({ shop }) => {
  await shop.visitListing("kitchen");
  const cheapest = Math.min(...(await shop.prices()));
  const dearest = Math.max(...(await shop.prices()));
  const middle = Math.floor((cheapest + dearest) / 2);

  await shop.page.locator("[name=price-to]").fill(String(middle));
  await shop.page.locator(".facet-price button").click();
  await expect(shop.chips()).toHaveCount(1);
  await shop.sortBy("price-desc");

  await shop.isAtListing("kitchen", { sort: "price-desc", "price-to": String(middle) });
  const prices = await shop.prices();
  expect(prices.length).toBeGreaterThan(1);
  expect(prices).toEqual([...prices].sort((a, b) => b - a));
  expect(prices[0]).toBeLessThanOrEqual(middle);
  await expect(shop.page.locator('.sort a[href*="sort=price-desc"]')).toHaveAttribute("aria-current", "true");
});

test("a price range that is the wrong way round is told and can be turned", async ({ shop }) => {
  await shop.visitListing("kitchen");
  const all = await shop.prices();
  const [low, high] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))];
  await shop.visitListing("kitchen", { "price-from": String(high), "price-to": String(low) });
  const told = shop.main.locator(".facet-fault:visible");
  await expect(told, "beside the form, or above the results where the form is out of sight").toHaveCount(1);

  await told.locator("a").click();

  await shop.isAtListing("kitchen", { "price-from": String(low), "price-to": String(high) });
  await expect(told).toHaveCount(0);
  const prices = await shop.prices();
  expect(prices.length).toBeGreaterThan(0);
  expect(prices.every((price) => price >= low && price <= high)).toBe(true);
});

test("a long listing goes on on a second page and keeps its order", async ({ shop, storefront }) => {
  await shop.visit(await longListing(shop, storefront), { sort: "price" });
  const first = await shop.prices();

  await shop.page.locator(".pagination [rel=next]").click();

  await expect(shop.page.locator(".pagination [aria-current=page]")).toHaveCount(1);
  await expect(shop.page).toHaveURL(/sort=price&page=2/);
  const second = await shop.prices();
  expect(second[0]).toBeGreaterThanOrEqual(first[first.length - 1]);
  await shop.page.locator(".pagination [rel=prev]").click();
  await expect(shop.page).not.toHaveURL(/page=2/);
});

test("a product is found in its category, leads to related ones, and back by its breadcrumbs", async ({
  shop,
  storefront,
}) => {
  await shop.visitListing("ceramics");
  const vase = shop.linkTo(demo.product(storefront, "dune-vase"), shop.main);
  const name = await vase.innerText();

  await vase.click();

  await shop.isAtProduct("dune-vase");
  await expect(shop.title).toHaveText(name);
  const related = shop.related.locator(".card-name a").first();
  const other = await related.innerText();
  await related.click();
  await expect(shop.title).toHaveText(other);
  const category = shop.breadcrumbs.locator("a").last();
  const parent = await category.innerText();
  await category.click();
  await expect(shop.title).toHaveText(parent);
});

test("a chosen variant is in the address, its price on the page, and what cannot be had is marked", async ({
  shop,
}) => {
  await shop.visitProduct("dune-vase");
  const small = await shop.price();

  await shop.option("colour", "clay").click();
  await shop.isAtProduct("dune-vase", { colour: "clay", size: "s" });
  await shop.option("size", "l").click();

  await shop.isAtProduct("dune-vase", { colour: "clay", size: "l" });
  await expect(shop.option("colour", "clay")).toHaveAttribute("aria-current", "true");
  await expect(shop.option("colour", "sand")).not.toHaveAttribute("aria-current", "true");
  await expect.poll(() => shop.price()).toBeGreaterThan(small);
  await expect(shop.page.locator(".stock-in")).toBeVisible();
  await expect(shop.option("colour", "ink"), "sold out in large").toHaveClass(/option-value-out/);

  await shop.option("colour", "ink").click();
  await shop.isAtProduct("dune-vase", { colour: "ink", size: "l" });
  await expect(shop.page.locator(".stock-out")).toBeVisible();
  await expect(shop.page.locator("time"), "nothing is promised that is not there").toHaveCount(0);
});

test("a combination that is not made is marked, and leads to one that is", async ({ shop }) => {
  await shop.visitProduct("serving-bowl", { colour: "chalk", size: "l" });
  const teal = shop.option("colour", "teal");
  await expect(teal).toHaveClass(/option-value-out/);

  await teal.click();

  await expect(teal).toHaveAttribute("aria-current", "true");
  await expect(shop.option("size", "s")).toHaveAttribute("aria-current", "true");
  await expect(shop.option("size", "l")).toHaveClass(/option-value-out/);
});

test("another country and language show the same variant", async ({ shop, storefront }) => {
  const [other, tag] = storefront === "hi-in" ? (["en-us", "en-US"] as const) : (["hi-in", "hi-IN"] as const);
  await shop.visitProduct("dune-vase", { colour: "clay", size: "l" });
  const here = await shop.price();

  await shop.chooseLocale(tag);

  await shop.isAt(demo.product(other, "dune-vase"), { colour: "clay", size: "l" });
  await expect(shop.page.locator("html")).toHaveAttribute("lang", tag);
  await expect(shop.option("colour", "clay")).toHaveAttribute("aria-current", "true");
  expect(await shop.price()).not.toBe(here);
});

test("a listing with nothing in it helps on", async ({ shop, storefront }) => {
  await shop.visitListing("ceramics", { "price-from": "99999999" });
  await expect(shop.cards).toHaveCount(0);
  await expect(shop.main.locator("section[aria-labelledby=popular-title] .card")).not.toHaveCount(0);

  await shop.linkTo(demo.listing(storefront, "ceramics"), shop.main.locator(".notice")).click();

  await shop.isAtListing("ceramics");
  await expect(shop.cards).not.toHaveCount(0);
});

test("an address that leads nowhere says so and leads on", async ({ shop, storefront, troubles }) => {
  troubles.expect(/404/);

  const answer = await shop.visit(`/${storefront}/p/never-was-here`);

  expect(answer?.status()).toBe(404);
  await expect(shop.title).toBeVisible();
  await expect(shop.main.locator(".tiles a")).toHaveCount(6);
  await expect(shop.main.locator(".card")).toHaveCount(4);
  await shop.linkTo(demo.home(storefront), shop.main).click();
  await shop.isAt(demo.home(storefront));
});

test("stories lead to what they tell of", async ({ shop, storefront }) => {
  await shop.visitHome();
  await shop.linkTo(demo.stories(storefront), shop.header).click();
  await shop.isAt(demo.stories(storefront));
  const newest = shop.main.locator(".story-cards a").first();
  const name = await newest.innerText();

  await newest.click();

  await expect(shop.title).toHaveText(name);
  await expect(shop.main.locator("section[aria-labelledby=more-stories] a")).toHaveCount(2);
  const thing = shop.main.locator(".shelf .card-name a").first();
  const product = await thing.innerText();
  await thing.click();
  await expect(shop.title).toHaveText(product);
});

test("the questions a buyer has are answered from the footer and the product", async ({ shop, storefront }) => {
  const [shipping, returns] = ["shipping", "returns"].map((code) => demo.page(storefront, code));
  await shop.visitProduct("dune-vase");

  await shop.linkTo(returns, shop.main).first().click();

  await shop.isAt(returns);
  await shop.linkTo(shipping, shop.footer).click();
  await shop.isAt(shipping);
  await expect(shop.title).toBeVisible();
});

/** A listing that has a second page. */
async function longListing(shop: import("../shop").Shop, storefront: import("../shop").Locale): Promise<string> {
  await shop.visitHome();
  const all = await shop.footer
    .locator(`a[href^="/${storefront}/c/"]`)
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  for (const path of all) {
    const html = await (await shop.page.request.get(path)).text();
    if (html.includes('rel="next"')) return path;
  }
  throw new Error("no listing of this shop has a second page");
}
