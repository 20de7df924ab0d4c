import { hostname, networkInterfaces } from "node:os";
import { expect, test } from "vitest";
import { isOwnHost } from "../src/own-host.ts";
import { deviceOf } from "./api/test-device.ts";
import { host, openTestRelay } from "./api/test-relay.ts";

const own = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .map(({ address, family }) => (family === "IPv6" ? `[${address.replace(/%.*$/, "")}]` : address));

test.each([
  "localhost",
  "localhost:4800",
  "127.0.0.1:1",
  "[::1]:4800",
  hostname(),
  `${hostname()}.local`,
  ...own,
])("%s is this machine", (name) => {
  expect(isOwnHost(name)).toBe(true);
});

test.each(["relay.example", "localhost.example:4800", "192.0.2.1", "[2001:db8::1]:4800", "", "a b", "x@y"])(
  "%j can be somebody else's",
  (name) => {
    expect(isOwnHost(name)).toBe(false);
  },
);

test("rule 41: a proof signed for a name that is not this relay's holds for nothing, whatever the request's Host says", async () => {
  // A relay that a device was tricked into addressing passes its proof on, with the Host it was signed for.
  const relay = await openTestRelay({ publicHost: undefined, isOwnHost });
  const device = deviceOf(relay, "anna");
  expect((await device.create({}, { host })).status).toBe(404);
  const tolerant = await openTestRelay({ publicHost: undefined, isOwnHost: (name) => name === host });
  expect((await deviceOf(tolerant, "anna").create({}, { host })).status).toBe(200);
});
