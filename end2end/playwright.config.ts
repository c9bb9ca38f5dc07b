// Run by `cargo xtask test browser`, which installs Chromium, starts a shop with the demo data, and names its address.
import { defineConfig } from "@playwright/test";

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

export default defineConfig({
  testDir: "./tests",
  fullyParallel: true,
  forbidOnly: true,
  // A test that passes at the second try is a defect that hides.
  retries: 0,
  workers: 2,
  reporter: [["list"]],
  use: {
    baseURL: process.env.VITRINE_URL ?? "http://127.0.0.1:3000",
    trace: "retain-on-failure",
    launchOptions,
  },
  // Every journey twice: a link or a form works before, and without, scripts.
  projects: [
    { name: "scripts", use: { javaScriptEnabled: true } },
    { name: "no-scripts", use: { javaScriptEnabled: false } },
  ],
});
