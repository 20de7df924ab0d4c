import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fine, look, viewFindings } from "../src/doctor/finding.ts";
import { lookAtNode } from "../src/doctor/surroundings.ts";
import { run } from "../src/run.ts";
import { memoryWorld } from "./memory-world.ts";

test.each([
  ["20.19.0", true],
  ["20.18.3", false],
  ["18.20.0", false],
  ["24.0.1", true],
])("Node %s is new enough: %s", (nodeVersion, ok) => {
  expect(lookAtNode({ ...memoryWorld(), nodeVersion }).ok).toBe(ok);
});

describe("findings", () => {
  test("are said with their mark, and no line is wider than the terminal", () => {
    const world = memoryWorld({ reader: { columns: 40 } });
    const said = viewFindings([fine("node", "fine", { version: "24.0.0" }), look("rows", "damaged")], world);
    expect(said).toBe(
      [
        "fine  Node 24.0.0.",
        "look  Some records are damaged or",
        "      missing. Restore the newest backup",
        "      into a new place: tidetable",
        "      restore FILE.",
        "",
        "One thing is to be done.",
        "",
      ].join("\n"),
    );
  });

  test("each have their words, and every word is of a finding", () => {
    const sources = ["finding", "surroundings", "data", "postgres"]
      .map((name) => `../src/doctor/${name}.ts`)
      .concat("../src/commands/doctor.ts", "../src/commands/doctor-elsewhere.ts")
      .map((name) => readFileSync(new URL(name, import.meta.url), "utf8"))
      .join("\n");
    const strings = readFileSync(new URL("../src/strings/en.ftl", import.meta.url), "utf8");
    const messages = [...strings.matchAll(/^doctor-(\w+)-(\w+) =/gm)].filter(([, check]) => check !== "mark");
    expect(messages.length).toBeGreaterThan(35);
    for (const [, check, kind] of messages) {
      expect(sources).toContain(`("${check}", `);
      expect(sources).toContain(`"${kind}"`);
    }
  });
});

test("on a machine where nothing is yet, the folder is missing, and the app is not built", async () => {
  const world = memoryWorld();
  expect(await run(["doctor", "--json"], world)).toBe(1);
  expect(JSON.parse(world.out())).toEqual({
    schema: "tidetable.doctor/1",
    ok: false,
    findings: [
      { check: "node", kind: "fine", ok: true, values: { version: "20.19.0" } },
      { check: "app", kind: "missing", ok: false, values: {} },
      { check: "folder", kind: "missing", ok: true, values: { folder: "/nowhere/data" } },
      { check: "port", kind: "free", ok: true, values: { port: "4800", address: "http://localhost:4800" } },
    ],
  });
});

test("a relay elsewhere that does not answer is a matter of the network", async () => {
  const world = memoryWorld();
  expect(await run(["doctor", "https://relay.example/path?x"], world)).toBe(5);
  expect(world.out()).toBe("look  Nobody answers at https://relay.example.\n\nOne thing is to be done.\n");
});
