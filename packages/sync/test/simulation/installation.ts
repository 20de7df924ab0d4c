import type { DeviceId, Suite } from "../../src/seal/suite.ts";
import type { Vault } from "../../src/vault.ts";
import { openVault } from "../../src/vault-birth.ts";
import type { VaultStore, VaultWorld } from "../../src/vault-core.ts";
import { type LaterAuthor, type SealedHere, withLaterEntries } from "./later-version.ts";
import { MemoryStore, StoreFailure, worldOf } from "./memory-device.ts";
import { Line, type Network } from "./network.ts";

/** One edit as the judges know it: who made it, and what its author could see then. */
export interface KnownEdit {
  /** Unique in a run; stands in the value itself, or for a removal in the record's field `gone/…`. */
  readonly uid: string;
  readonly record: string;
  readonly field: string;
  readonly isRemoval: boolean;
  /** The stamp that rule 32 asks for, worked out from what the author saw. */
  readonly time: number;
  readonly count: number;
  /** Values of this register that its author had seen, ever: uid and device. */
  readonly seen: ReadonlySet<string>;
  /** Of `seen`, those that were the author's own and in no log yet. */
  readonly seenWaiting: ReadonlySet<string>;
}

/** What an installation's owner knows of a register: every value she ever saw in it. */
interface Known {
  seen: ReadonlySet<string>;
  /** Of these, her own that she only ever saw waiting. */
  waiting: ReadonlySet<string>;
  /** Those she saw when they were in the log. */
  readonly settled: Set<string>;
}

const copyOfKnown = (known: ReadonlyMap<string, Known>): Map<string, Known> =>
  new Map(
    [...known].map(([register, { seen, waiting, settled }]) => [
      register,
      { seen, waiting, settled: new Set(settled) },
    ]),
  );

/** Values a store once had, and what its owner had done until then. */
interface Copy {
  readonly store: MemoryStore;
  readonly history: readonly KnownEdit[];
  readonly known: ReadonlyMap<string, Known>;
  readonly ids: ReadonlySet<DeviceId>;
}

/** A program that runs: it can die at any moment, also within a write. */
interface Running {
  readonly line: Line;
  isAlive: boolean;
  vault: Vault;
  /** Things asked of the vault that have not come back; of them, others than rounds with the relay. */
  asked: number;
  askedOther: number;
}

/** One installation of the app on a simulated device: a store that stays, and programs that come and go. */
export class Installation {
  store = new MemoryStore();
  running: Running | null = null;
  /** Seconds by which its clock is wrong. */
  skew = 0;
  /** Its next entry is written by a later version. */
  isLater = false;
  isOffline = false;
  /** What came of what was last asked of it, and how often it was that a relay did not do its part. */
  lastOutcome = "";
  troubles = 0;
  history: KnownEdit[] = [];
  known = new Map<string, Known>();
  /** There are or were two of it. */
  isCopied = false;
  /** Ids it has gone by. */
  ids = new Set<DeviceId>();
  copies: Copy[] = [];
  /** How the next write of the store ends. */
  nextWrite: "fails" | "dies-before" | "dies-after" | null = null;
  readonly number: number;
  readonly name: string;
  readonly #network: Network;
  readonly #suite: Suite;
  readonly #clock: () => number;

  constructor(
    number: number,
    network: Network,
    suite: Suite,
    clock: () => number,
    watch: (sealed: SealedHere, installation: Installation) => void,
  ) {
    this.number = number;
    this.name = `device ${number}`;
    this.#network = network;
    this.#suite = withLaterEntries(
      suite,
      () => this.#takeLater(),
      (sealed) => watch(sealed, this),
    );
    this.#clock = clock;
  }

  /** A new program's world; the program before it must be dead. */
  boot(): { readonly world: VaultWorld; readonly line: Line; readonly life: { isAlive: boolean } } {
    const line = new Line(this.#network, this.number);
    line.isOffline = this.isOffline;
    const life = { isAlive: true };
    const never = new Promise<never>(() => undefined);
    const { store } = this;
    const guarded: VaultStore = {
      read: () => (life.isAlive ? store.read() : never),
      write: async (values) => {
        if (!life.isAlive) return never;
        const { nextWrite } = this;
        this.nextWrite = null;
        if (nextWrite === "fails") throw new StoreFailure("this store was made to fail");
        if (nextWrite !== "dies-before") await store.write(values);
        if (nextWrite === null) return;
        life.isAlive = false;
        line.isUp = false;
        this.#network.cutOff(line, nextWrite === "dies-after");
        return never;
      },
    };
    const world = worldOf(
      this.#suite,
      guarded,
      () => this.#clock() + this.skew,
      (relay) => line.transport(relay),
    );
    return { world, line, life };
  }

  run(vault: Vault, line: Line, life: { isAlive: boolean }): void {
    this.running = {
      line,
      vault,
      asked: 0,
      askedOther: 0,
      get isAlive() {
        return life.isAlive;
      },
      set isAlive(value) {
        life.isAlive = value;
      },
    };
  }

  /** The program's vault, or null while none runs. */
  get vault(): Vault | null {
    return this.running?.isAlive ? this.running.vault : null;
  }

  /** Ends the program at once; what it had sent may still arrive. */
  kill(arrives: boolean): void {
    const { running } = this;
    this.nextWrite = null;
    if (!running) return;
    running.isAlive = false;
    running.line.isUp = false;
    this.#network.cutOff(running.line, arrives);
  }

  /** Opens what the store holds; false where it is not to be read. */
  async open(): Promise<boolean> {
    const { world, line, life } = this.boot();
    const opened = await openVault(world);
    if (!opened.ok || opened.value === null) return false;
    this.run(opened.value, line, life);
    return true;
  }

  /** What a backup of the whole device keeps. */
  copy(): Copy {
    return {
      store: this.store.clone(),
      history: [...this.history],
      known: copyOfKnown(this.known),
      ids: new Set(this.ids),
    };
  }

  /** Becomes what a copy was. */
  become({ store, history, known, ids }: Copy): void {
    this.store = store.clone();
    this.history = [...history];
    this.known = copyOfKnown(known);
    this.ids = new Set(ids);
  }

  /** Whether an edit would be made at once: nothing is under way that makes others wait. */
  get isFree(): boolean {
    const { running } = this;
    return (
      running?.isAlive === true && running.askedOther === 0 && !this.#network.isSnapshotHeld(running.line)
    );
  }

  #takeLater(): LaterAuthor | null {
    const { vault, isLater } = this;
    this.isLater = false;
    if (!vault || !isLater) return null;
    const { identity, replica } = vault.core();
    const { statements, last } = replica.roster;
    return { sign: identity.device.sign, index: replica.index, statements: statements.length, last };
  }

  knownOf(record: string, field: string): Known {
    const register = `${record} ${field}`;
    const known = this.known.get(register) ?? { seen: new Set(), waiting: new Set(), settled: new Set() };
    this.known.set(register, known);
    return known;
  }
}
