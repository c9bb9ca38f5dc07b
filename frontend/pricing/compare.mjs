// Compares quotes of the WebAssembly module with those of the server, byte for byte.
//
// node compare.mjs pricing.wasm < records, which the example `random_quotes` of the crate `pricing` writes.
import { readFileSync } from "node:fs";

const { exports: pricing } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])));

/** Returns a copy of the encoded quote of an encoded request. */
function quote(request) {
  const address = pricing.input(request.length);
  new Uint8Array(pricing.memory.buffer, address, request.length).set(request);
  const length = pricing.quote();
  return Buffer.from(pricing.memory.buffer, pricing.output(), length);
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const records = Buffer.concat(chunks);
let carts = 0;
let time = 0n;
for (let at = 0; at < records.length; carts += 1) {
  const part = () => {
    const length = records.readUInt32LE(at);
    at += 4 + length;
    return records.subarray(at - length, at);
  };
  const request = part();
  const expected = part();
  const start = process.hrtime.bigint();
  const answer = quote(request);
  time += process.hrtime.bigint() - start;
  if (!answer.equals(expected)) {
    console.error(`cart ${carts}: the module's quote differs from the server's`);
    console.error(`  server  ${expected.toString("hex")}`);
    console.error(`  module  ${answer.toString("hex")}`);
    process.exit(1);
  }
}
const memory = pricing.memory.buffer.byteLength / 1024;
const each = Number(time) / 1000 / Math.max(carts, 1);
console.log(`${carts} quotes are the same byte for byte; ${each.toFixed(1)} µs each, ${memory} KiB of memory`);
if (carts === 0) process.exit(1);
