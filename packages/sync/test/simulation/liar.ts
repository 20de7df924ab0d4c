import {
  envelopeHeadLength,
  envelopeSizes,
  joinLogStretch,
  joinSnapshotParts,
  type LogStretch,
  relayPaths,
  splitLogStretch,
  splitSnapshotParts,
  statusOfRefusal,
} from "../../src/protocol.ts";
import type { RelayRequest } from "../../src/relay-client.ts";
import { base64urlFromBytes } from "../../src/seal/base64url.ts";
import { stateOfReplica } from "../../src/snapshot-state.ts";
import type { Home } from "./home.ts";
import {
  boxesOfAttacker,
  type Colluder,
  entryBySelfInvited,
  entryInSomebodysName,
  entryOfColluder,
  entryOfOutsider,
  snapshotInSomebodysName,
  snapshotOfColluder,
} from "./liar-forgeries.ts";
import type { ModelRelay } from "./model-relay.ts";
import type { Answerer, Line } from "./network.ts";
import type { Dice } from "./random.ts";

/** What a relay may try. Source: security.md 5(d). */
export const attacks = [
  "drop",
  "reorder",
  "replay",
  "truncate",
  "fork",
  "forge",
  "swap vaults",
  "swap devices",
  "downgrade",
  "stale epoch",
  "inject device",
  "alter length",
  "delay",
  "equivocate",
] as const;
export type Attack = (typeof attacks)[number];

type Answer = ReturnType<Answerer>;

/** What was shown to a device: something it must refuse at once, or something it cannot see through yet. */
export type Shown = "must refuse" | "cannot know";

/** A relay that lies to some of the devices, in one way. It is a true relay to everybody else, and before and after. */
export class Liar {
  readonly attack: Attack;
  readonly dice: Dice;
  isOn = false;
  readonly victims = new Set<number>();
  /** What it showed each device since it was last looked at. */
  readonly shown = new Map<number, Shown>();
  /** How often it lied at all. */
  lies = 0;
  /** A removed device that works for the relay. */
  colluder: Colluder | null = null;
  /** A vault of the same owner, whose envelopes are as good as these. */
  otherVault: ModelRelay | null = null;
  /** What was made beforehand to be shown: an envelope, what follows on it, a snapshot's frames. */
  prepared: Uint8Array | null = null;
  preparedMore: readonly Uint8Array[] = [];
  preparedSnapshot: readonly Uint8Array[] | null = null;
  /** Which of an attack's forms this one has. */
  readonly form: number;
  /** What every victim is shown in a fork. */
  #fork: ModelRelay | null = null;
  /** Heads at which a delay holds its victims. */
  readonly #held = new Map<number, number>();
  #lastAnswer: { readonly by: number; readonly after: number; readonly answer: Answer } | null = null;
  readonly #home: () => Home;

  constructor(attack: Attack, dice: Dice, home: () => Home) {
    this.attack = attack;
    this.dice = dice;
    this.form = dice.below(1_000);
    this.#home = home;
  }

  readonly answer: Answerer = (relay, request, line) => {
    const isLog = request.method === "GET" && request.path.startsWith(relayPaths.log);
    const isVictim = this.isOn && this.victims.has(line.owner);
    const answer = isVictim ? this.#lie(relay, request, line, isLog) : relay.answer(request);
    if (isLog && !isVictim) this.#lastAnswer = { by: line.owner, after: afterOf(request), answer };
    return answer;
  };

