// Going back shows the page that was left, as it was left, without asking for it again.
import { expect, test } from "../shop";

// The test runner switches the back-forward cache off unless told not to.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    await use({ ...launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
  },
});

for (const path of ["/en-ae", "/en-ae/c/ceramics", "/en-ae/p/dune-vase"]) {
  test(`nothing keeps a page from being kept: ${path}`, async ({ page }) => {
    const answer = await page.goto(path);
    expect(answer!.headers()["cache-control"]).not.toContain("no-store");
    await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
    await page.evaluate(() =>
      addEventListener("pageshow", (event) => Object.assign(window, { kept: event.persisted })),
    );

    await page.goto("/en-ae/stories");
    await page.goBack({ waitUntil: "commit" });

    await expect(page.locator("h1")).toBeVisible();
    expect(await page.evaluate(() => (window as unknown as { kept?: boolean }).kept)).toBe(true);
  });
}
