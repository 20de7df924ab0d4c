import calendarWorker from "../calendars/calendar-worker.ts?worker&url";
import argon2Worker from "./argon2-worker.ts?worker&url";

/**
 * The part of Trusted Types used here. A `TrustedScriptURL` is declared as the URL it stands for, because that is
 * what `register` and `Worker` are declared to take.
 */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): URL };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/** Every script that the page starts by its address. */
export const workerAddresses = {
  service: "./sw.js",
  argon2: argon2Worker,
  calendar: calendarWorker,
} as const;

/** The only policy the page has: made once, because the content security policy allows one of this name. */
const policy = window.trustedTypes?.createPolicy("tidetable-worker", {
  createScriptURL(address) {
    if (!Object.values(workerAddresses).includes(address)) {
      throw new TypeError("the policy admits the workers' addresses only");
    }
    return address;
  },
});

export const trustedAddress = (address: string): URL | string => policy?.createScriptURL(address) ?? address;
