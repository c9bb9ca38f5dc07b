// What moves in the browser, and that nothing is lost where it does not come.
import type { Page } from "@playwright/test";

import { demo, expect, PHONE, test } from "../shop";

test.describe("the drawer", () => {
  test.use(PHONE);

  test("opens as a dialog that keeps the focus, and gives it back on Escape", async ({ shop, storefront }) => {
    await shop.visitHome();
    await shop.isAlive();

    await shop.opener().click();

    await expect(shop.page.locator("#menu:modal")).toBeVisible();
    const focusIsInside = () => shop.drawer().evaluate((drawer) => drawer.contains(document.activeElement));
    expect(await focusIsInside()).toBe(true);
    await shop.page.keyboard.press("Shift+Tab");
    await shop.page.keyboard.press("Shift+Tab");
    expect(await shop.header.evaluate((header) => header.contains(document.activeElement))).toBe(false);

    await shop.page.keyboard.press("Escape");
    await expect(shop.drawer()).toBeHidden();
    await expect(shop.opener()).toBeFocused();
    await shop.isAt(demo.home(storefront));
    expect(new URL(shop.page.url()).hash).toBe("");
  });

  test("closes by its button, and leads on by its links", async ({ shop, storefront }) => {
    await shop.visitHome();
    await shop.isAlive();
    await shop.opener().click();
    await shop.drawer().locator("[data-closes]").click();
    await expect(shop.drawer()).toBeHidden();

    await shop.opener().click();
    await shop.linkTo(demo.listing(storefront, "lighting"), shop.drawer()).click();

    await shop.isAtListing("lighting");
    await expect(shop.drawer()).toBeHidden();
  });
});

