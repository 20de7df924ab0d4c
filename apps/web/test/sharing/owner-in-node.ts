import { signal } from "@preact/signals";
import { type CalendarDate, createForecaster, dateFromDayNumber, type Scope } from "@tidetable/diary";
import {
  base64urlFromBytes,
  createSuite,
  type Edit,
  foundVault,
  type ReaderKey,
  type Suite,
  sealNotice,
  type Transport,
  type Vault,
  writeKeyPublic,
} from "@tidetable/sync";
import { MemoryStore, worldOf } from "../../../../packages/sync/test/simulation/memory-device.ts";
import { agreeTo } from "../../src/sharing/changing.ts";
import { openSharing, type Sharing } from "../../src/sharing/sharing.ts";
import type { EndRound, LiveVault } from "../../src/vault/live-vault.ts";
import { roundEndOf } from "../../src/vault/round-end.ts";

const environment = {
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};
const plainSuite = createSuite(environment);
const keys = new Map<string, ReturnType<Suite["signingKeyFromSeed"]>>();
/** The real ciphers; a signing key is made once of each seed, because simulations live through years in minutes. */
export const suite: Suite = {
  ...plainSuite,
  signingKeyFromSeed(seed) {
    const name = base64urlFromBytes(seed);
    const key = keys.get(name) ?? plainSuite.signingKeyFromSeed(seed);
    keys.set(name, key);
    return key;
  },
};

/** An owner's phone without a browser: the app's own side of sharing, over a real vault, and a round when the app would make one. */
export interface OwnerInNode {
  readonly vault: Vault;
  /** What the recovery words stand for; empty for a vault that was known. */
  readonly entropy: Uint8Array<ArrayBuffer>;
  readonly sharing: Sharing;
  /** The app is opened: a round with the relay. */
  open(): Promise<void>;
  /** The same on a device that the relay refuses from now on. */
  openRefused(): Promise<void>;
  /** Something is recorded; the app sends it when editing rests. */
  record(edits: readonly Edit[]): Promise<void>;
  /** Lets somebody see `scope`, whose letterboxes are then at the relay. Gives the grant's id. */
  letIn(nickname: string, scope: Scope, reader: ReaderKey): Promise<string>;
  /** Waits for so many seconds with the app open: what was put off until then is done. */
  stay(seconds: number): Promise<void>;
  today(): CalendarDate;
}

/** Seconds for which an edit rests before it is sent: `restAfterEdits` of apps/web/src/vault/syncing.ts. */
const restSeconds = 3;

/**
 * Founds a vault at a relay, or takes one that is known, and opens the owner's side of sharing over it.
 *
 * @param clock seconds since 1970; `pass` lets simulated seconds go by
 */
export async function openOwner(
  relay: string,
  transport: (relay: string) => Transport,
  clock: () => number,
  pass: (seconds: number) => void,
  known: Vault | null = null,
): Promise<OwnerInNode> {
  const world = worldOf(suite, new MemoryStore(), () => Math.floor(clock()), transport);
  const founded = known ? { vault: known, entropy: new Uint8Array(0) } : await foundVault(world, "Phone");
  const { vault, entropy } = founded;
  const connected = known ? { ok: true as const } : await vault.connect(relay, null);
  if (!connected.ok) throw new Error(`the relay should take the vault, says ${connected.error.kind}`);

  const dayNow = (): CalendarDate => dateFromDayNumber(Math.floor(clock() / 86_400));
  const today = signal(dayNow());
  const settings = signal<ReadonlyMap<string, unknown>>(new Map());
  const view = signal({});
  const putOff: { readonly at: number; readonly act: () => void; isOver: boolean }[] = [];
  let work: Promise<unknown> = Promise.resolve();
  /** The relay is expected to refuse this device, or this device to have stopped. */
  let isRefused = false;
  let endRound: EndRound = async () => true;

  const round = async (): Promise<void> => {
    do {
      const synced = await vault.sync();
      const end = roundEndOf(synced);
      // Without a relay everything waits.
      if (end === null) return;
      if ((end === "caught-up") === isRefused)
        throw new Error(`a round came to something else: ${JSON.stringify(synced)}`);
      const isFinished = await endRound(vault, end);
      view.value = {};
      if (isRefused) return;
      if (!isFinished) throw new Error("a round should leave every letter");
      // What the end of a round has written is sent when editing rests.
      if (vault.waiting() > 0) pass(restSeconds);
    } while (vault.waiting() > 0);
  };
  const inTurn = <Value>(act: () => Promise<Value>): Promise<Value> => {
    const done = work.then(act);
    work = done.catch(() => undefined);
    return done;
  };
  const live: Pick<LiveVault, "act" | "peek" | "syncNow" | "endRoundsWith"> & { readonly view: unknown } = {
    view,
    peek: () => vault,
    act: (change) =>
      inTurn(async () => {
        const value = await change(vault);
        view.value = {};
        await round();
        return value;
      }),
    syncNow: () => inTurn(round),
    endRoundsWith(end) {
      endRound = end;
    },
  };
  type Parts = Parameters<typeof openSharing>[0];
  const sharing = openSharing({
    place: { vault: signal(live) } as unknown as Parts["place"],
    session: {
      settings,
      async keepSetting(name: string, value: unknown) {
        settings.value = new Map([...settings.value, [name, value]]);
      },
    } as unknown as Parts["session"],
    today,
    world: {
      suite,
      forecaster: createForecaster(),
      clock: () => Math.floor(clock()),
      say: ({ kind }) => (kind === "nothing" ? "" : kind),
      seal: (to, text) => sealNotice(environment, to, text),
      checkIns: () => [],
      ownQueue: () => null,
      sayCalendar: async (style) => ({
        name: "Dates",
        titles: {
          ready: style === "plain" ? "be ready" : "note",
          plan: style === "plain" ? "plan {name}" : "note",
          dose: style === "plain" ? "take {name}" : "note",
          order: "note",
          "pick-up": "note",
        },
      }),
    },
    after(milliseconds, act) {
      const later = { at: clock() + milliseconds / 1000, act, isOver: false };
      putOff.push(later);
      return () => {
        later.isOver = true;
      };
    },
    onHidden: () => undefined,
  });

  return {
    vault,
    entropy,
    sharing,
    today: dayNow,
    async open() {
      today.value = dayNow();
      await live.syncNow();
    },
    async openRefused() {
      isRefused = true;
      today.value = dayNow();
      await live.syncNow();
    },
    async record(edits) {
      await inTurn(() => vault.edit(edits));
      pass(restSeconds);
      await live.syncNow();
    },
    async letIn(nickname, scope, reader) {
      const agreement = await agreeTo(suite, nickname, scope);
      const refused = await sharing.share(agreement, reader);
      if (refused !== null) throw new Error(`the grant should be kept, got ${refused}`);
      for (const key of [agreement.keys, agreement.keys.reply])
        await vault.makeLetterbox("letterboxes", await writeKeyPublic(suite, key));
      return agreement.keys.id;
    },
    async stay(seconds) {
      const until = clock() + seconds;
      for (const later of putOff.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)) {
        if (later.isOver) continue;
        later.isOver = true;
        pass(Math.max(0, later.at - clock()));
        later.act();
        await work;
      }
      pass(Math.max(0, until - clock()));
      await work;
    },
  };
}