  #show(line: Line, shown: Shown): void {
    this.lies++;
    if (this.shown.get(line.owner) !== "must refuse") this.shown.set(line.owner, shown);
  }

  #lie(relay: ModelRelay, request: RelayRequest, line: Line, isLog: boolean): Answer {
    if (this.attack === "fork") return this.#forked(relay, request, line);
    if (this.attack === "delay") return this.#delayed(relay, request, line, isLog);
    if (this.preparedSnapshot !== null) return this.#forgedSnapshot(relay, request, line, isLog);
    if (this.attack === "equivocate") return this.#equivocated(relay, request, line, isLog);
    if (this.attack === "inject device" && this.form % 4 === 3) return this.#boxed(relay, request, line);
    const answer = relay.answer(request);
    const stretch = isLog && answer?.status === 200 ? splitLogStretch(answer.body) : null;
    if (stretch === null) return answer;
    const after = afterOf(request);
    if (this.attack === "alter length") return this.#cut(stretch, line);
    if (this.attack === "swap devices" && this.form % 2 === 0) {
      const other = this.#lastAnswer;
      if (other === null || other.by === line.owner || other.after === after) return answer;
      const theirs = other.answer && splitLogStretch(other.answer.body);
      if (!theirs) return answer;
      this.#show(line, theirs.envelopes.length > 0 || theirs.head < after ? "must refuse" : "cannot know");
      return other.answer;
    }
    const lie = this.#altered(relay, stretch, after, line);
    return lie === null ? answer : { status: 200, body: joinLogStretch(lie) };
  }

  /** Another stretch in place of the true one; null where there is nothing to lie about. */
  #altered(relay: ModelRelay, stretch: LogStretch, after: number, line: Line): LogStretch | null {
    const { dice, form } = this;
    const { head, first } = stretch;
    const envelopes = stretch.envelopes.map((envelope) => envelope.slice());
    const must = (
      envelopesShown: readonly Uint8Array[],
      headShown = after + envelopesShown.length,
    ): LogStretch => {
      this.#show(line, "must refuse");
      return { head: headShown, first, envelopes: envelopesShown };
    };
    const next = envelopes[0];
    switch (this.attack) {
      case "drop": {
        if (envelopes.length === 0) return null;
        if (envelopes.length === 1) {
          this.#show(line, "cannot know");
          return { head: after, first, envelopes: [] };
        }
        envelopes.splice(dice.below(envelopes.length - 1), 1);
        return must(envelopes, form % 2 === 0 ? head : undefined);
      }
      case "reorder": {
        if (envelopes.length < 2) return null;
        const at = dice.below(envelopes.length - 1);
        return must(envelopes.toSpliced(at, 2, envelopes[at + 1]!, envelopes[at]!));
      }
      case "replay": {
        const old = relay.history.get(1 + dice.below(Math.max(1, after)));
        if (!old) return null;
        return form % 2 === 0 ? must([old, ...envelopes]) : must([old, ...envelopes.slice(1)]);
      }
      case "truncate": {
        const isShort = form % 3 !== 2;
        if (isShort) return must([], Math.max(0, after - 1 - dice.below(3)));
        if (envelopes.length === 0) return null;
        return must([], head);
      }
      case "forge": {
        const epoch = this.#home().epochOf(line.owner);
        const forged =
          form % 5 === 0 && next
            ? flipped(next, dice)
            : form % 5 === 1
              ? withHead(dice.bytes(envelopeSizes[dice.below(2)]!), epoch)
              : (this.prepared ?? withHead(dice.bytes(1_024), epoch));
        return must([forged, ...envelopes.slice(1)]);
      }
      case "swap vaults": {
        const other = this.otherVault!;
        const there = other.history.get(after + 1) ?? other.history.get(other.head)!;
        return must([there, ...envelopes.slice(1)]);
      }
      case "swap devices": {
        const own = this.#home().honest.lastBy(line.owner);
        return own ? must([own, ...envelopes.slice(1)]) : null;
      }
      case "downgrade": {
        if (!next) return null;
        const at = [2, 3, 4, 5, 8, 11][form % 6]!;
        next[at] = next[at] === 0 ? 1 : dice.falls(0.5) ? 0 : next[at]! + 1;
        return must(envelopes);
      }
      case "stale epoch":
      case "inject device": {
        return this.prepared ? must([this.prepared, ...this.preparedMore, ...envelopes.slice(1)]) : null;
      }
      default:
        return null;
    }
  }

  /** Victims have a log of their own from now on; or, in the second half, are shown the others' again. */
  #forked(relay: ModelRelay, request: RelayRequest, line: Line): Answer {
    if (this.#fork === null) {
      this.#fork = relay.copy();
      this.#fork.sessions = relay.sessions;
    }
    this.#show(line, "cannot know");
    return this.#fork.answer(request);
  }

  #delayed(relay: ModelRelay, request: RelayRequest, line: Line, isLog: boolean): Answer {
    if (request.method === "POST" && request.path.startsWith(relayPaths.log)) return refused("storage");
    const answer = relay.answer(request);
    const stretch = isLog && answer?.status === 200 ? splitLogStretch(answer.body) : null;
    if (stretch === null) return answer;
    const after = afterOf(request);
    const held = this.#held.get(line.owner) ?? after;
    this.#held.set(line.owner, held);
    if (stretch.head <= held) return answer;
    this.#show(line, "cannot know");
    return {
      status: 200,
      body: joinLogStretch({ head: Math.max(held, after), first: after + 1, envelopes: [] }),
    };
  }

  #equivocated(relay: ModelRelay, request: RelayRequest, line: Line, isLog: boolean): Answer {
    const isSnapshot = request.method === "GET" && request.path.startsWith(relayPaths.snapshot);
    const isAppend = request.method === "POST" && request.path.startsWith(relayPaths.log);
    switch (this.form % 8) {
      case 0:
      case 1: {
        // An older snapshot than the device has read, or parts that were tampered with.
        const [oldest] = relay.snapshots;
        if (!oldest) break;
        if (isLog) return refused("pruned", { snapshot: relay.snapshots.at(-1)!.at });
        if (!isSnapshot) break;
        if (this.form % 8 === 0) {
          const index = this.#home().installations[line.owner]?.vault?.place().index ?? 0;
          this.#show(line, oldest.at < index ? "must refuse" : "cannot know");
          return { status: 200, body: joinSnapshotParts({ at: index + 5, parts: oldest.frames }) };
        }
        const frames: Uint8Array[] = oldest.frames.map((frame) => frame.slice());
        const at = 1 + this.dice.below(frames.length - 1);
        frames[at] = flipped(frames[at]!, this.dice);
        this.#show(line, "must refuse");
        return { status: 200, body: joinSnapshotParts({ at: oldest.at, parts: frames }) };
      }
      case 2: {
        // More is promised than there is.
        const answer = relay.answer(request);
        const stretch = isLog && answer?.status === 200 ? splitLogStretch(answer.body) : null;
        if (stretch === null) return answer;
        this.#show(line, "must refuse");
        return {
          status: 200,
          body: joinLogStretch({ ...stretch, head: stretch.head + 1 + this.dice.below(9) }),
        };
      }
      case 3: {
        // What was sent is acknowledged and thrown away.
        if (!isAppend) break;
        const expect = Number(new URL(request.path, "http://relay.test").searchParams.get("expect"));
        if (expect !== relay.head) break;
        const copy = relay.copy();
        this.#show(line, "cannot know");
        return copy.answer(request);
      }
      case 4:
        if (!isAppend) break;
        this.#show(line, "cannot know");
        return refused("behind", { head: relay.head + this.dice.below(3) });
      case 5:
        if (!isLog) break;
        this.#show(line, "cannot know");
        return refused("unknown");
      case 6: {
        // A true snapshot under a false number.
        const answer = relay.answer(request);
        if (isLog && relay.snapshots.length > 0) return refused("pruned", { snapshot: 1 });
        const snapshot = isSnapshot && answer?.status === 200 ? splitSnapshotParts(answer.body) : null;
        if (snapshot === null) return answer;
        this.#show(line, "cannot know");
        return { status: 200, body: joinSnapshotParts({ at: snapshot.at + 3, parts: snapshot.parts }) };
      }
    }
    return relay.answer(request);
  }

  /** Boxes with a key that the relay knows, for a device that is told that its access is over (rule 57). */
  #boxed(relay: ModelRelay, request: RelayRequest, line: Line): Answer {
    const { prepared } = this;
    if (!prepared) return relay.answer(request);
    if (request.path.startsWith(relayPaths.boxes)) {
      this.#show(line, "cannot know");
      return { status: 200, body: prepared };
    }
    if (request.method === "GET" && request.path.startsWith(relayPaths.log) && this.dice.falls(0.6))
      return refused("unknown");
    return relay.answer(request);
  }

  /** A state that was forged by whoever works for the relay. */
  #forgedSnapshot(relay: ModelRelay, request: RelayRequest, line: Line, isLog: boolean): Answer {
    if (isLog) return refused("pruned", { snapshot: relay.head });
    if (request.method !== "GET" || !request.path.startsWith(relayPaths.snapshot))
      return relay.answer(request);
    this.#show(line, "must refuse");
    return { status: 200, body: joinSnapshotParts({ at: relay.head + 5, parts: this.preparedSnapshot! }) };
  }

  /** Something of another length than it says. */
  #cut({ head, first, envelopes }: LogStretch, line: Line): Answer {
    const { dice, form } = this;
    const [next, ...rest] = envelopes;
    if (!next) {
      this.#show(line, "must refuse");
      return { status: 200, body: new Uint8Array(dice.below(16)) };
    }
    this.#show(line, "must refuse");
    const whole = joinLogStretch({ head, first, envelopes });
    if (form % 4 === 0) return { status: 200, body: whole.slice(0, 17 + dice.below(whole.length - 17)) };
    const other =
      form % 4 === 1
        ? next.slice(0, next.length - 1 - dice.below(200))
        : form % 4 === 2
          ? padded(next, envelopeSizes.find((size) => size > next.length)!)
          : next.slice(0, envelopeHeadLength);
    return { status: 200, body: joinLogStretch({ head, first, envelopes: [other, ...rest] }) };
  }

  /** Makes what an attack needs and a relay cannot make while it is asked: entries and boxes of those who work for it. */
  async prepare(victim: number): Promise<void> {
    const home = this.#home();
    this.prepared = null;
    this.preparedMore = [];
    this.preparedSnapshot = null;
    const core = home.installations[victim]?.vault?.core();
    if (!core) return;
    const { index, chain, roster, epoch, owner } = core.replica;
    const place = { index, chain: base64urlFromBytes(chain) };
    const { suite } = home;
    const [name, author] =
      [...core.replica.authors].find(([id]) => roster.members.has(id) && id !== core.identity.device.id) ??
      [];
    const stolen = name !== undefined &&
      author !== undefined && {
        vault: owner.vault,
        epoch,
        epochKey: core.replica.epochKeys.get(epoch)!,
        place,
        roster,
        name,
        seq: author.seq,
        prev: author.prev,
      };
    if (this.attack === "forge" && stolen && this.form % 5 > 2) {
      const forge = this.form % 5 === 3 ? entryInSomebodysName : entryBySelfInvited;
      this.prepared = await forge(suite, stolen, this.dice);
    } else if (this.attack === "forge") {
      this.prepared = await entryOfOutsider(suite, owner.vault, epoch, place, this.dice);
    } else if (this.attack === "equivocate" && this.form % 8 === 7 && stolen && core.replica.boxes) {
      const parts = await snapshotInSomebodysName(suite, stolen, stateOfReplica(core.replica), this.dice);
      this.preparedSnapshot = [core.replica.boxes, ...parts];
    } else if (this.colluder === null || this.colluder.epoch >= epoch) {
      return;
    } else if (this.attack === "stale epoch") {
      const shownEpoch = this.form % 2 === 0 ? this.colluder.epoch : epoch;
      this.prepared = await entryOfColluder(suite, this.colluder, owner.vault, shownEpoch, place);
    } else if (this.attack === "inject device") {
      if (this.form % 4 === 2) {
        this.preparedSnapshot = await snapshotOfColluder(
          suite,
          this.colluder,
          epoch + 1,
          index + 5,
          this.dice,
        );
        return;
      }
      const made = await boxesOfAttacker(suite, this.colluder, {
        vault: owner.vault,
        epoch: epoch + 1,
        place,
        roster,
        dice: this.dice,
        isByColluder: this.form % 2 === 0,
      });
      this.prepared = made.boxes;
      this.preparedMore = [made.entry];
    }
  }
}

const afterOf = ({ path }: RelayRequest): number =>
  Number(new URL(path, "http://relay.test").searchParams.get("after"));

const refused = (refusal: keyof typeof statusOfRefusal, more: object = {}): Answer => ({
  status: statusOfRefusal[refusal],
  body: new TextEncoder().encode(JSON.stringify({ refused: refusal, ...more })),
});

function flipped(envelope: Uint8Array, dice: Dice): Uint8Array {
  const other = envelope.slice();
  other[envelopeHeadLength + dice.below(envelope.length - envelopeHeadLength)]! ^= 1 << dice.below(8);
  return other;
}

function withHead(envelope: Uint8Array, epoch: number): Uint8Array {
  envelope.set([0x54, 0x44, 1, 1, 1, 0, 0, 0]);
  new DataView(envelope.buffer).setUint32(8, epoch);
  return envelope;
}

function padded(envelope: Uint8Array, size: number): Uint8Array {
  const other = new Uint8Array(size);
  other.set(envelope);
  return other;
}
