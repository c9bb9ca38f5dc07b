// Takes the pictures of the documentation from a running shop: `VITRINE_URL=… CHROMIUM=… node screenshots.mjs`.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const SHOP = process.env.VITRINE_URL ?? "http://127.0.0.1:3000";
const FOLDER = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
// Mobile only in its scroll bars, which take no room: hidden ones would leave an empty strip.
const DESKTOP = { viewport: { width: 1440, height: 1000 }, isMobile: true };

const LOOKS = [
  { name: "en-ae-phone", locale: "en-ae", device: PHONE },
  { name: "en-ae-desktop", locale: "en-ae", device: DESKTOP },
  { name: "ar-ae-phone", locale: "ar-ae", device: PHONE },
  { name: "hi-in-phone", locale: "hi-in", device: PHONE },
  { name: "en-ae-dark", locale: "en-ae", device: DESKTOP, colorScheme: "dark" },
];

/** Taller than the window where what matters lies below its edge. */
const PAGES = [
  { name: "home", code: "home", extra: { phone: 500, desktop: 600 } },
  { name: "category", code: "ceramics", extra: { phone: 300, desktop: 300 } },
  { name: "product", code: "dune-vase", extra: { phone: 750, desktop: 200 } },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
await mkdir(FOLDER, { recursive: true });
for (const look of LOOKS) {
  for (const page of PAGES) await take(look, page);
}
await browser.close();

async function take({ name, locale, device, colorScheme = "light" }, { name: shown, code, extra }) {
  const { width, height } = device.viewport;
  const context = await browser.newContext({ ...device, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(SHOP + (await pathOf(page, locale, code)), { waitUntil: "networkidle" });
  // Beyond the window's edge, yet with what is sized by the window as people see it.
  const clip = { x: 0, y: 0, width, height: height + extra[device === PHONE ? "phone" : "desktop"] };
  await page.screenshot({ path: `${FOLDER}${shown}-${name}.png`, fullPage: true, clip });
  await context.close();
}

/** Slugs differ from language to language; a page's alternates know them all. */
async function pathOf(page, locale, code) {
  if (code === "home") return `/${locale}`;
  const english = code === "ceramics" ? `/en-ae/c/${code}` : `/en-ae/p/${code}`;
  await page.goto(SHOP + english);
  const tag = `${locale.slice(0, 2)}-${locale.slice(3).toUpperCase()}`;
  const href = await page.locator(`link[rel=alternate][hreflang="${tag}"]`).getAttribute("href");
  return new URL(href).pathname;
}
