import { expect, test } from "vitest";
import { postgresFailureOf } from "../../src/store/postgres-failure.ts";
import { StoreFailure } from "../../src/store/store.ts";

const withCode = (code: string): Error => Object.assign(new Error("as the driver throws it"), { code });

test.each(["EPIPE", "EBUSY", "E2BIG", "ECONNREFUSED", "ENOENT"])(
  "a code of the system is a server out of reach, and no state of its own: %s",
  (code) => {
    expect(postgresFailureOf(withCode(code))).toEqual(new StoreFailure("unreachable"));
  },
);

test.each([
  ["53100", "full"],
  ["25006", "read-only"],
  ["XX001", "corrupt"],
  ["57P01", "unreachable"],
  ["08006", "unreachable"],
  ["40P01", "unreachable"],
  ["3D000", "refused"],
] as const)("a state of the server is what the server says: %s is %s", (code, trouble) => {
  expect(postgresFailureOf(withCode(code))).toEqual(new StoreFailure(trouble));
});

test.each(["23505", "42601", "P0001", "HV000", "ERR_ASSERTION"])(
  "a mistake of ours stays one: %s",
  (code) => {
    expect(postgresFailureOf(withCode(code))).toBeNull();
  },
);
