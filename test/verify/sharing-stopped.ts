import {
  type Accepted,
  joinSharing,
  leaveReply,
  openLetter,
  readLetterbox,
  type Transport,
} from "@tidetable/sync";
import type { Locator, Page } from "playwright-core";
import { suite } from "../../apps/web/test/sharing/owner-in-node.ts";
import { startChromium } from "../end-to-end/browser.ts";
import { deviceWithStart, type SyncedApp, startSyncedApp } from "../end-to-end/synced-app.ts";
import { admitOn, inviteFrom } from "./sharing-browsers.ts";

type Say = (line: string) => void;

/** Source: security.md I10. */
const mostSeconds = 5;
const mostTaps = 3;

/** An owner at her screens; whoever is told has the keys in here, so that it is known to the moment when they open nothing. */
export async function stoppedInTime(say: Say): Promise<boolean> {
  const app = await startSyncedApp();
  const browser = await startChromium();
  try {
    const owner = await deviceWithStart(browser, app.origin);
    const { page, context } = owner;
    say("somebody is told, at the owner's own screens, and then nobody any more");

    const first = await shareWith(page, app, "Ada");
    const online = await stopAll(page, app, first, null);
    say(
      `  online: ${online.taps} taps from the first screen; from the third tap to the first letter that does not open ${online.seconds.toFixed(2)} s`,
    );
    const later = await lettersLater(page, app, first);
    say(
      `  letters written in the four days after: ${later.written}; opened with the keys that had opened before: ${later.opened}`,
    );

    const second = await shareWith(page, app, "Bo");
    await context.setOffline(true);
    const offline = await stopAll(page, app, second, async () => {
      await page.getByText("This takes effect as soon as the relay can be reached.").waitFor();
      if (!(await opens(app, second))) throw new Error("the relay should not know yet");
      await context.setOffline(false);
    });
    say(
      `  begun offline: ${offline.taps} taps, no passphrase asked; from the network's return to the first letter that does not open ${offline.seconds.toFixed(2)} s`,
    );
    const answers = [online, offline];
    return (
      answers.every(({ taps, seconds }) => taps <= mostTaps && seconds <= mostSeconds) &&
      later.written >= 4 &&
      later.opened === 0
    );
  } finally {
    await browser.close();
    await app.close();
  }
}

const transportTo = ({ origin }: SyncedApp): Transport => ({
  host: new URL(origin).host,
  async send({ method, path, headers, body }) {
    const answer = await fetch(`${origin}${path}`, { method, headers, body });
    return { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) };
  },
});

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks until there is an answer; what is not just late is thrown. */
async function until<Value>(
  ask: () => Promise<
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly error: { readonly kind: string } }
  >,
): Promise<Value> {
  for (let turn = 0; turn < 300; turn++) {
    const answer = await ask();
    if (answer.ok) return answer.value;
    if (answer.error.kind !== "waiting") throw new Error(`an invitation came to ${answer.error.kind}`);
    await pause(100);
  }
  throw new Error("an invitation should come to something within half a minute");
}

/** The owner's taps up to a letter that opens, and what the reader's device keeps from then on. */
async function shareWith(page: Page, app: SyncedApp, nickname: string): Promise<Accepted> {
  const link = await inviteFrom(page, { nickname, called: "R.", preset: "Dates" });
  const transport = transportTo(app);
  const joining = await joinSharing(
    { suite, transport: () => transport },
    app.origin,
    link.split("#with=")[1]!.split("&")[0]!,
  );
  await until(() => joining.knock());
  const { words } = await until(() => joining.meet());
  await admitOn(page, words.join(" "));
  const accepted = await until(() => joining.enter());
  const reply = { kind: "accepted", push: null, rhythm: null } as const;
  const left = await leaveReply({ suite, transport, accepted, number: 0, reply });
  if (left.outcome !== "left") throw new Error(`the reply should be left, got ${left.outcome}`);
  await page.getByText("has accepted. Sharing has begun.").waitFor();
  for (let turn = 0; !(await opens(app, accepted)); turn++) {
    if (turn > 200) throw new Error("a letter should come within twenty seconds");
    await pause(100);
  }
  await page.getByRole("button", { name: "To people" }).click();
  await page.getByRole("link", { name: "Today" }).click();
  return accepted;
}

async function letterOf(app: SyncedApp, { id }: Accepted) {
  const answer = await readLetterbox(transportTo(app), id);
  if (!answer.ok) throw new Error(`the letterbox should answer, got ${answer.error.kind}`);
  return answer.value;
}

/** Whether the letter that lies there now opens with the reader's keys. */
const opens = async (app: SyncedApp, accepted: Accepted): Promise<boolean> =>
  (await openLetter(suite, accepted, (await letterOf(app, accepted)).letter)) !== null;

/** From any screen: the place, the button, yes. Counts taps, and the time from the last one, or the end of `offline`, until nothing opens. */
async function stopAll(
  page: Page,
  app: SyncedApp,
  accepted: Accepted,
  offline: (() => Promise<void>) | null,
): Promise<{ readonly taps: number; readonly seconds: number }> {
  let taps = 0;
  const tap = async (what: Locator): Promise<void> => {
    taps++;
    await what.click();
  };
  await tap(page.getByRole("link", { name: "People" }));
  await tap(page.getByRole("button", { name: "Stop all sharing" }));
  const last = page.getByRole("button", { name: "Stop everything now" });
  await last.waitFor();
  let began = performance.now();
  await tap(last);
  if (offline) {
    await offline();
    began = performance.now();
  }
  while (await opens(app, accepted)) {
    if (performance.now() - began > 30_000) break;
    await pause(20);
  }
  return { taps, seconds: (performance.now() - began) / 1000 };
}

/** The owner goes on writing; each day's first round leaves a letter there as before. */
async function lettersLater(
  page: Page,
  app: SyncedApp,
  accepted: Accepted,
): Promise<{ readonly written: number; readonly opened: number }> {
  let [written, opened] = [0, 0];
  let { number } = await letterOf(app, accepted);
  for (let day = 1; day <= 4; day++) {
    await page.clock.setFixedTime(new Date(Date.UTC(2027, 2, 4 + day, 8)));
    await page.goto(`${app.origin}/#today`);
    await page.reload();
    await page.getByRole("radio", { name: "None", exact: true }).click();
    for (let turn = 0; turn < 150; turn++) {
      const letter = await letterOf(app, accepted);
      if (letter.number > number) {
        written++;
        number = letter.number;
        if ((await openLetter(suite, accepted, letter.letter)) !== null) opened++;
        break;
      }
      await pause(100);
    }
  }
  return { written, opened };
}
