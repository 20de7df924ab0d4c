import { gunzipSync, gzipSync } from "node:zlib";
import { calendarDate, diaryFromValues, fieldsFromValue } from "@tidetable/diary";
import { formatTidetableJson } from "@tidetable/diary/exchange";
import { seededRandom } from "@tidetable/forecast";
import {
  createSuite,
  foundVault,
  hostPairing,
  joinPairing,
  newPairingSecret,
  type RelayRequest,
  shownValue,
  type Vault,
  type VaultWorld,
} from "@tidetable/sync";
import * as Y from "yjs";
import { bytesFromJson, jsonFromBytes } from "../../packages/sync/src/bytes.ts";
import { bytesFromState, stateFromJson, stateOfReplica } from "../../packages/sync/src/snapshot-state.ts";
import { MemoryStore, nodeCompression } from "../../packages/sync/test/simulation/memory-device.ts";
import { ModelRelay } from "../../packages/sync/test/simulation/model-relay.ts";

/**
 * What a long diary costs: `npm run bench -- sync`. Everything is a ratio within this run, by medians of interleaved
 * rounds; the ciphers are real. Exits 1 when a target of the project is missed.
 */

const days = 3_650;
const seed = 2027;
const firstSecond = Date.UTC(2017, 0, 1) / 1000;
const targets = { load: 5, download: 1.5, change: 1.1 } as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Ten years of somebody who records on most days, once or twice a day: days by key, with the second of each session. */
function tenYears() {
  const random = seededRandom(seed);
  const sometimes = (chance: number): boolean => random() < chance;
  const level = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const words = "slept badly walk by the river long day at work headache gone after tea met Ana rain".split(
    " ",
  );
  const written: {
    readonly key: string;
    readonly value: Record<string, unknown>;
    readonly second: number;
  }[] = [];
  let cycleDay = 1;
  let cycleLength = 28;
  for (let day = 0; day < days; day++) {
    const date = new Date((firstSecond + day * 86_400) * 1000).toISOString().slice(0, 10);
    const second = firstSecond + day * 86_400 + level(18 * 3600, 23 * 3600);
    const value: Record<string, unknown> = {};
    if (cycleDay <= 5) value.bleeding = ["medium", "heavy", "medium", "light", "spotting"][cycleDay - 1];
    if (sometimes(0.85)) value.mood = level(1, 5);
    if (sometimes(0.8)) value.energy = level(1, 5);
    if (sometimes(0.7)) value.pain = cycleDay <= 3 ? level(2, 8) : level(0, 2);
    if (sometimes(0.75))
      value.temperature = { celsius: Math.round((36.3 + random() * 0.7) * 100) / 100, time: "06:30" };
    if (sometimes(0.6)) value.mucus = ["dry", "nothing", "damp", "creamy", "eggwhite"][level(0, 4)];
    if (sometimes(0.5)) {
      value.symptoms = Object.fromEntries(
        ["cramps", "headache", "bloating", "tired"]
          .filter(() => sometimes(0.5))
          .map((name) => [name, level(1, 3)]),
      );
    }
    if (sometimes(0.25)) value.medication = ["ibuprofen"];
    if (sometimes(0.3))
      value.note = Array.from({ length: level(3, 14) }, () => words[level(0, words.length - 1)]).join(" ");
    if (Object.keys(value).length > 0) written.push({ key: `day/${date}`, value, second });
    if (++cycleDay > cycleLength) {
      cycleDay = 1;
      cycleLength = level(25, 34);
    }
  }
  return written;
}

const suite = createSuite({
  subtle: crypto.subtle,
  randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
});

let clock = firstSecond;
/** gzip at the level that browsers compress with, zlib's own default; their tests' is quicker. */
const compression = {
  ...nodeCompression,
  gzip: async (bytes: Uint8Array) => Uint8Array.from(gzipSync(bytes, { level: 6 })),
};

