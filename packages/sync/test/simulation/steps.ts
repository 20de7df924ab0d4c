import type { Step } from "./events.ts";
import type { Home } from "./home.ts";
import type { Installation } from "./installation.ts";
import type { Fate } from "./network.ts";

// What each step of a schedule does. A step that finds nothing to do does nothing, so that any part of a schedule is a
// schedule again, and a failing one can be cut down.

const records = ["day/2027-03-01", "day/2027-03-02", "day/2027-03-03"];
const fields = ["bleeding", "symptoms/cramps"];
/** What only later versions know (rule 37). */
const laterRecords = ["later/shape", "later/colour"];
const fates: readonly Fate[] = ["lose-request", "lose-answer", "late"];
const year = 365 * 86_400;

const at = <Item>(items: readonly Item[], number: number): Item | undefined => items[number % items.length];

/** Does one step; true where there was something to do. */
export async function doStep(home: Home, { kind, a, b, c }: Step): Promise<boolean> {
  home.note(kind);
  home.clock += c % 3 === 0 ? 0 : c % 90;
  const installation = kind === "heal" || kind === "crash" ? at(home.used, a) : at(home.awake, a);
  if (!installation) return false;
  switch (kind) {
    case "edit":
      return edit(home, installation, b, c);
    case "same-field": {
      const other = at(
        home.awake.filter((one) => one !== installation),
        c,
      );
      if (!other) return false;
      await edit(home, installation, b, 1);
      return edit(home, other, b, 2);
    }
    case "delete": {
      if (!installation.isFree) return false;
      const record = at(records, b)!;
      const before = installation.history.length;
      await home.edit(installation, record, at(fields, c)!, "removal");
      return installation.history.length > before;
    }
    case "unknown-fields": {
      if (!installation.isFree) return false;
      installation.isLater = true;
      await home.edit(installation, at(laterRecords, b)!, "of-later", "nested");
      sync(home, installation);
      break;
    }
    case "sync":
      sync(home, installation);
      break;
    case "sync-slowly":
      slow(installation);
      sync(home, installation);
      break;
    case "deliver":
      return deliver(home, 1 + (b % 8), c);
    case "copy":
      installation.copies = [...installation.copies, installation.copy()].slice(-3);
      return true;
    case "partition":
      setOffline(installation, true);
      break;
    case "heal":
      if (!installation.isOffline) return false;
      setOffline(installation, false);
      break;
    case "duplicate":
      for (let skip = b % 3; skip > 0; skip--) installation.running?.line.fates.push("twice");
      installation.running?.line.fates.push(c % 2 === 0 ? "twice" : "twice-late");
      sync(home, installation);
      break;
    case "reorder": {
      const other = at(
        home.awake.filter((one) => one !== installation),
        b,
      );
      if (!other) return false;
      for (const one of [installation, other]) {
        await edit(home, one, c, 1);
        slow(one);
        sync(home, one);
      }
      await home.settle();
      return deliver(home, 6, c);
    }
    case "drop":
      for (let number = 0; number <= b % 3; number++)
        installation.running?.line.fates.push(at(fates, c + number)!);
      sync(home, installation);
      break;
    case "crash":
      return crash(home, installation, b);
    case "store-failure":
      installation.nextWrite = at(["fails", "dies-before", "dies-after"] as const, b)!;
      if (c % 2 === 0) await edit(home, installation, c, 1);
      else sync(home, installation);
      break;
    case "relay-restart":
      home.relayByName.get(home.relay)?.restart();
      return true;
    case "clock-jump":
      installation.skew += (b % 2 === 0 ? 1 : -1) * (c % 30) * year;
      return true;
    case "clone":
      return clone(home, installation, b);
    case "restore":
      return restore(home, installation, b);
    case "epoch-change":
      home.ask(installation, "forget", (vault) => vault.forgetHistory());
      break;
    case "revoke-mid-sync":
      return revoke(home, installation, b, c);
    case "compaction":
      sync(home, installation);
      await home.settle();
      home.ask(installation, "snapshot", (vault) => vault.snapshotNow());
      await home.settle();
      home.relayByName.get(home.relay)?.prune();
      return true;
    case "pair":
      if (!home.hasRoom()) return false;
      await home.pair(installation);
      return true;
    case "recover":
      if (!home.hasRoom()) return false;
      await home.recover(b % 8 === 0);
      return true;
    case "move":
      return move(home, installation);
  }
  await home.settle();
  home.observe(installation);
  return true;
}

