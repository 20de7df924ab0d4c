/** What the service worker is asked; the same word in service-worker.ts. */
const question = "take-shared";
/** How long its answer is waited for, in milliseconds. Our choice: reading a shared form is done long before. */
const longestWait = 5_000;

/** Files that were shared with the installed app and brought its reader here: each is given once, so it is asked when a screen opens. */
export function takeSharedFiles(): Promise<readonly File[]> {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker.controller : null;
  if (!worker) return Promise.resolve([]);
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const end = (files: readonly File[]) => {
      clearTimeout(timer);
      port1.close();
      resolve(files);
    };
    // An older worker does not know the question.
    const timer = setTimeout(() => end([]), longestWait);
    port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      end(Array.isArray(data) ? data.filter((one) => one instanceof File) : []);
    });
    port1.start();
    worker.postMessage(question, [port2]);
  });
}
