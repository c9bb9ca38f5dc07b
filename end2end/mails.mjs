// Takes pictures of the mails that `mail_samples FOLDER` has written: `CHROMIUM=… node mails.mjs FOLDER`. Each in light and dark,
// on a phone and a desktop, with pictures and without.
import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium } from "@playwright/test";

const FOLDER = resolve(process.argv[2] ?? ".");
const WANTED = process.argv[3] ?? "";

const LOOKS = [
  { name: "phone", width: 390, colorScheme: "light" },
  { name: "phone-dark", width: 390, colorScheme: "dark" },
  { name: "desktop", width: 700, colorScheme: "light" },
  { name: "desktop-dark", width: 700, colorScheme: "dark" },
  { name: "plain", width: 390, colorScheme: "light", withoutPictures: true },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
const mails = (await readdir(FOLDER)).filter((name) => name.endsWith(".html") && name.includes(WANTED));
for (const look of LOOKS) {
  const { width, colorScheme, withoutPictures = false } = look;
  // Mail clients run no scripts.
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, javaScriptEnabled: false });
  if (withoutPictures) await context.route(/\.(jpg|png)$/, (route) => route.abort());
  const page = await context.newPage();
  for (const mail of mails) {
    await page.goto(`file://${FOLDER}/${mail}`);
    await page.screenshot({ path: `${FOLDER}/${mail.replace(".html", "")}-${look.name}.png`, fullPage: true });
  }
  await context.close();
}
await browser.close();
