/**
 * Keeps the app usable without a network, and shows what is pushed to it: it never sees the diary.
 *
 * Each build is one cache, named by the hash of its files. A build is fetched whole, every file checked against
 * its hash, before it counts; it takes over when no page of the older one is open any more, so a page never
 * changes under somebody's hands. Requests for anything not in the list go to the network untouched.
 *
 * A file that is shared with the installed app stays in memory until the page takes it, and is written nowhere.
 */

import type { NoticeWords } from "../platform/notice-names.ts";
import { noticeToShow, readWordsShown, tapDataFrom } from "./notices.ts";
import { createSharedInbox, takingAddress } from "./share-target.ts";

declare const self: ServiceWorkerGlobalScope;

/** Put before this file by build/precache.ts. */
declare const precacheList: readonly { readonly address: string; readonly integrity: string }[];

/** Put before this file by build/notice-words.ts. */
declare const noticeWords: NoticeWords;

const cachePrefix = "tidetable-";
const pageAddress = new URL("./", self.location.href).href;
const shared = createSharedInbox();
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
  if (request.method === "POST" && addressOf(request.url) === addressOf(takingAddress)) {
    event.waitUntil(shared.put(request));
    event.respondWith(Response.redirect(`${pageAddress}#plan`, 303));
    return;
  }
  if (request.method !== "GET") return;
  if (addresses.has(addressOf(request.url))) {
    event.respondWith(respond(request, addressOf(request.url)));
  } else if (request.mode === "navigate" && request.url.startsWith(pageAddress)) {
    event.respondWith(respond(request, pageAddress));
  }
});

// A page of this app asks for what was shared with it, and is answered on the port that it sent along.
self.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.data === "take-shared" && port) {
    event.waitUntil(shared.take().then((files) => port.postMessage(files)));
  }
});

async function show(text: string | null): Promise<void> {
  const areWordsShown = await readWordsShown(self.indexedDB);
  const { title, options } = noticeToShow(text, areWordsShown, noticeWords, self.navigator.languages);
  await self.registration.showNotification(title, options);
}

/** Shows the app at one of its screens: where it is open already, there. */
async function openAt(screen: string): Promise<void> {
  const address = `${pageAddress}#${screen}`;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find((client) => client.url.startsWith(pageAddress));
  if (!there) {
    await self.clients.openWindow(address);
    return;
  }
  // A browser may refuse either: a page that this worker does not control yet can be put in front, but not be led.
  await there.focus().catch(() => null);
  await there.navigate(address).catch(() => null);
}

/** Shows what a neutral notification kept back, to whoever tapped it. */
async function showWords({ title, tag }: Notification, words: string | null): Promise<void> {
  if (words === null) return;
  await self.registration.showNotification(title, { body: words, tag, silent: true });
}

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data?.text() ?? null));
});

self.addEventListener("notificationclick", (event) => {
  const { notification } = event;
  notification.close();
  const { screen, words } = tapDataFrom(notification.data);
  event.waitUntil(Promise.all([openAt(screen), showWords(notification, words)]));
});