test.describe("the gallery", () => {
  test("follows its thumbnails and the arrow keys, as lines run", async ({ shop, storefront }) => {
    const [onward, back] = demo.isRightToLeft(storefront) ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
    await shop.visitProduct("dune-vase");
    await shop.isAlive();

    await shop.thumb(2).click();
    await shop.shows(2);
    await expect(shop.thumb(2)).toHaveAttribute("aria-current", "true");
    expect(new URL(shop.page.url()).hash, "the address stays").toBe("");

    await shop.page.locator(".gallery-strip").focus();
    await shop.page.keyboard.press(onward);
    await shop.shows(3);
    await expect(shop.thumb(3)).toHaveAttribute("aria-current", "true");
    await expect(shop.thumb(2)).not.toHaveAttribute("aria-current", "true");
    await shop.page.keyboard.press(back);
    await shop.shows(2);
  });

  test("enlarges a picture above the page, and gives the focus back", async ({ shop, storefront }) => {
    await shop.visitProduct("dune-vase");
    await shop.isAlive();
    const picture = shop.page.locator("[data-zoom]").first();

    await picture.focus();
    await shop.page.keyboard.press("Enter");

    const zoom = shop.page.locator("#zoom:modal");
    await expect(zoom).toBeVisible();
    await expect(zoom.getByRole("img")).toHaveAccessibleName(/./);
    await expect
      .poll(() => zoom.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(600);
    await shop.page.keyboard.press("Escape");
    await expect(zoom).toBeHidden();
    await expect(picture).toBeFocused();
    await shop.isAtProduct("dune-vase");
  });
});

test.describe("choosing a variant", () => {
  test("needs no reload; the address follows, and Back restores", async ({ shop }) => {
    await shop.visitProduct("dune-vase");
    await shop.isAlive();
    await shop.leaveMark();
    const small = await shop.price();

    await shop.option("colour", "clay").click();
    await shop.isAtProduct("dune-vase", { colour: "clay", size: "s" });
    expect(await shop.focused(), "the focus stays on what was chosen").toBe("colour-clay");
    await shop.option("size", "l").click();
    await shop.isAtProduct("dune-vase", { colour: "clay", size: "l" });
    await expect.poll(() => shop.price()).toBeGreaterThan(small);
    await expect(shop.announcement("product-main")).toHaveText(/./);

    await shop.page.goBack();
    await shop.isAtProduct("dune-vase", { colour: "clay", size: "s" });
    await expect(shop.option("size", "s")).toHaveAttribute("aria-current", "true");
    await expect.poll(() => shop.price()).toBe(small);
    await shop.page.goBack();
    await shop.isAtProduct("dune-vase");
    await expect(shop.option("colour", "sand")).toHaveAttribute("aria-current", "true");
    await shop.page.goForward();
    await expect(shop.option("colour", "clay")).toHaveAttribute("aria-current", "true");
    expect(await shop.hasMark()).toBe(true);
  });

  test("changes the gallery with it, which still moves", async ({ shop }) => {
    await shop.visitProduct("dune-vase");
    await shop.isAlive();
    const before = await shop.page.locator("[data-zoom]").first().getAttribute("href");

    await shop.option("colour", "clay").click();

    await expect(shop.page.locator("[data-zoom]").first()).not.toHaveAttribute("href", before!);
    await shop.isAlive();
    await shop.thumb(2).click();
    await shop.shows(2);
    await expect(shop.thumb(2)).toHaveAttribute("aria-current", "true");
  });

  test("changes its dimensions and the way to other countries with it", async ({ shop, storefront }) => {
    const other = storefront === "hi-in" ? "en-us" : "hi-in";
    await shop.visitProduct("dune-vase", { colour: "sand", size: "s" });
    await shop.isAlive();
    const specs = shop.page.locator(".specs");
    const small = await specs.innerText();

    await shop.option("size", "l").click();
    await shop.isAtProduct("dune-vase", { colour: "sand", size: "l" });

    await expect(specs).not.toHaveText(small);
    const way = `${demo.product(other, "dune-vase")}?colour=sand&size=l`;
    await expect(shop.linkTo(way, shop.header)).toHaveCount(1);
  });
});

test.describe("narrowing a listing", () => {
  test("needs no reload, keeps the focus, says what it found, and Back restores", async ({ shop }) => {
    await shop.visitListing("ceramics");
    await shop.isAlive();
    await shop.leaveMark();
    const all = await shop.count();
    const clay = shop.facetValue("colour", "clay");
    const few = await shop.countBeside(clay);

    await clay.focus();
    await shop.page.keyboard.press("Enter");

    await shop.isAtListing("ceramics", { colour: "clay" });
    await expect(shop.cards).toHaveCount(few);
    expect(await shop.focused()).toBe("colour-clay");
    await expect(shop.announcement("listing")).toHaveText((await shop.page.locator(".listing-count").textContent())!);
    await shop.page.goBack();
    await shop.isAtListing("ceramics");
    await expect(shop.cards).toHaveCount(all);
    expect(await shop.hasMark()).toBe(true);
  });

  test("takes back by its chip, and Tab goes on from there", async ({ shop }) => {
    await shop.visitListing("ceramics", { colour: "clay" });
    await shop.isAlive();

    await shop.chips().first().focus();
    await shop.page.keyboard.press("Enter");

    await shop.isAtListing("ceramics");
    await expect(shop.chips()).toHaveCount(0);
    await shop.page.keyboard.press("Tab");
    expect(await shop.page.evaluate(() => document.activeElement?.closest("#listing") !== null)).toBe(true);
  });

  test("shows what was asked for last, whatever answers first", async ({ shop }) => {
    await shop.visitListing("ceramics");
    await shop.isAlive();
    const release = await holdBack(shop.page, "**/*colour=clay");

    await shop.facetValue("colour", "clay").click();
    await shop.choose(shop.facetValue("colour", "ink"));
    const ink = await shop.count();
    const late = shop.page.waitForResponse(/colour=clay/);
    release();
    await (await late).finished();

    await shop.isAtListing("ceramics", { colour: "ink" });
    await expect(shop.cards).toHaveCount(ink);
  });

  test("leaves open what the shopper has opened", async ({ shop }) => {
    await shop.visitListing("ceramics");
    await shop.isAlive();
    const room = shop.page.locator("details.facet:has([data-live=room-hallway])");
    await expect(room).not.toHaveAttribute("open", /.*/);
    await room.locator("summary").click();

    await shop.choose(shop.facetValue("colour", "clay"));

    await expect(room).toHaveAttribute("open", /.*/);
  });

  test.describe("on a phone", () => {
    test.use(PHONE);

    test("happens in a sheet that stays open across choices and leads to what they found", async ({ shop }) => {
      await shop.visitListing("ceramics");
      await shop.isAlive();
      await shop.leaveMark();
      await shop.openSheet();

      await shop.choose(shop.facetValue("colour", "clay"));
      await expect(shop.sheet()).toBeVisible();
      await shop.choose(shop.facetValue("colour", "ink"));
      await expect(shop.sheet()).toBeVisible();
      await expect(shop.facetValue("colour", "ink")).toBeInViewport();
      const either = await shop.count();
      await shop.page.locator(".filters-end a").click();

      await expect(shop.sheet()).toBeHidden();
      await expect(shop.cards).toHaveCount(either);
      expect(await shop.hasMark()).toBe(true);
    });
  });
});

test("products looked at are remembered, the last one first", async ({ shop, storefront }) => {
  await shop.visitProduct("ring-vase");
  await shop.isAlive();
  await expect(shop.recentlyViewed).toBeHidden();
  await shop.visitProduct("dome-lamp");
  await shop.isAlive();
  await expect(shop.recentlyViewed.locator("a"), "not the one that is here").toHaveCount(1);

  await shop.visitHome();

  const links = shop.recentlyViewed.locator("a");
  await expect(links).toHaveCount(2);
  await expect(links.first()).toHaveAttribute("href", demo.product(storefront, "dome-lamp"));
  await links.last().click();
  await shop.isAtProduct("ring-vase");
});

test.describe("before the islands have come", () => {
  test("a first touch is held, and happens once they have", async ({ shop }) => {
    const release = await holdBack(shop.page, "**/*.wasm");
    await shop.visitProduct("dune-vase");
    await shop.leaveMark();

    await shop.option("colour", "clay").click();
    await shop.isAtProduct("dune-vase");
    release();

    await shop.isAtProduct("dune-vase", { colour: "clay", size: "s" });
    await expect(shop.option("colour", "clay")).toHaveAttribute("aria-current", "true");
    expect(await shop.hasMark()).toBe(true);
  });

  test("a touch is not held for ever", async ({ shop }) => {
    const release = await holdBack(shop.page, "**/*.wasm");
    await shop.visitProduct("dune-vase");
    await shop.leaveMark();

    await shop.option("colour", "clay").click();

    await shop.isAtProduct("dune-vase", { colour: "clay", size: "s" });
    expect(await shop.hasMark(), "a new page").toBe(false);
    release();
    await shop.isAlive();
  });

  test.describe("on a phone", () => {
    test.use(PHONE);

    test("the drawer opens once they have", async ({ shop }) => {
      const release = await holdBack(shop.page, "**/*.wasm");
      await shop.visitHome();

      await shop.opener().click();
      await expect(shop.drawer()).toBeHidden();
      release();

      await expect(shop.page.locator("#menu:modal")).toBeVisible();
    });
  });
});

test.describe("where the islands never come", () => {
  test.beforeEach(async ({ page, troubles }) => {
    troubles.expect(/\.wasm/);
    troubles.expect(/ERR_FAILED/);
    await page.route("**/*.wasm", (route) => route.abort("failed"));
  });

  test("links lead", async ({ shop }) => {
    await shop.visitProduct("dune-vase");
    await shop.leaveMark();

    await shop.option("colour", "clay").click();

    await shop.isAtProduct("dune-vase", { colour: "clay", size: "s" });
    await expect(shop.option("colour", "clay")).toHaveAttribute("aria-current", "true");
    expect(await shop.hasMark(), "a new page").toBe(false);
  });

  test("forms send", async ({ shop }) => {
    await shop.visitListing("kitchen");

    await shop.page.locator("[name=price-from]").fill("100");
    await shop.page.locator(".facet-price button").click();

    await expect(shop.page).toHaveURL(/price-from=100/);
    await expect(shop.chips()).toHaveCount(1);
  });

  test.describe("on a phone", () => {
    test.use(PHONE);

    test("the drawer opens by its address", async ({ shop }) => {
      await shop.visitHome();

      await shop.opener().click();

      await expect(shop.drawer()).toBeVisible();
      expect(new URL(shop.page.url()).hash).toBe("#menu");
    });
  });
});

test("what does not move ships no script", async ({ shop, storefront }) => {
  const fetched: string[] = [];
  shop.page.on("request", (request) => fetched.push(request.url()));

  for (const path of [
    demo.story(storefront, "dune-glaze"),
    demo.stories(storefront),
    demo.page(storefront, "shipping"),
  ]) {
    await shop.visit(path);
    await expect(shop.page.locator("script:not([type='application/ld+json']), leptos-island")).toHaveCount(0);
  }

  expect(fetched.filter((url) => /\.(js|wasm)$/.test(url))).toEqual([]);
});

/** Keeps requests waiting until they are let go. */
async function holdBack(page: Page, what: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(what, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}
