/** A push subscription as a browser would have it, and the messages that come to it: headless Chromium has no push service. */
import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "playwright-core";

/** One message as it was posted. */
interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface PushService {
  readonly origin: string;
  readonly posted: readonly Posted[];
  close(): Promise<void>;
}

/** A push service on this machine, which takes whatever is posted. */
export async function startPushService(): Promise<PushService> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      posted.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(pieces) });
      response.writeHead(201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    posted,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface TestSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** What a message says; RFC 8291, section 3.4, written out slowly. */
  open(message: Buffer): string;
}

export function newSubscription(endpoint: string): TestSubscription {
  const keys = createECDH("prime256v1");
  const ours = keys.generateKeys();
  const auth = randomBytes(16);
  return {
    endpoint,
    p256dh: ours.toString("base64url"),
    auth: auth.toString("base64url"),
    open(message) {
      const salt = message.subarray(0, 16);
      const theirs = message.subarray(21, 21 + message.readUInt8(20));
      const sealed = message.subarray(21 + theirs.length);
      const derive = (secret: Buffer, from: Buffer, info: Buffer, length: number) =>
        Buffer.from(hkdfSync("sha256", secret, from, info, length));
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), ours, theirs]);
      const secret = derive(keys.computeSecret(theirs), auth, info, 32);
      const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
      const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
      const opening = createDecipheriv("aes-128-gcm", key, nonce);
      opening.setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
      // The last record ends with a 2 and zeros.
      return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
    },
  };
}

/**
 * Gives every page of a context this subscription when it subscribes, and `answer` when it asks whether notifications may
 * be shown. How often it asked, and with which key it subscribed, is in `pushTest` of the page's local storage.
 */
export async function providePush(
  context: BrowserContext,
  { endpoint, p256dh, auth }: TestSubscription,
  answer: NotificationPermission = "granted",
): Promise<void> {
  await context.grantPermissions(["notifications"]);
  await context.addInitScript(
    ({ endpoint, p256dh, auth, answer }) => {
      const read = () => ({
        asked: 0,
        state: "default",
        key: "",
        ...JSON.parse(localStorage.getItem("pushTest") ?? "{}"),
      });
      const write = (change: object) =>
        localStorage.setItem("pushTest", JSON.stringify({ ...read(), ...change }));
      Object.defineProperty(Notification, "permission", { get: () => read().state });
      Notification.requestPermission = async () => {
        write({ asked: read().asked + 1, state: answer });
        return answer;
      };
      const subscription = () => ({
        options: { applicationServerKey: Uint8Array.from(read().key.split(",")).buffer },
        toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
        async unsubscribe() {
          write({ key: "" });
          return true;
        },
      });
      Object.assign(PushManager.prototype, {
        async subscribe({ applicationServerKey }: { readonly applicationServerKey: Uint8Array }) {
          write({ key: Array.from(applicationServerKey).join() });
          return subscription();
        },
        getSubscription: async () => (read().key === "" ? null : subscription()),
      });
    },
    { endpoint, p256dh, auth, answer },
  );
}

/** What `providePush` wrote down. */
export const pushNotes = (page: Page): Promise<{ readonly asked?: number; readonly key?: string }> =>
  page.evaluate(() => JSON.parse(localStorage.getItem("pushTest") ?? "{}"));

/** Hands an opened message to the page's worker, as the browser does with one that came. */
export async function deliver(page: Page, text: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const registrationId = new Promise<string>((resolve) => {
    client.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ isDeleted }) => !isDeleted);
      if (found) resolve(found.registrationId);
    });
  });
  await client.send("ServiceWorker.enable");
  await client.send("ServiceWorker.deliverPushMessage", {
    origin: new URL(page.url()).origin,
    registrationId: await registrationId,
    data: text,
  });
  await client.detach();
}

interface ShownOnScreen {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean | null;
  readonly badge: string;
  readonly actions: number;
}

/** Every notification that is on the screen now. */
export const notificationsOn = (page: Page): Promise<readonly ShownOnScreen[]> =>
  page.evaluate(async () => {
    const shown = await (await navigator.serviceWorker.ready).getNotifications();
    return shown.map((one) => ({
      title: one.title,
      body: one.body,
      tag: one.tag,
      silent: one.silent,
      badge: "badge" in one ? String(one.badge) : "",
      actions: "actions" in one && Array.isArray(one.actions) ? one.actions.length : 0,
    }));
  });
