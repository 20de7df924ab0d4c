import type { Plugin } from "vite";

/**
 * What the page may do, said in the page itself as well, for whoever hosts it without the relay's headers.
 *
 * `frame-ancestors` is absent because browsers heed it in a header only.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  // A diary may move to a relay elsewhere. Which one, the server's header says, and both policies hold; without
  // such a header nothing narrows it but the app, which speaks with the one relay its owner named.
  "connect-src 'self' https: http:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types tidetable-worker",
].join("; ");

/** Writes the policy into the built page; the development server injects inline scripts that it would refuse. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy },
        injectTo: "head-prepend",
      },
    ],
  };
}
