import { expect, test } from "vitest";
import { sizeText } from "../src/size-text.ts";

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1_000, "1 kB"],
  [1_240, "1.2 kB"],
  [33_554_432, "33.6 MB"],
  [8e10, "80 GB"],
  [5e15, "5,000 TB"],
])("%d bytes are %s", (bytes, text) => {
  expect(sizeText(bytes, "en-GB").replaceAll("\u00a0", " ")).toBe(text);
});
