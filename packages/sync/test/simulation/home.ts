import { createHash } from "node:crypto";
import { type Host, hostPairing, joinPairing, type Newcomer, newPairingSecret } from "../../src/pairing.ts";
import { type Kept, waitingIndex } from "../../src/registers.ts";
import type { Member } from "../../src/roster.ts";
import type { Bytes, DeviceId, Suite } from "../../src/seal/suite.ts";
import type { Vault } from "../../src/vault.ts";
import { foundVault, recoverVault } from "../../src/vault-birth.ts";
import { HonestLog } from "./honest-log.ts";
import { Installation, type KnownEdit } from "./installation.ts";
import { StoreFailure } from "./memory-device.ts";
import { ModelRelay, type Prover } from "./model-relay.ts";
import { type Answerer, Network } from "./network.ts";
import { createPlainSuite } from "./plain-suite.ts";
import { Dice } from "./random.ts";

/** Something that must never happen, and did. */
export interface Fault {
  /** Which promise is broken. */
  readonly check:
    | "divergence"
    | "lost edit"
    | "resurrection"
    | "wrong value shown"
    | "wrong stamp"
    | "false alarm"
    | "not reopened"
    | "still waiting"
    | "threw"
    | "hangs"
    | "wrong view"
    | "reads on"
    | "silently wrong"
    | "not refused";
  readonly what: string;
}

/** A suite, and a promise that nothing of it is under way: real ciphers answer from other threads. */
export interface SimulatedSuite {
  readonly suite: Suite;
  /** How a relay checks a proof. */
  readonly prover: Prover;
  quiet(): boolean;
}

export const plainSuite = (seed: number): SimulatedSuite => ({
  suite: createPlainSuite(new Dice(seed, 2).bytes),
  // A plain signature ends with the key it is by.
  prover: (publicKey, signature) =>
    Buffer.from(signature, "base64url").toString("base64url", 32) === publicKey,
  quiet: () => true,
});

/** Turns of the event loop that loading a list of words never takes. Our choice. */
const longestLoad = 100_000;

/** When every simulated clock starts, in seconds since 1970. Our choice: in 2027. */
const firstSecond = 1_800_000_000;

/** A household: devices, relays, the network between them, and what is known about all that happened. */
export class Home {
  readonly suite: Suite;
  readonly dice: Dice;
  readonly relayByName = new Map<string, ModelRelay>();
  readonly network: Network;
  readonly installations: Installation[] = [];
  readonly faults: Fault[] = [];
  /** Devices that somebody was asked to take off the roster. */
  readonly removed = new Set<DeviceId>();
  readonly edits = new Map<string, KnownEdit>();
  /** Every epoch key that anybody sealed with. */
  readonly epochKeys = new Map<string, Uint8Array>();
  readonly honest = new HonestLog();
  readonly #quiet: () => boolean;
  readonly #prover: Prover;
  readonly #trace = createHash("sha256");
  clock = firstSecond;
  relay = "r0";
  entropy: Bytes = new Uint8Array(16);
  #uid = 0;

  constructor(
    seed: number,
    simulated: SimulatedSuite,
    answerer: Answerer = (relay, request) => relay.answer(request),
  ) {
    this.suite = simulated.suite;
    this.#quiet = simulated.quiet;
    this.dice = new Dice(seed, 3);
    this.#prover = simulated.prover;
    this.addRelay();
    this.network = new Network(this.relayByName, answerer);
  }

  fault(check: Fault["check"], what: string): void {
    this.faults.push({ check, what });
    this.note(`${check} ${what}`);
  }

  /** Adds to what makes two runs comparable. */
  note(text: string): void {
    this.#trace.update(text);
    this.#trace.update("\n");
  }

  /** A hash of everything that happened. */
  trace(): string {
    return this.#trace.copy().digest("hex");
  }

