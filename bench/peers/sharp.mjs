// Makes what a line of JSON asks for with sharp, and answers with a line: processor time in microseconds, and bytes.
// One thread, no cache: each request pays for its own decode, as a service without a cascade does.
import { createInterface } from "node:readline";
import sharp from "sharp";

sharp.concurrency(1);
sharp.cache(false);

for await (const line of createInterface({ input: process.stdin })) {
  const { file, renditions } = JSON.parse(line);
  const before = process.cpuUsage();
  let bytes = 0;
  for (const { width, height, format, options, out } of renditions) {
    const picture = sharp(file).rotate().resize({ width, height: height ?? undefined, fit: "fill", withoutEnlargement: true });
    const { size } = await picture.toFormat(format, options).toFile(out);
    bytes += size;
  }
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ cpu: user + system, bytes }));
}