const newWorld = (
  relay: ModelRelay,
  count: (request: RelayRequest, answer: Uint8Array) => void = () => {},
): VaultWorld => ({
  suite,
  compression,
  clock: () => clock,
  store: new MemoryStore(),
  transport: () => ({
    host: "relay.test",
    send: async (request) => {
      const answer = relay.answer(request);
      count(request, answer.body);
      return answer;
    },
  }),
});

const written = tenYears();
const registers = written.flatMap(({ key, value, second }) =>
  [...fieldsFromValue(key, value)].map(([field, content]) => ({
    record: key,
    field,
    value: content,
    second,
  })),
);
say(`a diary of ten years: ${written.length} days, ${registers.length} writes, seed ${seed}`);

// --- The vault, written as it would have been: an entry a session -----------------------------------------------

const relay = new ModelRelay();
const phoneWorld: VaultWorld = newWorld(relay);
const { vault: phone } = await foundVault(phoneWorld, "Phone");
await phone.connect("relay", null);
const writing = await timed(async () => {
  for (const { key, value, second } of written) {
    clock = second;
    const edits = [...fieldsFromValue(key, value)].map(([field, content]) => ({
      record: key,
      field,
      value: content,
    }));
    await phone.edit(edits);
    const synced = await phone.sync();
    if (synced.kind !== "done") throw new Error(`the phone should sync, got ${synced.kind}`);
  }
});
say(
  `written and sent session by session in ${(writing / 1000).toFixed(1)} s, ${(writing / written.length).toFixed(2)} ms each`,
);

// --- What a new device downloads ---------------------------------------------------------------------------------

async function download(): Promise<{ readonly bytes: number; readonly vault: Vault }> {
  let bytes = 0;
  const world = newWorld(relay, (_request, answer) => {
    bytes += answer.length;
  });
  const secret = newPairingSecret(suite);
  const host = await hostPairing(phoneWorld, phone, "relay", secret);
  const guest = await joinPairing(world, "relay", secret, "Laptop");
  await guest.knock();
  await host.meet();
  await guest.meet();
  const met = await host.meet();
  if (!met.ok) throw new Error("the two should meet");
  await host.admit(met.value.newcomer);
  const entered = await guest.enter();
  if (!entered.ok) throw new Error("the guest should enter");
  const synced = await entered.value.sync();
  if (synced.kind !== "done") throw new Error(`the guest should sync, got ${synced.kind}`);
  return { bytes, vault: entered.value };
}

const laptop = await download();
const { diary } = diaryFromValues(new Map(written.map(({ key, value }) => [key, value])));
const plain = gzipSync(formatTidetableJson(diary), { level: 9 }).length;
const downloadRatio = laptop.bytes / plain;
say(
  `\na new device downloads ${laptop.bytes} bytes, everything included; the plain diary is ${plain} gzipped`,
);
say(`  ratio ${downloadRatio.toFixed(3)} (at most ${targets.download})`);
const last = written.at(-1)!;
if (
  shownValue(laptop.vault.fields(last.key).get("mood") ?? [])?.value !== (last.value.mood ?? undefined) &&
  last.value.mood
)
  throw new Error("the new device should show what the old one wrote");

// --- Loading and merging, beside Yjs ------------------------------------------------------------------------------

const doc = new Y.Doc();
const map = doc.getMap<unknown>("diary");
for (const { key, value } of written) {
  doc.transact(() => {
    for (const [field, content] of fieldsFromValue(key, value)) map.set(`${key}/${field}`, content);
  });
}
const yjsState = Y.encodeStateAsUpdate(doc);
const ownState = gzipSync(bytesFromState(stateOfReplica(phone.core().replica)), { level: 6 });
const other = new Y.Doc();
Y.applyUpdate(other, yjsState);
const before = Y.encodeStateVector(other);
const concurrent = written
  .slice(-200)
  .flatMap(({ key }) => ["mood", "energy", "pain", "note", "desire"].map((field) => ({ key, field })));
for (const { key, field } of concurrent) other.getMap<unknown>("diary").set(`${key}/${field}`, 3);
const yjsChanges = Y.encodeStateAsUpdate(other, before);

