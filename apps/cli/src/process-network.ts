import { createServer } from "node:net";
import type { World } from "./world.ts";

/** How long somebody may take to answer. Our choice. */
const patienceMs = 5_000;
const maxTextLength = 65_536;

export const askWeb: World["askWeb"] = async (address, method) => {
  try {
    const headers = { origin: "https://elsewhere.invalid" };
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(address, { method, headers, redirect: "manual", signal });
    const text = (await answer.text()).slice(0, maxTextLength);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), text };
  } catch {
    // Whatever the reason, nobody answered.
    return null;
  }
};

export const isPortFree: World["isPortFree"] = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
