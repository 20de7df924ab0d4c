import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import type { Step } from "./events.ts";
import { type Fault, Home, plainSuite, type SimulatedSuite, uidOf } from "./home.ts";
import type { Installation } from "./installation.ts";
import { type Attack, attacks, Liar } from "./liar.ts";
import { colluderOf } from "./liar-forgeries.ts";
import { expectedOf } from "./oracle.ts";
import { Dice } from "./random.ts";
import { doStep } from "./steps.ts";

/** One run against a lying relay. */
export interface LiarSchedule {
  readonly seed: number;
  readonly attack: Attack;
  readonly devices: number;
  /** Before, during and after the attack. */
  readonly before: readonly Step[];
  readonly during: readonly Step[];
  readonly after: readonly Step[];
}

/** What a household came to see of an attack. */
export type Seen =
  /** The device that was shown the lie stopped, or threw the answer away, in the same round. */
  | "refused at once"
  /** A device stopped when something was shown that did not fit what it had been shown before. */
  | "flagged later"
  /** Nobody could see more than that nothing new came. */
  | "withheld only"
  /** The attack found nothing to lie about. */
  | "no occasion";

export interface LiarOutcome {
  readonly seed: number;
  readonly attack: Attack;
  readonly seen: Seen;
  readonly faults: readonly Fault[];
  /** Devices that could go on only by being paired again. */
  readonly stranded: number;
  /** Somebody with only the words was given an old state (rule 27). */
  readonly oldState: boolean;
  readonly trace: string;
}

const quietKinds: readonly Step["kind"][] = [
  "edit",
  "edit",
  "edit",
  "same-field",
  "delete",
  "sync",
  "sync",
  "sync",
  "compaction",
  "crash",
  "clock-jump",
];
const rareKinds: readonly Step["kind"][] = ["epoch-change", "unknown-fields", "copy"];

export function drawLiarSchedule(seed: number): LiarSchedule {
  const dice = new Dice(seed, 4);
  const draw = (count: number): readonly Step[] =>
    Array.from({ length: count }, () => ({
      kind: dice.falls(0.06) ? dice.pick(rareKinds) : dice.pick(quietKinds),
      a: dice.below(1_000),
      b: dice.below(1_000),
      c: dice.below(1_000),
    }));
  const attack = attacks[seed % attacks.length]!;
  // Where a device is removed to work for the relay, two must be left.
  const least = attack === "stale epoch" || attack === "inject device" ? 3 : 2;
  return {
    seed,
    attack,
    devices: least + dice.below(3),
    before: draw(4 + dice.below(14)),
    during: draw(3 + dice.below(10)),
    after: draw(2 + dice.below(6)),
  };
}

/**
 * What can leave a device where only pairing it again helps: an epoch that began on a branch that was left, whose access the
 * relay no longer knows.
 */
const mayStrand: readonly Attack[] = ["fork", "equivocate"];

/** Households of each size to begin with. Our choice. */
const variants = 4;

