/** Whether the browser has promised not to delete the diary on its own; `unknown` where it cannot be asked. */
export type StoragePromise = "given" | "not-given" | "unknown";

export async function readStoragePromise(): Promise<StoragePromise> {
  return answer(() => navigator.storage.persisted());
}

/** Asks for the promise. Some browsers show a question, so this waits until there is something to keep. */
export async function askForStoragePromise(): Promise<StoragePromise> {
  return answer(() => navigator.storage.persist());
}

async function answer(ask: () => Promise<boolean>): Promise<StoragePromise> {
  try {
    return (await ask()) ? "given" : "not-given";
  } catch {
    return "unknown";
  }
}
