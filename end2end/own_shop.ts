// A shop of a test's own: its documents, its pictures, its settings, and a server for it on a free port.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { deflateSync } from "node:zlib";

import { expect } from "@playwright/test";

const ROOT = resolve(__dirname, "..");
const PROGRAM = process.env.SHOP_PROGRAM ?? join(ROOT, "target/release/vitrine");

const SETUP = JSON.parse(readFileSync(join(ROOT, "demo/shop.json"), "utf8")).setup;

type Settings = Record<string, string>;

export class OwnShop {
  private server?: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), "vitrine-own-"));
  private port = 0;

  /** With the demo's setup. Without `documents` the shop has nothing else. */
  static async open(documents: object | null, pictures: Record<string, Buffer> = {}, settings: Settings = {}) {
    const shop = new OwnShop(settings);
    for (const [name, bytes] of Object.entries(pictures)) shop.write(name, bytes);
    shop.port = await freePort();
    shop.run("migrate");
    shop.write("shop.json", JSON.stringify({ format: "vitrine/1", setup: SETUP, ...documents }));
    shop.run("import", "shop.json");
    await shop.serve();
    return shop;
  }

  private constructor(private readonly settings: Settings) {}

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async close() {
    const closed = new Promise((done) => this.server?.once("exit", done));
    this.server?.kill();
    await closed;
    rmSync(this.folder, { recursive: true });
  }

  private get environment() {
    return {
      PATH: process.env.PATH,
      VITRINE_DATA: this.folder,
      VITRINE_ASSETS: join(ROOT, "dist"),
      VITRINE_LISTEN: `127.0.0.1:${this.port}`,
      VITRINE_LOG: "error",
      ...this.settings,
    };
  }

  private write(name: string, bytes: Buffer | string) {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), bytes);
  }

  private run(...command: string[]) {
    execFileSync(PROGRAM, command, { cwd: this.folder, env: this.environment, stdio: ["ignore", "ignore", "inherit"] });
  }

  private async serve() {
    this.server = spawn(PROGRAM, ["serve"], { cwd: this.folder, env: this.environment, stdio: "inherit" });
    await expect
      .poll(() => fetch(`${this.url}/readyz`).then(({ status }) => status, () => 0), { timeout: 20_000 })
      .toBe(200);
  }
}

export async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** A text that is the same in every language. */
export const same = (text: string) => ({ en: text, ar: text, hi: text });

/** A PNG of one thing, a dark rectangle, in the middle of a ground. */
export function picture(width: number, height: number, ground: [number, number, number] = [255, 255, 255]): Buffer {
  const rows = [];
  for (let y = 0; y < height; y++) {
    const row = Buffer.alloc(1 + 3 * width);
    for (let x = 0; x < width; x++) {
      const isThing = Math.abs(x / width - 0.5) < 0.3 && Math.abs(y / height - 0.5) < 0.3;
      row.set(isThing ? [60, 70, 90] : ground, 1 + 3 * x);
    }
    rows.push(row);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
}

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