/** Runs one schedule; with `isHonest` the relay never lies, and nobody may notice anything. */
export async function runLiarSchedule(
  schedule: LiarSchedule,
  {
    isHonest = false,
    suite = plainSuite,
  }: { isHonest?: boolean; suite?: (seed: number) => SimulatedSuite } = {},
): Promise<LiarOutcome> {
  const { seed, attack, devices } = schedule;
  const dice = new Dice(seed, 5);
  const liar = new Liar(attack, dice, () => home);
  const home: Home = new Home(seed, suite(seed), liar.answer);
  const watch = new Watch(home, liar);
  let stranded = 0;
  let oldState = false;
  try {
    await home.begin(devices, seed % variants, suite);
    if (attack === "swap vaults") {
      const other = new Home(seed, suite(seed));
      await other.begin(devices, (seed + 1) % variants, suite);
      liar.otherVault = other.relayByName.get("r0")!;
    }
    for (const step of schedule.before) {
      await doStep(home, step);
      watch.look(false);
    }
    if (attack === "stale epoch" || attack === "inject device") await removeOne(home, liar);
    const isWordsOnly = !isHonest && attack === "equivocate" && dice.falls(0.1);
    if (isWordsOnly) oldState = await restoreFromOldState(home);
    for (const { number } of home.awake) if (dice.falls(0.5)) liar.victims.add(number);
    if (liar.victims.size === 0) liar.victims.add(home.awake[0]!.number);
    if (liar.victims.size === home.awake.length) liar.victims.delete(home.awake.at(-1)!.number);
    if (!isHonest) {
      liar.isOn = true;
      for (const step of schedule.during) await underAttack(home, liar, watch, step);
      await lastOccasion(home, liar, watch);
      liar.isOn = false;
    }
    for (const step of schedule.after) {
      await doStep(home, step);
      watch.look(false);
    }
    const end = await goOn(home, watch);
    stranded = end.stranded;
    if (stranded > 0 && !mayStrand.includes(attack))
      home.fault("hangs", `${stranded} devices cannot go on although the relay is honest again`);
    judgeEnd(home, end.going);
  } catch (error) {
    home.fault("threw", error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  if (isHonest && watch.stops + stranded > 0)
    home.fault("false alarm", "a device stopped, and the relay did not lie");
  return { seed, attack, seen: watch.seen, faults: home.faults, stranded, oldState, trace: home.trace() };
}

/** Looks at every device after every step. */
class Watch {
  stops = 0;
  #refusals = 0;
  #flags = 0;
  readonly #stopped = new Set<number>();
  readonly #troubles = new Map<number, number>();
  readonly #known = new Map<string, ReturnType<typeof expectedOf>>();
  readonly #home: Home;
  readonly #liar: Liar;

  constructor(home: Home, liar: Liar) {
    this.#home = home;
    this.#liar = liar;
  }

  get seen(): Seen {
    if (this.#refusals > 0) return "refused at once";
    if (this.#flags > 0) return "flagged later";
    return this.#liar.lies > 0 ? "withheld only" : "no occasion";
  }

  /** Every device must be where honest authors put it; `isRound`: each just had a round with the relay. */
  look(isRound: boolean): void {
    const home = this.#home;
    for (const installation of home.used) {
      const { vault, number } = installation;
      if (!vault) continue;
      home.observe(installation);
      const shown = this.#liar.shown.get(number);
      const isStopped = vault.stopped() !== null && !home.removed.has(vault.device().id);
      const isNew = isStopped && !this.#stopped.has(number);
      if (isStopped) this.#stopped.add(number);
      else this.#stopped.delete(number);
      if (isNew) this.stops++;
      if (shown === "must refuse") {
        if (isNew || installation.troubles > (this.#troubles.get(number) ?? 0)) this.#refusals++;
        else if (isRound && !isStopped)
          home.fault("not refused", `device ${number} was shown a lie and said ${installation.lastOutcome}`);
      } else if (isNew) this.#flags++;
      if (isRound) this.#liar.shown.delete(number);
      this.#troubles.set(number, installation.troubles);
      this.#judge(installation);
    }
  }

  isStopped(number: number): boolean {
    return this.#stopped.has(number);
  }

  #judge({ vault, number }: Installation): void {
    const home = this.#home;
    const { replica } = vault!.core();
    const chain = base64urlFromBytes(replica.chain);
    if (replica.index === 0) return;
    if (!home.honest.has(chain)) {
      home.fault("silently wrong", `device ${number} is at a place that no honest device wrote`);
      return;
    }
    const expected = this.#known.get(chain) ?? expectedOf(home, home.honest.upTo(chain), true);
    this.#known.set(chain, expected);
    for (const [register, { must, may }] of expected) {
      const [record, field] = register.split(" ");
      const values = replica.registers.fields(record!).get(field!) ?? [];
      const keys = new Set(values.map(({ value, device }) => `${uidOf(value)} ${device}`));
      const isRight =
        [...must.keys()].every((key) => keys.has(key)) &&
        [...keys].every((key) => must.has(key) || may.has(key));
      if (!isRight)
        home.fault("silently wrong", `device ${number} has in ${register} what its log does not give`);
    }
    for (const id of replica.roster.members.keys()) {
      if (!home.ids().has(id)) home.fault("silently wrong", `device ${number} has a stranger on its roster`);
    }
  }
}

/** One step while the relay lies; what a victim is shown must be refused in the same round. */
async function underAttack(home: Home, liar: Liar, watch: Watch, step: Step): Promise<void> {
  for (const number of liar.victims) await liar.prepare(number);
  await doStep(home, step);
  watch.look(true);
  // Now and then an owner tries again what stopped.
  if (step.c % 4 !== 0) return;
  for (const installation of home.awake) {
    if (!watch.isStopped(installation.number)) continue;
    home.ask(installation, "resume", (vault) => vault.resume());
    await home.settle();
    watch.look(true);
  }
}

/** Somebody else writes, and every victim looks. */
async function lastOccasion(home: Home, liar: Liar, watch: Watch): Promise<void> {
  const others = home.awake.filter(({ number }) => !liar.victims.has(number));
  for (const other of others) {
    await home.edit(other, "day/2027-03-01", "bleeding", "text");
    await home.edit(other, "day/2027-03-02", "bleeding", "text");
    await home.finish(other);
    await home.edit(other, "day/2027-03-03", "bleeding", "text");
    await home.finish(other);
    watch.look(true);
  }
  for (const victim of home.awake.filter(({ number }) => liar.victims.has(number))) {
    await liar.prepare(victim.number);
    await home.finish(victim);
    watch.look(true);
  }
}

/** A device is taken off the roster and gives the relay all it has; the others read that. */
async function removeOne(home: Home, liar: Liar): Promise<void> {
  const [first, ...others] = home.awake;
  const removed = others.at(-1);
  if (!first?.vault || !removed?.vault || others.length < 1) return;
  await home.finish(removed);
  liar.colluder = colluderOf(removed.vault);
  const { id } = removed.vault.device();
  home.removed.add(id);
  home.ask(first, "remove", (vault) => vault.remove([id]));
  await home.settle();
  removed.kill(false);
  removed.running = null;
  for (const installation of home.awake) await home.finish(installation);
}

/** Somebody has only the words, and the relay gives her what there was long ago: nothing can tell her (rule 27). */
async function restoreFromOldState(home: Home): Promise<boolean> {
  const relay = home.relayByName.get("r0")!;
  const old = relay.copy();
  const [oldest] = relay.snapshots;
  if (!oldest) return false;
  old.snapshots = [oldest];
  old.envelopes = [];
  old.pruned = oldest.at;
  const recovered = await home.recoverAt(old);
  return recovered;
}

/**
 * The relay lies no more: devices that stopped go on, by trying again or by a restart of the log from one of them. Gives
 * those that came to the end of a round, and how many could not.
 */
async function goOn(
  home: Home,
  watch: Watch,
): Promise<{ readonly going: readonly Installation[]; readonly stranded: number }> {
  let going: readonly Installation[] = [];
  const members = (): readonly Installation[] =>
    home.awake.filter(({ vault }) => !home.removed.has(vault!.device().id));
  const round = async (): Promise<void> => {
    for (let time = 0; time < 5; time++) {
      const done: Installation[] = [];
      for (const installation of members()) if (await home.finish(installation)) done.push(installation);
      going = done;
      watch.look(false);
      if (home.isQuiet()) return;
    }
  };
  const resume = async (): Promise<void> => {
    for (const installation of members().filter(({ vault }) => vault!.stopped() !== null)) {
      home.ask(installation, "resume", (vault) => vault.resume());
      await home.settle();
    }
  };
  // Whoever was kept apart sees it when somebody writes after that, and not before.
  for (const installation of members()) {
    await home.edit(installation, "day/2027-03-04", `word/${installation.number}`, "text");
  }
  await round();
  if (going.length < members().length) {
    await resume();
    await round();
  }
  for (let attempt = 0; attempt < 3 && going.length < members().length; attempt++) {
    // The owner lets the device go first that has read most, as long as the relay still lets it in.
    const ready = members().filter(
      ({ vault }) => vault!.stopped() !== null || going.some((one) => one.vault === vault),
    );
    const furthest = ready.toSorted((one, other) => other.vault!.place().index - one.vault!.place().index)[0];
    if (!furthest) break;
    home.ask(furthest, "restart", (vault) => vault.restart());
    await home.settle();
    await resume();
    await round();
  }
  return { going, stranded: members().length - going.length };
}

/** In the end all that go on are equal, and nothing is lost that anybody acknowledged and still has. */
function judgeEnd(home: Home, going: readonly Installation[]): void {
  const chains = new Set(going.map(({ vault }) => base64urlFromBytes(vault!.place().chain)));
  if (chains.size > 1)
    home.fault("divergence", `${chains.size} different logs after the relay was honest again`);
  const [first] = going;
  if (!first || home.faults.length > 0) return;
  const log = home.honest.upTo(base64urlFromBytes(first.vault!.place().chain));
  // What somebody who had seen it replaced is not missed, also where that was on a branch that was left.
  const accounted = new Set(log.map(({ uid }) => uid));
  for (const edit of [
    ...[...accounted].map((uid) => home.edits.get(uid)),
    ...going.flatMap(({ history }) => history),
  ]) {
    for (const seen of edit?.seen ?? []) accounted.add(seen.split(" ")[0]!);
  }
  for (const { history, number, vault } of going) {
    if (vault!.waiting() > 0) home.fault("still waiting", `${vault!.waiting()} edits of device ${number}`);
    // A removal of a branch that was left is not made again: its value comes back, which is the side to err on.
    for (const { uid, isRemoval } of history)
      if (!accounted.has(uid) && !isRemoval)
        home.fault("lost edit", `${uid} of device ${number} is in no log any more`);
  }
}
