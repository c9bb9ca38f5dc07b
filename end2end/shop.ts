// What a shopper does and sees, in any locale: things are found by what they are and where they lead, never by a text.
import { expect, test as base, type Locator, type Page } from "@playwright/test";

import * as demo from "./demo";
import type { Locale } from "./demo";
import { Troubles } from "./troubles";

export { expect, demo };
export type { Locale };

/** A phone: a narrow window, a finger, and scroll bars that take no room. */
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

type Query = Record<string, string>;

type Fixtures = {
  /** The locale a project shops in. */
  storefront: Locale;
  troubles: Troubles;
  shop: Shop;
};

export const test = base.extend<Fixtures>({
  storefront: ["en-ae", { option: true }],
  troubles: [
    async ({ context }, use) => {
      const troubles = await Troubles.watch(context);
      await use(troubles);
      expect(troubles.unexpected(), "the browser has nothing to complain of").toEqual([]);
    },
    { auto: true },
  ],
  shop: async ({ page, storefront }, use) => {
    await use(new Shop(page, storefront));
  },
});

export class Shop {
  readonly main: Locator;
  readonly title: Locator;
  readonly header: Locator;
  readonly footer: Locator;
  readonly breadcrumbs: Locator;
  readonly cards: Locator;
  readonly related: Locator;
  readonly recentlyViewed: Locator;

  constructor(
    readonly page: Page,
    readonly locale: Locale,
  ) {
    this.main = page.getByRole("main");
    this.title = page.getByRole("heading", { level: 1 });
    this.header = page.getByRole("banner");
    this.footer = page.getByRole("contentinfo");
    this.breadcrumbs = this.main.locator(".breadcrumbs");
    this.cards = this.main.locator(".grid .card");
    this.related = this.main.locator("section[aria-labelledby=related-title]");
    this.recentlyViewed = this.main.locator("section[aria-labelledby=recent-title]");
  }

  // Going somewhere by its address.

  visit(path: string, query: Query = {}) {
    return this.page.goto(path + written(query));
  }

  visitHome() {
    return this.visit(demo.home(this.locale));
  }

  visitListing(code: string, query: Query = {}) {
    return this.visit(demo.listing(this.locale, code), query);
  }

  visitProduct(code: string, query: Query = {}) {
    return this.visit(demo.product(this.locale, code), query);
  }

  visitStory(code: string) {
    return this.visit(demo.story(this.locale, code));
  }

  /** The islands have come: what moves, moves. */
  async isAlive() {
    await expect(this.page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
  }

  // Where we are.

  async isAt(path: string, query: Query = {}) {
    await expect.poll(() => address(this.page)).toBe(path + written(query));
  }

  async isAtListing(code: string, query: Query = {}) {
    await this.isAt(demo.listing(this.locale, code), query);
  }

  async isAtProduct(code: string, query: Query = {}) {
    await this.isAt(demo.product(this.locale, code), query);
  }

  /** A mark that a reload wipes out. */
  async leaveMark() {
    await this.page.evaluate(() => Object.assign(window, { mark: "still here" }));
  }

  async hasMark() {
    return this.page.evaluate(() => "mark" in window);
  }

  /** What has the focus, by its key. */
  focused() {
    return this.page.evaluate(() => document.activeElement?.getAttribute("data-live"));
  }

  announcement(region: string) {
    return this.page.locator(`#${region} + [role=status]`);
  }

  // Ways.

  linkTo(path: string, within: Locator = this.page.locator("body")) {
    return within.locator(`a[href="${path}"]`);
  }

  async chooseLocale(tag: string) {
    await this.header.locator(".locale summary").click();
    await this.header.locator(`.locale a[hreflang="${tag}"]`).click();
  }

  // Listings.

  async count() {
    return numberIn(await this.page.locator(".listing-count").innerText());
  }

  facetValue(attribute: string, value: string) {
    return this.page.locator(`#filters [data-live="${attribute}-${value}"]`);
  }

  async countBeside(value: Locator) {
    return numberIn(await value.locator(".facet-count").innerText());
  }

  chips() {
    return this.page.locator(".chips .chip:not(.chip-clear)");
  }

  /** Chooses a facet's value, and waits until the listing is at what it leads to. */
  async choose(link: Locator) {
    const to = new URL((await link.getAttribute("href")) ?? "", this.page.url());
    await link.click();
    await this.isAt(decodeURIComponent(to.pathname), Object.fromEntries(to.searchParams));
  }

  async sortBy(order: string) {
    await this.page.locator(".sort summary").click();
    await this.choose(this.page.locator(`.sort a[href*="sort=${order}"]`));
  }

  /** What the cards shown ask for, in their order. */
  async prices() {
    const values = await this.cards.locator("data").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
    return values.map(Number);
  }

  sheet() {
    return this.page.locator("#filters");
  }

  async openSheet() {
    await this.page.locator(".listing-filter").click();
    await expect(this.sheet()).toBeVisible();
  }

  // Products.

  option(attribute: string, value: string) {
    return this.page.locator(`.buy [data-live="${attribute}-${value}"]`);
  }

  /** The price, in units of its currency. */
  async price() {
    return Number(await this.page.locator(".buy-price data").getAttribute("value"));
  }

  thumb(number: number) {
    return this.page.locator(".gallery-thumbs a").nth(number - 1);
  }

  /** Whether this picture of the strip is the one to be seen. */
  async shows(number: number) {
    await expect
      .poll(() =>
        this.page
          .locator(".gallery-item")
          .nth(number - 1)
          .evaluate((item) => {
            const strip = item.parentElement!.getBoundingClientRect();
            return Math.round(Math.abs(item.getBoundingClientRect().left - strip.left));
          }),
      )
      .toBeLessThan(2);
  }

  // The drawer.

  drawer() {
    return this.page.locator("#menu");
  }

  opener() {
    return this.header.locator(".header-menu");
  }
}

/** The path and query in the address bar, as people read them. */
export function address(page: Page): string {
  const { pathname, searchParams } = new URL(page.url());
  return decodeURIComponent(pathname) + written(Object.fromEntries(searchParams));
}

function written(query: Query): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return pairs.length ? `?${pairs.join("&")}` : "";
}

/** The first number in a text, in Latin, Arabic or Devanagari digits. Arabic says one and two without any. */
export function numberIn(text: string): number {
  const latin = text
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[०-९]/g, (d) => String(d.charCodeAt(0) - 0x966));
  const digits = latin.match(/\d+/);
  if (digits) return Number(digits[0]);
  if (/قطعتان|منتجان/.test(text)) return 2;
  return text.includes("واحد") ? 1 : 0;
}

/** From top to foot, so that every picture that waits for it is fetched. */
export async function scrollThrough(page: Page) {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo({ top: y, behavior: "instant" });
      await frame();
      await frame();
    }
    // What a strip has not been swept to is not fetched, and would be waited for in vain.
    const wasSeen = (image: Element) => {
      const { left, right, width } = image.getBoundingClientRect();
      let [from, to] = [0, innerWidth];
      for (let around = image.parentElement; around; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === "visible") continue;
        const clip = around.getBoundingClientRect();
        [from, to] = [Math.max(from, clip.left), Math.min(to, clip.right)];
      }
      return width > 0 && left < to && right > from;
    };
    await Promise.all(
      [...document.images]
        .filter(wasSeen)
        .map((image) => image.decode().catch(() => {})),
    );
    await document.fonts.ready;
    await frame();
  });
}
