import { eraseDatabase } from "../platform/erase-database.ts";
import { keptBefore } from "../platform/kept-before.ts";
import { valuesOf } from "../sharing/stored.ts";
import type { DiaryPlace } from "./diary-place.ts";

/** Why the relay's copy is still there; null when it is gone, or there never was one. */
export async function eraseAtRelay(place: DiaryPlace): Promise<string | null> {
  const live = place.vault.peek();
  if (!live || live.peek().relay() === null) return null;
  try {
    const [{ deleteAllShared }, { remindersFrom }] = await Promise.all([
      import("../sharing/leaving.ts"),
      import("../reminders/reminders.ts"),
    ]);
    const deleted = await live.act(async (vault) => {
      // Letterboxes first: only the vault's records say which are hers.
      const own = remindersFrom(valuesOf(vault, "reminders")[0]);
      if (!(await deleteAllShared(vault, own?.seed ?? null)))
        return { ok: false, error: { kind: "unreachable" } } as const;
      // A copy that was left behind by a move goes as well, where its relay still answers.
      await vault.leaveFormer();
      return vault.deleteAtRelay();
    });
    return deleted.ok ? null : deleted.error.kind;
  } catch {
    return "unreachable";
  }
}

/** Everything this app ever kept in this browser: databases, the mark beside them, its files and the worker. Never fails. */
export async function eraseHere(place: DiaryPlace): Promise<void> {
  place.close();
  const named = await Promise.resolve(indexedDB.databases?.() ?? []).catch(() => []);
  const names = new Set(["tidetable", ...named.flatMap(({ name }) => (name ? [name] : []))]);
  for (const name of names) if (name.startsWith("tidetable")) await eraseDatabase(name);
  keptBefore.set(false);
  const cacheNames = await caches.keys().catch(() => []);
  await Promise.all(cacheNames.map((name) => caches.delete(name).catch(() => false)));
  const workers = (await navigator.serviceWorker?.getRegistrations().catch(() => [])) ?? [];
  await Promise.all(workers.map((worker) => worker.unregister().catch(() => false)));
}
