// Where things stand, and that they stay there.
import type { Page } from "@playwright/test";

import { KINDS, only } from "../pages_of_the_shop";
import { demo, expect, PHONE, scrollThrough, Shop, test, type Locale } from "../shop";

test.describe("nothing moves while a page comes", () => {
  test.use(PHONE);

  for (const locale of ["en-ae", "ar-ae"] as Locale[]) {
    for (const kind of only("home", "category", "product")) {
      test(`nothing shifts: ${kind.name}, ${locale}`, async ({ page }) => {
        await page.addInitScript(() => {
          const shifts: string[] = Object.assign(window, { shifts: [] }).shifts;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & {
              value: number;
              hadRecentInput: boolean;
              sources: { node: Element }[];
            })[]) {
              const what = entry.sources.map(({ node }) =>
                node instanceof Element ? `${node.tagName}.${node.getAttribute("class")}` : "text",
              );
              if (!entry.hadRecentInput) shifts.push(`${entry.value} ${what.join(" ")}`);
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        await page.goto(demo.product(locale, "ring-vase"));
        await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);

        await page.goto(kind.path(locale));
        await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
        await scrollThrough(page);

        expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
      });
    }
  }
});

for (const locale of ["en-ae", "ar-ae", "hi-in"] as Locale[]) {
  test(`no page is wider than its window, ${locale}`, async ({ page, troubles }) => {
    test.slow();
    troubles.expect(/404/);

    const wider: string[] = [];
    for (const kind of KINDS) {
      await page.goto(kind.path(locale));
      for (const width of [320, 390, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (over > 0) wider.push(`${kind.name} at ${width}: ${over} px`);
      }
    }

    expect(wider).toEqual([]);
  });

  test(`no text is cut off or covered at 320 px, ${locale}`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });

    const cut: string[] = [];
    for (const kind of only("home", "category", "product")) {
      await page.goto(kind.path(locale));
      cut.push(...(await outOfView(page)).map((what) => `${kind.name}: ${what}`));
    }

    expect(cut).toEqual([]);
  });
}

test("in Arabic everything runs the other way", async ({ page }) => {
  const left = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one) => one.getBoundingClientRect().left);

  await page.goto(demo.listing("en-ae", "ceramics"));
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  expect(await left(".header .wordmark")).toBeLessThan(await left(".header-nav"));
  expect(await left(".header-nav")).toBeLessThan(await left(".locale"));
  expect(await left("#filters")).toBeLessThan(await left("#results"));

  await page.goto(demo.listing("ar-ae", "ceramics"));
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  expect(await left(".header .wordmark")).toBeGreaterThan(await left(".header-nav"));
  expect(await left(".header-nav")).toBeGreaterThan(await left(".locale"));
  expect(await left("#filters")).toBeGreaterThan(await left("#results"));
});

test.describe("on a phone in Arabic", () => {
  test.use(PHONE);

  test("the drawer and arrows come from the other side", async ({ page }) => {
    const shop = new Shop(page, "ar-ae");
    await page.goto("/ar-ae#menu");

    const place = (await shop.drawer().boundingBox())!;

    expect(Math.round(place.x + place.width)).toBe(PHONE.viewport.width);
    const mirrored = await page
      .locator(".icon-forward")
      .first()
      .evaluate((icon) => getComputedStyle(icon).scale);
    expect(mirrored).toBe("-1 1");
  });
});

test.describe("where less motion is asked for", () => {
  test.use(PHONE);

  test("nothing is animated", async ({ page }) => {
    expect(await animationsOfDrawer(page)).toBe(0);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll("*")].filter((one) => {
          const style = getComputedStyle(one);
          return style.animationName !== "none" || style.transitionDuration.split(", ").some((time) => time !== "0s");
        }).length,
    );
    expect(moving).toBe(0);
  });
});

test.describe("where motion is welcome", () => {
  test.use({ ...PHONE, contextOptions: { reducedMotion: "no-preference" } });

  test("the drawer slides", async ({ page }) => {
    expect(await animationsOfDrawer(page)).toBeGreaterThan(0);
  });
});

async function animationsOfDrawer(page: Page): Promise<number> {
  await page.goto("/en-ae");
  await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
  return page.evaluate(() => {
    document.querySelector<HTMLElement>(".header-menu")!.click();
    const drawer = document.querySelector<HTMLDialogElement>("#menu")!;
    if (!drawer.open) throw new Error("the drawer is not open");
    return drawer.getAnimations().length;
  });
}

/** Texts that reach out of the window, unless in a strip that is meant to be swept. */
function outOfView(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const swept = (one: Element | null): boolean =>
      !!one && (["auto", "scroll"].includes(getComputedStyle(one).overflowX) || swept(one.parentElement));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const out: string[] = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const parent = text.parentElement!;
      if (
        !text.textContent!.trim() ||
        !parent.checkVisibility({ visibilityProperty: true }) ||
        parent.closest(".hidden, .skip, .drawer, .pagination-words") ||
        swept(parent.parentElement)
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const place = range.getBoundingClientRect();
      if (place.width && (place.left < -1 || place.right > innerWidth + 1))
        out.push(`${parent.tagName}.${parent.className}: ${text.textContent!.trim().slice(0, 40)}`);
    }
    return out;
  });
}
