import { type ReadonlySignal, signal } from "@preact/signals";
import { trustedAddress, workerAddresses } from "./trusted-address.ts";

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
  const registration = await navigator.serviceWorker.register(trustedAddress(workerAddresses.service), {
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
