/** Where a push service takes messages for this installation, and the keys they are sealed to (RFC 8291); base64url. */
export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Whether this browser may show notifications; `impossible` where it has none, or none for pages. */
export type NotifyState = "impossible" | "denied" | "granted" | "not-asked";

/** How long the worker may take to be there, in milliseconds. Our choice: a first visit fetches the whole app for it. */
const workerPatience = 20_000;

/** What was decided about notifications so far. Asks nobody. */
export function notifyState(): NotifyState {
  if (!("Notification" in window) || !("PushManager" in window) || !("serviceWorker" in navigator))
    return "impossible";
  return Notification.permission === "default" ? "not-asked" : Notification.permission;
}

/**
 * Asks whether notifications may be shown. To be called first in what answers a tap on a switch: browsers ask only then,
 * and a question that was not wanted is answered with a no that lasts. Whoever said no is not asked again.
 */
export async function askToNotify(): Promise<NotifyState> {
  if (notifyState() !== "not-asked") return notifyState();
  await Notification.requestPermission();
  return notifyState();
}

/**
 * The address of this installation for messages that carry a relay's key (65 bytes). Asks nobody: null where notifications
 * may not be shown, or there is no worker or no push service.
 *
 * A browser has one subscription for an app, bound to one key. Another key's is replaced where it `mayReplace`, as after a
 * relay was set up anew; where another relay still needs it, null.
 */
export async function subscribeToPush(key: Uint8Array, mayReplace = false): Promise<PushAddress | null> {
  if (notifyState() !== "granted") return null;
  try {
    const push = (await registration())?.pushManager;
    const existing = (await push?.getSubscription()) ?? null;
    if (existing && isBoundTo(existing, key)) return addressOf(existing);
    if (!push || (existing && !mayReplace)) return null;
    await existing?.unsubscribe();
    const options = { userVisibleOnly: true, applicationServerKey: new Uint8Array(key) };
    return addressOf(await push.subscribe(options));
  } catch {
    return null;
  }
}

/** The address that this installation has now; null where it is not subscribed. Asks nobody. */
export async function currentPush(): Promise<PushAddress | null> {
  try {
    const subscription = await (await registration())?.pushManager.getSubscription();
    return subscription ? addressOf(subscription) : null;
  } catch {
    return null;
  }
}

/** Ends the subscription, for everything that this installation is told. Never fails. */
export async function endPush(): Promise<void> {
  try {
    await (await (await registration())?.pushManager.getSubscription())?.unsubscribe();
  } catch {
    // Gone already, or the browser will find out by itself.
  }
}

async function registration(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), workerPatience));
  return Promise.race([navigator.serviceWorker.ready, patience]);
}

function isBoundTo({ options }: PushSubscription, key: Uint8Array): boolean {
  const bound = options.applicationServerKey && new Uint8Array(options.applicationServerKey);
  return bound?.length === key.length && bound.every((byte, at) => byte === key[at]);
}

function addressOf(subscription: PushSubscription): PushAddress | null {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  return endpoint !== undefined && p256dh !== undefined && auth !== undefined
    ? { endpoint, p256dh, auth }
    : null;
}
