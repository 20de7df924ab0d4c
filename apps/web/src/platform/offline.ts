import { type ReadonlySignal, signal } from "@preact/signals";

/**
 * The part of Trusted Types used here. A `TrustedScriptURL` is declared as the URL it stands for, because that is
 * what `register` is declared to take.
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

const workerAddress = "./sw.js";

/** The worker's address, through the only policy the page has; it admits that one literal. */
function trustedWorkerAddress(): URL | string {
  const policy = window.trustedTypes?.createPolicy("tidetable-worker", {
    createScriptURL(address) {
      if (address !== workerAddress) throw new TypeError("the policy admits the worker's address only");
      return address;
    },
  });
  return policy?.createScriptURL(workerAddress) ?? workerAddress;
}

/**
 * Makes the app work without a network from the second visit on; the signal turns true when a newer version has
 * been fetched and waits for the next open.
 *
 * A browser that refuses service workers still runs the app, with a network.
 */
export function watchForUpdates(): ReadonlySignal<boolean> {
  const updateWaits = signal(false);
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    register(() => {
      updateWaits.value = true;
    }).catch(() => undefined);
  }
  return updateWaits;
}

async function register(onWaiting: () => void): Promise<void> {
  const registration = await navigator.serviceWorker.register(trustedWorkerAddress(), {
    updateViaCache: "none",
  });
  if (registration.waiting) onWaiting();
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      // Without a controller this is the first visit, and there is nothing newer than what is shown.
      if (worker.state === "installed" && navigator.serviceWorker.controller) onWaiting();
    });
  });
}
