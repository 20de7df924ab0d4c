import { expect, test } from "vitest";
import { type Encoding, encodingFromAccepted } from "../src/accept-encoding.ts";

const offered: readonly Encoding[] = ["br", "gzip", "identity"];

test.each<[string | undefined, Encoding]>([
  [undefined, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=0.5, gzip;q=0.8", "gzip"],
  ["br;q=0, gzip", "gzip"],
  ["br;q=0", "identity"],
  ["*", "br"],
  ["*;q=0.1, br;q=0", "gzip"],
  ["identity, gzip;q=0.5", "identity"],
  ["identity;q=0.5, gzip", "gzip"],
  ["identity;q=0, br;q=0, gzip;q=0", "identity"],
  ["br;q=nonsense, ;;;, gzip", "gzip"],
])("Accept-Encoding %j is answered with %s", (header, encoding) => {
  expect(encodingFromAccepted(header, offered)).toBe(encoding);
});

test("a file that is not worth compressing goes out as it is, whatever is accepted", () => {
  expect(encodingFromAccepted("br, gzip", ["identity"])).toBe("identity");
});