async function edit(home: Home, installation: Installation, b: number, c: number): Promise<boolean> {
  // An edit waits for what goes on in its vault, and its author would see something else by then.
  if (!installation.isFree) return false;
  const shape = c % 40 === 0 ? "long" : "text";
  const before = installation.history.length;
  await home.edit(installation, at(records, b)!, at(fields, b >> 3)!, shape);
  return installation.history.length > before;
}

function sync(home: Home, installation: Installation): void {
  home.ask(installation, "sync", (vault) => vault.sync());
}

const slow = ({ running }: Installation): void => {
  if (running) running.line.isSlow = true;
};

/** Moves some of what is in flight, in an order of its own. */
async function deliver(home: Home, times: number, order: number): Promise<boolean> {
  const { network } = home;
  const isSomething = network.held.length + network.late.length > 0;
  for (let time = 0; time < times; time++) {
    if (network.late.length > 0 && (order + time) % 5 === 0)
      network.deliverLate((order + time) % network.late.length);
    if (network.held.length > 0) network.deliver((order * 7 + time * 3) % network.held.length);
    await home.settle();
  }
  for (const { running } of home.used) if (running?.asked === 0) running.line.isSlow = false;
  return isSomething;
}

function setOffline(installation: Installation, isOffline: boolean): void {
  installation.isOffline = isOffline;
  if (installation.running) installation.running.line.isOffline = isOffline;
}

/** The program dies and is started again; what its owner saw before she sees again. */
async function crash(home: Home, installation: Installation, b: number): Promise<boolean> {
  const { running, vault } = installation;
  const isCalm = vault !== null && running?.asked === 0 && !vault.core().isStale;
  const before = isCalm ? viewOf(vault) : null;
  installation.kill(b % 2 === 0);
  if (!(await installation.open())) {
    home.fault("not reopened", `device ${installation.number} cannot be read after a crash`);
    return true;
  }
  await home.settle();
  const after = viewOf(installation.vault!);
  if (before !== null && before !== after)
    home.fault(
      "not reopened",
      `device ${installation.number} shows ${after} after a crash, and ${before} before`,
    );
  return true;
}

/** Everything that a vault shows, as one text. */
function viewOf(vault: NonNullable<Installation["vault"]>): string {
  const rows = [...vault.records()].map((record) => [
    record,
    [...vault.fields(record)].sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);
  return JSON.stringify([vault.device().id, vault.waiting(), rows.sort()]);
}

async function clone(home: Home, installation: Installation, b: number): Promise<boolean> {
  if (!home.hasRoom()) return false;
  const copy = at([...installation.copies, installation.copy()], b)!;
  const twin = home.newInstallation();
  twin.become(copy);
  twin.isCopied = true;
  installation.isCopied = true;
  if (await twin.open()) return true;
  home.fault("not reopened", "a copy of a device cannot be read");
  return true;
}

async function restore(home: Home, installation: Installation, b: number): Promise<boolean> {
  const copy = at(installation.copies, b);
  if (!copy || !home.hasRoom()) return false;
  home.observe(installation);
  installation.kill(b % 2 === 0);
  installation.become(copy);
  installation.isCopied = true;
  if (!(await installation.open())) home.fault("not reopened", "a restored device cannot be read");
  return true;
}

/** A device is taken off the roster while it sends what the others have not seen. */
async function revoke(home: Home, installation: Installation, b: number, c: number): Promise<boolean> {
  const { vault } = installation;
  if (!vault || home.awake.length < 3) return false;
  const others = vault.devices().filter(({ isThis }) => !isThis);
  const target = at(others, b);
  if (!target) return false;
  const victim = home.awake.find((one) => one.vault?.device().id === target.id);
  if (victim) {
    await edit(home, victim, c, 1);
    slow(victim);
    sync(home, victim);
    await home.settle();
    await deliver(home, b % 6, c);
  }
  home.removed.add(target.id);
  home.ask(installation, "remove", (open) => open.remove([target.id]));
  await home.settle();
  await deliver(home, 6, c);
  return true;
}

async function move(home: Home, installation: Installation): Promise<boolean> {
  const { vault } = installation;
  if (!vault || vault.relay() !== home.relay || installation.running?.asked !== 0) return false;
  const relay = home.addRelay();
  home.ask(installation, "move", (open) => open.move(relay, null));
  await home.settle();
  if (home.installations.some((one) => one.vault?.relay() === relay)) home.relay = relay;
  return true;
}