const loads: { own: number; yjs: number; ownMerge: number; yjsMerge: number }[] = [];
for (let round = 0; round < 15; round++) {
  let loaded: ReturnType<typeof stateFromJson> = null;
  const own = await timed(() => {
    loaded = stateFromJson(jsonFromBytes(Uint8Array.from(gunzipSync(ownState))));
  });
  const target = new Y.Doc();
  const yjs = await timed(() => {
    Y.applyUpdate(target, yjsState);
    target.getMap<unknown>("diary").size;
  });
  const yjsMerge = await timed(() => Y.applyUpdate(target, yjsChanges));
  const state = loaded as ReturnType<typeof stateFromJson>;
  if (state === null) throw new Error("the state should load");
  const device = phone.device().id;
  const batch = {
    base: state.index - 10,
    writes: concurrent.map(({ key, field }) => ({ record: key, field, value: 3, time: clock, count: 0 })),
  };
  const json = bytesFromJson(batch);
  const ownMerge = await timed(() => {
    jsonFromBytes(json);
    state.registers.take(batch, device, state.index + 1);
  });
  loads.push({ own, yjs, ownMerge, yjsMerge });
}
const of = (name: keyof (typeof loads)[number]): number => median(loads.map((load) => load[name]));
const loadRatio = of("yjs") / of("own");
say(`\nloading ten years: ${of("own").toFixed(1)} ms (unpacking included); Yjs ${of("yjs").toFixed(1)} ms`);
say(`  ${loadRatio.toFixed(1)} times as fast (at least ${targets.load})`);
say(
  `merging ${concurrent.length} writes of another device: ${of("ownMerge").toFixed(2)} ms; Yjs ${of("yjsMerge").toFixed(2)} ms`,
);
say(`at rest: ${ownState.length} bytes packed; Yjs ${yjsState.length}, packed ${gzipSync(yjsState).length}`);

// --- The 100,001st change beside the 1,001st -----------------------------------------------------------------------

async function vaultWithChanges(count: number): Promise<Vault> {
  const { vault } = await foundVault(newWorld(new ModelRelay()), "Phone");
  await vault.connect("relay", null);
  for (let at = 0; at < count; at += 500) {
    await vault.edit(
      Array.from({ length: Math.min(500, count - at) }, (_, more) => ({
        record: `day/${2000 + Math.floor((at + more) / 3_650)}-${(at + more) % 365}`,
        field: `field-${Math.floor((at + more) / 365) % 10}`,
        value: at + more,
      })),
    );
  }
  const synced = await vault.sync();
  if (synced.kind !== "done") throw new Error(`the vault should sync, got ${synced.kind}`);
  return vault;
}

const few = await vaultWithChanges(1_000);
const many = await vaultWithChanges(100_000);
const changes: { few: number; many: number }[] = [];
const change = (vault: Vault, round: number) => async () => {
  await vault.edit([{ record: calendarDate("2027-03-04"), field: "mood", value: round }]);
  const synced = await vault.sync();
  if (synced.kind !== "done") throw new Error(`the vault should sync, got ${synced.kind}`);
};
for (let round = 0; round < 400; round++) {
  const order = round % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const);
  const took = { few: 0, many: 0 };
  for (const name of order) took[name] = await timed(change(name === "few" ? few : many, round));
  changes.push(took);
}
const changeRatio = median(changes.map((took) => took.many)) / median(changes.map((took) => took.few));
say(
  `\none change, kept, signed, sealed, sent and settled, after 1,000: ${median(changes.map((took) => took.few)).toFixed(2)} ms; after 100,000: ${median(changes.map((took) => took.many)).toFixed(2)} ms`,
);
say(`  ratio ${changeRatio.toFixed(3)} (at most ${targets.change})`);

const holds = loadRatio >= targets.load && downloadRatio <= targets.download && changeRatio <= targets.change;
say(`\n${holds ? "every target holds" : "a target is missed"}`);
process.exitCode = holds ? 0 : 1;
