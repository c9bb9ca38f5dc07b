// Run by `cargo xtask test browser`, which installs Chromium, starts a shop with the demo data, and names its address.
import { defineConfig } from "@playwright/test";

import type { Locale } from "./demo";

const launchOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  // Containers have no sandbox, GPU or display, and the browser's own calls home only fill the log.
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

// A language of each script: Latin, Arabic from right to left, Devanagari.
const SHOPPED_IN: Locale[] = ["en-ae", "ar-ae", "hi-in"];

// Every journey twice: a link or a form works before, and without, scripts.
const withScripts = SHOPPED_IN.map((storefront) => ({
  name: storefront,
  testMatch: ["browse.spec.ts", "buy.spec.ts", "islands.spec.ts", "cart_island.spec.ts"],
  use: { storefront },
}));

const withoutScripts = SHOPPED_IN.map((storefront) => ({
  name: `${storefront} without scripts`,
  testMatch: ["browse.spec.ts", "buy.spec.ts", "without_scripts.spec.ts"],
  use: { storefront, javaScriptEnabled: false },
}));

// What must hold on every kind of page; these name the locales they look at themselves.
const everyPage = {
  name: "every page",
  testMatch: ["accessibility.spec.ts", "keyboard.spec.ts", "layout.spec.ts", "head.spec.ts", "going_back.spec.ts", "pictures.spec.ts", "other_shops.spec.ts", "example_shops.spec.ts", "rows.spec.ts", "redeploy.spec.ts", "private_pages.spec.ts"],
};

export default defineConfig<{ storefront: Locale }>({
  testDir: "./tests",
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes at the second try is a defect that hides.
  retries: 0,
  workers: 2,
  reporter: [["list"]],
  use: {
    baseURL: process.env.VITRINE_URL ?? "http://127.0.0.1:3000",
    // Recording every test to keep a few costs a fifth of the time; `--trace on` records when there is something to find.
    trace: "off",
    // What is tested is where things lead, not how they fade; the tests of motion ask for it.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions,
  },
  projects: [...withScripts, ...withoutScripts, everyPage],
});
