/**
 * Keeps the app usable without a network, and nothing else: it never sees the diary.
 *
 * Each build is one cache, named by the hash of its files. A build is fetched whole, every file checked against
 * its hash, before it counts; it takes over when no page of the older one is open any more, so a page never
 * changes under somebody's hands. Requests for anything not in the list go to the network untouched.
 */

// A module for the compiler alone, so that `self` is this file's own.
export {};

declare const self: ServiceWorkerGlobalScope;

/** Put before this file by build/precache.ts. */
declare const precacheList: readonly { readonly address: string; readonly integrity: string }[];

const cachePrefix = "tidetable-";
const pageAddress = new URL("./", self.location.href).href;
const addresses = new Set(precacheList.map(({ address }) => addressOf(address)));

/** A file's address as the cache keeps it: absolute, without a query or a fragment. */
function addressOf(reference: string): string {
  const url = new URL(reference, self.location.href);
  return url.origin + url.pathname;
}

async function cacheName(): Promise<string> {
  const list = new TextEncoder().encode(JSON.stringify(precacheList));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", list));
  return cachePrefix + [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function install(): Promise<void> {
  const cache = await caches.open(await cacheName());
  await Promise.all(
    precacheList.map(async ({ address, integrity }) => {
      // "no-cache" asks the server whether its copy changed, so an unchanged file is not sent twice.
      const response = await fetch(address, { integrity, cache: "no-cache" });
      if (!response.ok)
        throw new TypeError(`precache expects ${address} to be there, got ${response.status}`);
      await cache.put(addressOf(address), response);
    }),
  );
}

async function removeOlderVersions(): Promise<void> {
  const current = await cacheName();
  const older = (await caches.keys()).filter((name) => name.startsWith(cachePrefix) && name !== current);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function respond(request: Request, address: string): Promise<Response> {
  const cache = await caches.open(await cacheName());
  return (await cache.match(address)) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOlderVersions());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && request.url.startsWith(pageAddress)) {
    event.respondWith(respond(request, pageAddress));
  } else if (addresses.has(addressOf(request.url))) {
    event.respondWith(respond(request, addressOf(request.url)));
  }
});
