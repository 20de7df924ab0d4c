/**
 * Browser features that no page from here may use: all that Chromium 156 names, less passkeys (below) and
 * `aria-notify` (a screen reader's), `cross-origin-isolated` (asked for by the two headers of that name) and the
 * `ch-` family (which says nothing unless a server asks). A browser ignores names it does not know, with a line in
 * its console. Held by test/end-to-end/serve.test.ts.
 */
const deniedFeatures: readonly string[] = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "captured-surface-control",
  "clipboard-read",
  "clipboard-write",
  "compute-pressure",
  "deferred-fetch",
  "deferred-fetch-minimal",
  "digital-credentials-create",
  "digital-credentials-get",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "identity-credentials-get",
  "idle-detection",
  "interest-cohort",
  "keyboard-map",
  "language-detector",
  "language-model",
  "local-fonts",
  "local-network",
  "local-network-access",
  "loopback-network",
  "magnetometer",
  "media-playback-while-not-visible",
  "microphone",
  "midi",
  "on-device-speech-recognition",
  "otp-credentials",
  "payment",
  "picture-in-picture",
  "private-state-token-issuance",
  "private-state-token-redemption",
  "screen-wake-lock",
  "serial",
  "speaker-selection",
  "storage-access",
  "summarizer",
  "sync-xhr",
  "translator",
  "unload",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

const contentSecurityPolicy = (connectTo: readonly string[]): string =>
  [
    "default-src 'none'",
    // Argon2id is WebAssembly. This lets a page compile some; text still never becomes a script.
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    ["connect-src 'self'", ...connectTo].join(" "),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // The one policy admits two literals: the addresses of the service worker and of the Argon2 worker.
    "trusted-types tidetable-worker",
  ].join("; ");

/**
 * Headers of every answer, whatever its status. `connectTo` are the origins, besides its own, that the app may speak
 * with: relays elsewhere.
 *
 * Absent on purpose: `Set-Cookie` (nothing here knows anyone) and reporting endpoints (nothing is sent
 * anywhere). Browsers heed Strict-Transport-Security only over TLS, so it is harmless on localhost.
 *
 * @throws RangeError where `connectTo` holds anything but origins of http: or https:
 */
export function createSecurityHeaders(connectTo: readonly string[]): Readonly<Record<string, string>> {
  for (const origin of connectTo) {
    if (!isOrigin(origin)) throw new RangeError("createSecurityHeaders expects origins in connectTo");
  }
  return {
    "content-security-policy": contentSecurityPolicy(connectTo),
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": [
      ...deniedFeatures.map((feature) => `${feature}=()`),
      "publickey-credentials-create=(self)",
      "publickey-credentials-get=(self)",
    ].join(", "),
    "referrer-policy": "no-referrer",
    // 31 536 000 seconds are 365 days.
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
  };
}

/** Headers of what is answered to nobody in particular: what could not be read as a request. */
export const securityHeaders = createSecurityHeaders([]);

/** Whether this is an origin as a browser writes it: scheme, host and port, and nothing after them. */
export function isOrigin(text: string): boolean {
  try {
    const { origin, protocol } = new URL(text);
    return origin === text && (protocol === "https:" || protocol === "http:");
  } catch {
    return false;
  }
}
