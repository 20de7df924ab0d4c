import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fieldsFromValue } from "@tidetable/diary";
import { listen, openRelay } from "@tidetable/relay";
import {
  formatBackup,
  foundVault,
  readBackup,
  recoverVault,
  restoreBackup,
  type Vault,
} from "@tidetable/sync";
import { columnsFromRegisters } from "../../packages/sync/src/register-columns.ts";
import { startChromiumIn, testContext, visit } from "../end-to-end/browser.ts";
import { nodeWorld } from "../end-to-end/node-transport.ts";
import { startSyncedApp } from "../end-to-end/synced-app.ts";

export const about =
  "a diary brought back by its words and a relay, and by its words and a file; a browser that lost it";

type Say = (line: string) => void;

/** Ten years, a few fields a day, so that the time is that of a long diary. */
const days = 3_650;
/** The requirement of the research on security, section 7, number 8. */
const mostMinutes = 5;

export async function lostPhone(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({ args: [...words], options: { help: { type: "boolean", default: false } } });
  if (values.help) {
    say("npm run verify -- lost-phone");
    return true;
  }
  const isBack = await bringBack(say);
  const isNoticed = await loseStorage(say);
  return isBack && isNoticed;
}

/** What a diary says, whoever holds it: its registers, without who is on the roster and where the log stands. */
const hashOf = (vault: Vault): string =>
  createHash("sha256")
    .update(JSON.stringify(columnsFromRegisters(vault.core().replica.registers)))
    .digest("hex")
    .slice(0, 16);

async function bringBack(say: Say): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "tidetable-lost-"));
  const log = (): void => {};
  const plenty = { perMinute: 1e9, burst: 1e9 };
  const rates = { writes: plenty, challenges: plenty, creations: plenty, mail: plenty };
  const relay = await openRelay({ files: new Map(), dataFolder: folder, invite: "open", rates, log });
  const listening = await listen(relay.relay, { port: 0, log });
  if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
  const origin = `http://localhost:${listening.value.port}`;
  try {
    const { vault: phone, entropy } = await foundVault(nodeWorld(), "Phone");
    const connected = await phone.connect(origin, null);
    if (!connected.ok) throw new Error(`the relay says ${connected.error.kind}`);
    for (let from = 0; from < days; from += 50)
      await phone.edit(Array.from({ length: 50 }, (_, day) => editsOf(from + day)).flat());
    const synced = await phone.sync();
    if (synced.kind !== "done") throw new Error(`the phone should sync, got ${synced.kind}`);
    const lost = hashOf(phone);
    const file = await formatBackup(phone);
    say(
      `a diary of ${days} days, ${phone.place().index} entries, hash ${lost}; its backup is ${file.length} bytes`,
    );

    const byWords = await timed(() =>
      recoverVault(nodeWorld(), entropy, { name: "New phone", relay: origin, alone: true }),
    );
    if (!byWords.value.ok) throw new Error(`the words should bring it back, got ${byWords.value.error.kind}`);
    const first = hashOf(byWords.value.value);
    say(
      `  by the words and the relay: hash ${first}, ${byWords.seconds.toFixed(1)} s; the lost phone reads nothing any more: ${await isShutOut(phone, byWords.value.value)}`,
    );

    const byFile = await timed(() => restoreBackup(nodeWorld(), readBackup(file)!, entropy, "Newer phone"));
    if (byFile.value === null) throw new Error("the words should open the backup");
    const second = hashOf(byFile.value);
    say(`  by the words and the file: hash ${second}, ${byFile.seconds.toFixed(1)} s`);
    const otherWords = await restoreBackup(nodeWorld(), readBackup(file)!, new Uint8Array(16), "Somebody");
    say(`  by other words and the file: ${otherWords === null ? "nothing" : "opened"}`);
    const isInTime = [byWords, byFile].every(({ seconds }) => seconds < mostMinutes * 60);
    return first === lost && second === lost && isInTime && otherWords === null;
  } finally {
    await listening.value.stop(0);
    await relay.close();
    rmSync(folder, { recursive: true });
  }
}

const editsOf = (day: number) => {
  const record = `day/${new Date(Date.UTC(2017, 0, 1 + day)).toISOString().slice(0, 10)}`;
  const value = {
    mood: 1 + (day % 5),
    energy: 1 + (day % 3),
    note: `day number ${day}`,
    symptoms: { cramps: 1 + (day % 3) },
  };
  return [...fieldsFromValue(record, value)].map(([field, content]) => ({ record, field, value: content }));
};

async function timed<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly seconds: number }> {
  const start = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - start) / 1000 };
}

/** Whether the lost phone gets anything that is written after it was left out. */
async function isShutOut(lost: Vault, found: Vault): Promise<"yes" | "no"> {
  await found.edit([{ record: "day/2027-03-04", field: "note", value: "written after the loss" }]);
  await found.sync();
  const answer = await lost.sync();
  const isShown = [...lost.records()].includes("day/2027-03-04");
  const isBack = await found.edit([{ record: "day/2027-03-04", field: "note", value: null }]);
  await found.sync();
  return answer.kind !== "done" && !isShown && isBack.ok ? "yes" : "no";
}

/** A browser deletes its database: the app says so and offers the ways back, and never shows an empty diary. */
async function loseStorage(say: Say): Promise<boolean> {
  const app = await startSyncedApp();
  const profile = mkdtempSync(join(tmpdir(), "tidetable-lost-profile-"));
  const context = await startChromiumIn(profile, testContext);
  try {
    const phone = await visit(context, app.origin);
    await phone.page.getByRole("button", { name: /12 February 2027/ }).click();
    await phone.page.getByRole("button", { name: "Continue" }).click();
    await phone.page.getByRole("radio", { name: "Heavy", exact: true }).click();
    await phone.page.getByRole("status").filter({ hasText: "Saved." }).waitFor({ state: "attached" });
    const client = await context.newCDPSession(phone.page);
    await phone.page.goto("about:blank");
    await client.send("Storage.clearDataForOrigin", { origin: app.origin, storageTypes: "indexeddb" });
    await phone.page.goto(`${app.origin}/`);
    await phone.page.locator("h1").waitFor();
    const text = await phone.page.locator("body").innerText();
    const isEmptyDiary = await phone.page.getByRole("radio", { name: "Heavy", exact: true }).isVisible();
    const isWelcome = /When did your last period start/i.test(text);
    const offers = ["words", "backup"].filter((way) => new RegExp(way, "i").test(text));
    say("a browser that deleted the diary's database");
    say(
      `  shown as an empty diary: ${isEmptyDiary || isWelcome ? "yes" : "no"}; ways back that are offered: ${offers.join(", ") || "none"}`,
    );
    await phone.page.getByRole("button", { name: /Bring it back/ }).click();
    const asksForWords = await phone.page
      .getByRole("textbox", { name: /words/i })
      .first()
      .waitFor()
      .then(() => true);
    say(`  the way back asks for the words: ${asksForWords ? "yes" : "no"}`);
    return !isEmptyDiary && !isWelcome && offers.length === 2 && asksForWords;
  } finally {
    await context.close();
    await app.close();
    rmSync(profile, { recursive: true });
  }
}
