import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** `npm run bench -- NAME` runs one benchmark; without a name it lists them. What a benchmark starts is called `NAME-…`. */
const folders = ["../packages/forecast/bench/", "../test/bench/"].map(
  (path) => new URL(path, import.meta.url),
);
const fileByName = new Map(
  folders.flatMap((folder) =>
    readdirSync(fileURLToPath(folder))
      .filter((file) => /^[a-z]+\.ts$/.test(file))
      .map((file) => [file.replace(/\.ts$/, ""), new URL(file, folder)] as const),
  ),
);
const name = process.argv[2];
const file = fileByName.get(name ?? "");
if (file) await import(file.href);
else {
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${[...fileByName.keys()].join(", ")}\n`);
  if (name !== undefined) process.exitCode = 2;
}
