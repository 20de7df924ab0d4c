// To whom a relay posts: the push services of browsers, and those its operator named. Whoever may write a queue could
// make it call any address otherwise, its neighbours' too.

/** Chromium's and Firefox's. Source: the endpoints that `PushManager.subscribe` gives in each. */
const knownHosts = ["fcm.googleapis.com", "updates.push.services.mozilla.com"];
/** Safari's and Edge's on Windows, whose addresses have one name or more before these. */
const knownEndings = [".push.apple.com", ".notify.windows.com"];
const ownNames = ["localhost", "127.0.0.1", "[::1]"];

/** Whether this may be named as a push service: an origin, over HTTPS unless it is on this machine. */
export function isPushServiceOrigin(text: string): boolean {
  const url = parse(text);
  if (url === null || url.origin !== text) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && ownNames.includes(url.hostname));
}

/** Whether this is where push services may write to (RFC 8292, section 2.1). */
export function isPushContact(text: string): boolean {
  const url = parse(text);
  if (url === null || /\s/.test(text)) return false;
  return url.protocol === "https:" || /^mailto:[^@\s]+@[^@\s]+$/.test(text);
}

/**
 * Whether an address is one of a push service that this relay posts to. `more` are origins that its operator named.
 *
 * @throws RangeError where `more` holds anything but such origins
 */
export function createPushServices(more: readonly string[]): (endpoint: string) => boolean {
  if (!more.every(isPushServiceOrigin)) throw new RangeError("createPushServices expects origins in more");
  return (endpoint) => {
    const url = parse(endpoint);
    if (url === null || url.username !== "" || url.password !== "" || url.hash !== "") return false;
    if (more.includes(url.origin)) return true;
    // A known service's is the port that goes without saying.
    if (url.protocol !== "https:" || url.port !== "") return false;
    return knownHosts.includes(url.hostname) || knownEndings.some((ending) => url.hostname.endsWith(ending));
  };
}

function parse(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
