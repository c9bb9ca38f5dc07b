// Pictures as browsers choose them: the right format, width and cut for each window, and nothing moves when they come.
import type { APIRequestContext, Browser, Page, Response } from "@playwright/test";

import { demo, expect, PHONE, scrollThrough, test } from "../shop";

const PRODUCT = demo.product("en-ae", "dune-vase");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
/** A phone of today has two pixels or more for each that a page counts. */
const TODAYS_PHONE = { ...PHONE, deviceScaleFactor: 2 };

/**
 * A picture that moves anything moves a hundredth at least. On a busy machine the browser may paint a button before its
 * last letters have come, and move its swatch by a few pixels: a millionth.
 */
const UNSEEN = 0.0001;

type Device = typeof DESKTOP | typeof TODAYS_PHONE;

/** What a device fetched of the pictures of an address, seen from top to foot, and how far things moved. */
async function seen(browser: Browser, device: Device, path: string) {
  const page = await browser.newPage(device);
  const pictures: Response[] = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith("/img/")) pictures.push(response);
  });
  await page.goto(path, { waitUntil: "load" });
  const shown = await largest(page);
  const shifted = await shiftsWhileScrolling(page);
  const bodies = await Promise.all(pictures.map((response) => response.body()));
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0);
  await page.close();
  return { pictures, shown, shifted, bytes };
}

/** The file that the first picture of the page's main part shows. */
function largest(page: Page) {
  return page.locator("main picture img").first().evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return { file: new URL(image.currentSrc).pathname, width: image.naturalWidth, height: image.naturalHeight };
  });
}

/** How far things moved, from the first byte to the last picture that was scrolled to. */
async function shiftsWhileScrolling(page: Page): Promise<number> {
  await scrollThrough(page);
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        type Shift = PerformanceEntry & { value: number };
        const sum = (list: PerformanceObserverEntryList) =>
          list.getEntries().reduce((sum, shift) => sum + (shift as Shift).value, 0);
        new PerformanceObserver((list) => done(sum(list))).observe({ type: "layout-shift", buffered: true });
        // Without a shift there is nothing to be told of.
        setTimeout(() => done(0), 500);
      }),
  );
}

/** Asks for pictures until each is the one that will never be better. */
async function settled(request: APIRequestContext, pictures: Response[]) {
  for (const picture of new Set(pictures.map((picture) => picture.url()))) {
    await expect
      .poll(async () => (await request.get(picture)).headers()["cache-control"], { timeout: 60_000 })
      .toContain("immutable");
  }
}

test("the phone takes the small AVIF, the desktop the large one, and nothing shifts", async ({ browser, request }) => {
  test.setTimeout(180_000);
  const visits = [];
  for (const [name, device] of [["phone", TODAYS_PHONE], ["desktop", DESKTOP]] as const) {
    const first = await seen(browser, device, PRODUCT);
    await settled(request, first.pictures);
    const visit = await seen(browser, device, PRODUCT);
    for (const picture of visit.pictures) expect(picture.headers()["content-type"], picture.url()).toBe("image/avif");
    expect(first.shifted + visit.shifted, name).toBeLessThan(UNSEEN);
    console.log(`${PRODUCT} on a ${name}: ${visit.pictures.length} pictures, ${Math.round(visit.bytes / 1000)} KB`);
    visits.push(visit);
  }
  const [phone, desktop] = visits;

  expect(phone.shown.width).toBeLessThanOrEqual(905);
  expect(desktop.shown.width).toBeGreaterThan(phone.shown.width);
});

test("a scene stands on the phone and lies on the desktop", async ({ browser }) => {
  const phone = await seen(browser, TODAYS_PHONE, "/en-ae");
  const desktop = await seen(browser, DESKTOP, "/en-ae");

  expect(phone.shown.file).toMatch(/-4x5-\d+-\d+\/\d+\.avif$/);
  expect(phone.shown.height).toBeGreaterThan(phone.shown.width);
  expect(desktop.shown.file).toMatch(/-2x1-\d+-\d+\/\d+\.avif$/);
  expect(desktop.shown.width / desktop.shown.height).toBeCloseTo(2, 1);
  expect(phone.shifted + desktop.shifted).toBeLessThan(UNSEEN);
});

test("what is preloaded is what is shown, and nothing is fetched twice", async ({ browser }) => {
  for (const device of [TODAYS_PHONE, DESKTOP]) {
    const { pictures, shown } = await seen(browser, device, "/en-ae");
    const paths = pictures.map((picture) => new URL(picture.url()).pathname);
    const scene = shown.file.slice(0, 37);
    expect(paths.filter((path) => path.startsWith(scene))).toEqual([shown.file]);
  }
});

test("pictures that are not seen are not fetched", async ({ page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/img/")) fetched.push(request.url());
  });
  await page.goto("/en-ae", { waitUntil: "load" });
  const offered = await page.locator("picture img").count();

  expect(fetched.length).toBeLessThan(offered);
  expect(await page.locator("picture img[loading=lazy]").count()).toBe(offered - 1);
  expect(await page.locator("picture img[fetchpriority=high]").count()).toBe(1);
});