  /** Waits until nothing moves any more but what the network holds. */
  async settle(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (!this.#quiet());
  }

  newInstallation(): Installation {
    const installation = new Installation(
      this.installations.length,
      this.network,
      this.suite,
      () => this.clock,
      (sealed, installation) => {
        const { epochKey } = sealed;
        this.epochKeys.set(Buffer.from(epochKey).toString("latin1"), epochKey.slice());
        this.honest.add(sealed, installation);
      },
    );
    this.installations.push(installation);
    return installation;
  }

  /** Another relay, and its name. */
  addRelay(): string {
    const name = `r${this.relayByName.size}`;
    this.relayByName.set(name, new ModelRelay(this.#prover));
    return name;
  }

  /** The first device, with its vault at the first relay. */
  async found(): Promise<void> {
    const first = this.newInstallation();
    const { world, line, life } = first.boot();
    const { vault, entropy } = await foundVault(world, first.name);
    this.entropy = entropy;
    first.run(vault, line, life);
    const connected = await vault.connect(this.relay, null);
    if (!connected.ok) this.fault("threw", `connect: ${connected.error.kind}`);
    this.observe(first);
  }

  /** Asks a vault for something and goes on; what comes of it is noted when it comes. */
  ask(installation: Installation, name: string, work: (vault: Vault) => Promise<unknown>): void {
    const { running } = installation;
    if (!running?.isAlive) return;
    const isOther = name === "sync" ? 0 : 1;
    running.asked++;
    running.askedOther += isOther;
    const done = (text: string): void => {
      running.asked--;
      running.askedOther -= isOther;
      if (running.isAlive) installation.lastOutcome = text;
      if (text.startsWith("trouble") || text.startsWith("not ok")) installation.troubles++;
      if (running.isAlive) this.note(`${installation.number} ${name} ${text}`);
    };
    work(running.vault).then(
      (result) => done(outcomeOf(result)),
      (error: unknown) => {
        done("threw");
        if (!(error instanceof StoreFailure) && running.isAlive)
          this.fault("threw", `${name}: ${error instanceof Error ? error.stack : error}`);
      },
    );
  }

  /** Keeps the id that a device goes by. */
  observe(installation: Installation): void {
    const device = installation.running?.vault.device();
    if (device) installation.ids.add(device.id);
  }

  view(vault: Vault, record: string, field: string): readonly Kept[] {
    return vault.fields(record).get(field) ?? [];
  }

  /** An edit by the owner of a device, with what she saw before and must see after. Null removes. */
  async edit(
    installation: Installation,
    record: string,
    field: string,
    shape: "text" | "long" | "nested" | "removal",
  ): Promise<void> {
    const { vault } = installation;
    if (!vault) return;
    // A store that refused a write is read again before the next change; what is shown until then is nobody's promise.
    if (vault.core().isStale) {
      await this.attempt(vault.edit([]));
      if (installation.vault !== vault) return;
    }
    const before = this.view(vault, record, field);
    const isRemoval = shape === "removal";
    if (isRemoval && before.length === 0) return;
    const uid = `e${this.#uid++}`;
    const value = isRemoval
      ? null
      : shape === "text"
        ? uid
        : shape === "long"
          ? { uid, text: "x".repeat(3_000) }
          : { uid, of: [{ later: true }, [1, null, "ü"]] };
    const edits = [{ record, field, value }];
    if (isRemoval) edits.push({ record, field: `gone/${field}`, value: uid });
    const known = installation.knownOf(record, field);
    const keyOf = (kept: Kept): string => `${uidOf(kept.value)} ${kept.device}`;
    // A program that died kept its edit or not: where the value is there, or the mark of a removal, its author saw it.
    const marks = this.view(vault, record, `gone/${field}`).filter(({ index }) => index === waitingIndex);
    const behind = [...before, ...marks].flatMap(({ value }) => [
      ...(this.edits.get(uidOf(value))?.seen ?? []),
    ]);
    const seen = new Set([...known.seen, ...before.map(keyOf), ...behind]);
    const settled = new Set(before.filter(({ index }) => index !== waitingIndex).map(keyOf));
    const seenWaiting = new Set(
      [...known.waiting, ...before.map(keyOf)].filter((key) => !settled.has(key) && !known.settled.has(key)),
    );
    const now = Math.max(0, this.clock + installation.skew);
    const none = { time: -1, count: 0 };
    const top = before.reduce((most, kept) => (isAbove(kept.time, kept.count, most) ? kept : most), none);
    const stamp = top.time < now ? { time: now, count: 0 } : { time: top.time, count: top.count + 1 };
    const done = await this.attempt(vault.edit(edits));
    if (done === "refused") return;
    // A program that died in the middle may have kept it or not: then it counts if it comes up, and nobody misses it.
    if (done === "died") {
      this.edits.set(uid, { uid, record, field, isRemoval, ...stamp, seen, seenWaiting });
      return;
    }
    const own = `${uid} ${vault.device().id}`;
    known.seen = new Set([...seen, own]);
    known.waiting = new Set([...seenWaiting, own]);
    for (const key of settled) known.settled.add(key);
    const edit = { uid, record, field, isRemoval, ...stamp, seen, seenWaiting };
    installation.history.push(edit);
    this.edits.set(uid, edit);
    const after = this.view(vault, record, field);
    const shown = after.map((kept) => uidOf(kept.value)).join();
    if (shown !== (isRemoval ? "" : uid))
      this.fault(
        "wrong view",
        `after writing ${isRemoval ? "nothing" : uid} device ${installation.number} shows ${shown}`,
      );
  }

  /** Waits for something that needs no network, or for the death of the program it runs in. */
  async attempt(work: Promise<unknown>): Promise<"done" | "refused" | "died"> {
    let outcome: "done" | "refused" | "died" = "died";
    work.then(
      () => (outcome = "done"),
      (error: unknown) => {
        outcome = "refused";
        if (!(error instanceof StoreFailure)) this.fault("threw", `edit: ${String(error)}`);
      },
    );
    await this.settle();
    return outcome;
  }

  /** Lets a new device in through one that runs. The network is as it is; half a pairing is a pairing that failed. */
  async pair(host: Installation): Promise<void> {
    const { vault, running } = host;
    if (!vault || !running) return;
    const guest = this.newInstallation();
    const { world, line, life } = guest.boot();
    const relay = this.relay;
    const hostWorld = vault.core().world;
    running.line.isSlow = false;
    let isMet = false;
    this.ask(host, "pair", async () => {
      const secret = newPairingSecret(this.suite);
      const hosting = await hostPairing(hostWorld, vault, relay, secret);
      const joining = await joinPairing(world, relay, secret, guest.name);
      const newcomer = await this.#meet(hosting, joining);
      isMet = true;
      const admitted = newcomer === null ? null : await hosting.admit(newcomer);
      const entered = admitted?.ok ? await joining.enter() : null;
      if (!entered?.ok) return { kind: "not-paired" };
      guest.run(entered.value, line, life);
      return { kind: "paired" };
    });
    // The list of words is loaded when it is first needed, which takes as long as it takes.
    for (let turn = 0; turn < longestLoad && !isMet && running.isAlive && life.isAlive; turn++)
      await this.settle();
    await this.settle();
  }

  /** Both sides ask until both have words, a few times at most. */
  async #meet(hosting: Host, joining: Newcomer): Promise<Member | null> {
    for (let attempt = 0; attempt < 4; attempt++) {
      await joining.knock();
      await hosting.meet();
      const seen = await joining.meet();
      const met = await hosting.meet();
      if (!met.ok || !seen.ok) continue;
      if (met.value.words.join() !== seen.value.words.join()) this.fault("threw", "the four words differ");
      return met.value.newcomer;
    }
    return null;
  }

  /** The words bring the vault back on a new device. */
  async recover(alone: boolean): Promise<void> {
    const installation = this.newInstallation();
    const { world, line, life } = installation.boot();
    if (alone) for (const id of [...this.members(), ...this.ids()]) this.removed.add(id);
    const relay = this.relay;
    let outcome = "";
    recoverVault(world, this.entropy, { name: installation.name, relay, alone }).then(
      (recovered) => {
        outcome = recovered.ok ? "recovered" : recovered.error.kind;
        if (!recovered.ok && recovered.error.kind === "stopped")
          this.fault("false alarm", `recovery stopped: ${recovered.error.by}`);
        if (recovered.ok) installation.run(recovered.value, line, life);
      },
      (error: unknown) => this.fault("threw", `recover: ${String(error)}`),
    );
    await this.settle();
    this.note(`recover ${outcome}`);
    this.observe(installation);
  }

  /** A household of some devices that are all paired and have read everything; one of a few, which are made once. */
  async begin(devices: number, variant: number, suite: (seed: number) => SimulatedSuite): Promise<void> {
    const name = `${devices} ${variant}`;
    const known = beginnings.get(suite) ?? new Map<string, Home>();
    beginnings.set(suite, known);
    const beginning = known.get(name) ?? (await beginningOf(devices, variant, suite));
    known.set(name, beginning);
    this.entropy = beginning.entropy;
    this.clock = beginning.clock;
    this.relayByName.get("r0")!.become(beginning.relayByName.get("r0")!);
    this.honest.takeAll(beginning.honest);
    for (const [text, key] of beginning.epochKeys) this.epochKeys.set(text, key);
    for (const { store } of beginning.installations) {
      const installation = this.newInstallation();
      installation.store = store.clone();
      if (!(await installation.open()))
        this.fault("not reopened", "a device of the beginning cannot be read");
      this.observe(installation);
    }
  }

  /** One whole round with the relay, with nothing in its way. */
  async finish(installation: Installation): Promise<boolean> {
    let isDone = false;
    this.ask(installation, "sync", async (vault) => {
      const synced = await vault.sync();
      isDone = synced.kind === "done";
      return synced;
    });
    await this.settle();
    this.observe(installation);
    return isDone;
  }

  /** Everything heals: all that is in flight arrives, all devices are on again, and sync until nothing is new. */
  async end(): Promise<void> {
    for (const installation of this.installations) {
      installation.isOffline = false;
      installation.nextWrite = null;
      installation.isLater = false;
      const { running } = installation;
      if (!running) continue;
      running.line.isOffline = false;
      running.line.isSlow = false;
      running.line.fates.length = 0;
    }
    while (this.network.held.length + this.network.late.length > 0) {
      if (this.network.held.length > 0) this.network.deliver(0);
      else this.network.deliverLate(0);
      await this.settle();
    }
    for (const installation of this.used) {
      if (installation.vault && installation.running!.asked > 0)
        this.fault("hangs", `device ${installation.number} waits for something that does not come`);
      if (installation.vault === null && !(await installation.open()))
        this.fault("not reopened", `device ${installation.number} cannot be read`);
    }
    for (let round = 0; round < 12; round++) {
      for (const installation of this.used) await this.finish(installation);
      if (this.isQuiet()) break;
    }
    const isAnybodyLeft = this.used.some(({ vault }) => vault?.stopped() === null);
    if (!isAnybodyLeft) await this.recover(false);
  }

  /** Whether all devices that go on have read equally far and nothing waits. */
  isQuiet(): boolean {
    const going = this.used.flatMap(({ vault }) => (vault?.stopped() === null ? [vault] : []));
    const places = new Set(going.map((vault) => vault.place().index));
    return places.size <= 1 && going.every((vault) => vault.waiting() === 0);
  }

  /** The words at a relay that has only an old state; what they bring back lives apart from this household. */
  async recoverAt(relay: ModelRelay): Promise<boolean> {
    const apart = new Installation(
      -1,
      this.network,
      this.suite,
      () => this.clock,
      () => undefined,
    );
    const { world } = apart.boot();
    const at = { ...world, transport: () => relay.transport() };
    let isRecovered = false;
    recoverVault(at, this.entropy, { name: "restored", relay: "old", alone: false }).then(
      (recovered) => {
        isRecovered = recovered.ok;
      },
      (error: unknown) => this.fault("threw", `recover: ${String(error)}`),
    );
    await this.settle();
    return isRecovered;
  }

  /** Every id that an honest device ever had. */
  ids(): ReadonlySet<DeviceId> {
    return new Set(this.installations.flatMap(({ ids }) => [...ids]));
  }

  /** Every device id that any running device has on its roster. */
  members(): ReadonlySet<DeviceId> {
    const members = new Set<DeviceId>();
    for (const { vault } of this.installations) {
      for (const id of vault?.core().replica.roster.members.keys() ?? []) members.add(id);
    }
    return members;
  }

  /** Room for another device: the largest roster that anybody knows, and those who will want a place on it. */
  hasRoom(): boolean {
    const sizes = this.installations.map(({ vault }) => vault?.core().replica.roster.members.size ?? 0);
    return Math.max(0, ...sizes, this.installations.filter(({ vault }) => vault).length) < 7;
  }

  /** The epoch that an installation, by its number, is in; 0 where it is not open. */
  epochOf(number: number): number {
    return this.installations[number]?.vault?.core().replica.epoch ?? 0;
  }

  /** Devices whose program runs. */
  get awake(): readonly Installation[] {
    return this.installations.filter(({ vault }) => vault !== null);
  }

  /** Devices that somebody still uses: they have a program, or had one and can be started. */
  get used(): readonly Installation[] {
    return this.installations.filter(({ running }) => running !== null);
  }
}

/** Made once in a process; a household that begins with one takes copies of its stores. */
const beginnings = new WeakMap<(seed: number) => SimulatedSuite, Map<string, Home>>();

async function beginningOf(
  devices: number,
  variant: number,
  suite: (seed: number) => SimulatedSuite,
): Promise<Home> {
  const seed = 0x5eed_0000 + variant * 16 + devices;
  const home = new Home(seed, suite(seed));
  await home.found();
  while (home.installations.length < devices) await home.pair(home.installations[0]!);
  for (const installation of home.installations) await home.finish(installation);
  if (home.faults.length > 0 || home.used.length < devices)
    throw new Error("a household does not come together");
  return home;
}

const isAbove = (time: number, count: number, than: { time: number; count: number }): boolean =>
  time > than.time || (time === than.time && count > than.count);

/** The unique part of a value. */
export function uidOf(value: unknown): string {
  if (typeof value === "string") return value;
  return value !== null && typeof value === "object" && "uid" in value ? String(value.uid) : "?";
}

function outcomeOf(result: unknown): string {
  if (result === null || typeof result !== "object") return String(result);
  if ("kind" in result) {
    const by = "by" in result ? ` ${String(result.by)}` : "";
    const trouble = "trouble" in result ? ` ${(result.trouble as { kind: string }).kind}` : "";
    return `${String(result.kind)}${by}${trouble}`;
  }
  if ("ok" in result)
    return result.ok ? "ok" : `not ok ${(result as unknown as { error: { kind: string } }).error.kind}`;
  return "done";
}

export type { KnownEdit };
