import { afterAll, beforeAll } from "vitest";
import { startPostgres, type TestPostgres } from "../../../../test/postgres.ts";
import { describeStore } from "./contract.ts";
import { postgresPlace } from "./postgres-place.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop(), 60_000);

describeStore("PostgreSQL", () => postgresPlace(server));
