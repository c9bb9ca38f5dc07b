// What a new build costs who has been here before: the bytes that Chromium counts.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";

import { freePort } from "../own_shop";
import { demo, expect, test } from "../shop";

const ROOT = resolve(__dirname, "../..");
const PROGRAM = process.env.SHOP_PROGRAM ?? join(ROOT, "target/release/vitrine");

/** A shop of this test's own, whose build can be replaced. */
class Deployment {
  private server?: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), "vitrine-redeploy-"));

  constructor(private readonly port: number) {
    cpSync(join(ROOT, "dist"), join(this.folder, "dist"), { recursive: true });
    this.run("import", join(ROOT, "demo/shop.json"));
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  private get environment() {
    return {
      PATH: process.env.PATH,
      VITRINE_DATA: this.folder,
      VITRINE_ASSETS: join(this.folder, "dist"),
      VITRINE_LISTEN: `127.0.0.1:${this.port}`,
      VITRINE_LOG: "error",
      // Only what this test measures.
      VITRINE_PICTURES_AHEAD: "0",
    };
  }

  private run(...command: string[]) {
    execFileSync(PROGRAM, command, { cwd: this.folder, env: this.environment, stdio: "ignore" });
  }

  async open() {
    this.server = spawn(PROGRAM, ["serve"], { cwd: this.folder, env: this.environment, stdio: "inherit" });
    await expect
      .poll(() => fetch(`${this.url}/readyz`).then(({ status }) => status, () => 0), { timeout: 20_000 })
      .toBe(200);
  }

  async close() {
    const closed = new Promise((done) => this.server?.once("exit", done));
    this.server?.kill();
    await closed;
  }

  /** Another build of the WebAssembly: the same code with another text in it, under another name. */
  rebuild() {
    const list = join(this.folder, "dist/assets.json");
    const assets = JSON.parse(readFileSync(list, "utf8"));
    const old = readFileSync(join(this.folder, "dist", assets["frontend.wasm"]));
    const name = "frontend-00112233445566aa.wasm";
    // A custom section of WebAssembly: its id, its length, the length of its name, its name, and what it holds.
    const text = Buffer.from("\u0004testa build of the same shop on another day");
    writeFileSync(join(this.folder, "dist/assets", name), Buffer.concat([old, Buffer.from([0, text.length]), text]));
    writeFileSync(list, JSON.stringify({ ...assets, "frontend.wasm": `/assets/${name}` }));
  }

  remove() {
    rmSync(this.folder, { recursive: true });
  }
}

/** Visits a product and waits for its islands; how many bytes of WebAssembly came over the wire, and how they were encoded. */
async function visit(page: Page, url: string) {
  const wasm = page.waitForResponse((response) => response.url().endsWith(".wasm"));
  await page.goto(url + demo.product("en-ae", "ring-vase"));
  const response = await wasm;
  await expect(page.locator("leptos-island:not([data-alive])")).toHaveCount(0);
  const sizes = await response.request().sizes();
  // Nobody is on the page while the shop is away.
  await page.goto("about:blank");
  return { bytes: sizes.responseBodySize, encoding: (await response.allHeaders())["content-encoding"] };
}

test("a redeploy costs a returning visitor a tenth of the WebAssembly at most", async ({ page }) => {
  const deployment = new Deployment(await freePort());
  await deployment.open();
  const first = await visit(page, deployment.url);
  await deployment.close();

  deployment.rebuild();
  await deployment.open();
  const second = await visit(page, deployment.url);
  await deployment.close();
  deployment.remove();

  console.log(`  WebAssembly: ${first.bytes} bytes (${first.encoding}), after a redeploy ${second.bytes} (${second.encoding})`);
  expect(second.encoding).toBe("dcz");
  expect(second.bytes).toBeLessThan(first.bytes / 10);
});
