import { Dice } from "./random.ts";

/** What can happen to a household of devices (docs/verification: issue text; security.md 5(a)). */
export const eventKinds = [
  "edit",
  "same-field",
  "delete",
  "unknown-fields",
  "partition",
  "heal",
  "duplicate",
  "reorder",
  "drop",
  "crash",
  "store-failure",
  "relay-restart",
  "clock-jump",
  "clone",
  "restore",
  "epoch-change",
  "revoke-mid-sync",
  "compaction",
  "pair",
  "recover",
  "move",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** One step of a schedule. What the three numbers mean is the step's own affair; each is taken modulo what there is. */
export interface Step {
  readonly kind: EventKind | "sync" | "sync-slowly" | "deliver" | "copy";
  /** Usually which device. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Everything that happens in one run; the same seed gives the same one. */
export interface Schedule {
  readonly seed: number;
  /** Devices at the beginning, from 2 to 8. */
  readonly devices: number;
  readonly steps: readonly Step[];
}

/** How often each step is drawn, where a schedule has it at all. Our choice: work, and enough of each trouble. */
const weights: Readonly<Record<Step["kind"], number>> = {
  edit: 26,
  "same-field": 8,
  delete: 7,
  "unknown-fields": 2,
  sync: 26,
  "sync-slowly": 10,
  deliver: 22,
  copy: 2,
  partition: 3,
  heal: 4,
  duplicate: 4,
  reorder: 4,
  drop: 5,
  crash: 4,
  "store-failure": 3,
  "relay-restart": 2,
  "clock-jump": 2,
  clone: 1,
  restore: 1,
  "epoch-change": 1,
  "revoke-mid-sync": 1,
  compaction: 2,
  pair: 1,
  recover: 0.7,
  move: 0.7,
};

/** Steps that every schedule has; of the others each schedule has a part, so that kinds meet in ever other company. */
const always: readonly Step["kind"][] = [
  "edit",
  "same-field",
  "delete",
  "sync",
  "sync-slowly",
  "deliver",
  "copy",
];

/** Shortest and longest schedule, in steps. Our choice: about 110 on average. */
const lengths = { least: 20, most: 200 };

export function drawSchedule(seed: number): Schedule {
  const dice = new Dice(seed, 1);
  const kinds = (Object.keys(weights) as Step["kind"][]).filter(
    (kind) => always.includes(kind) || dice.falls(0.55),
  );
  const total = kinds.reduce((sum, kind) => sum + weights[kind], 0);
  const kindOf = (at: number): Step["kind"] => {
    let rest = at;
    for (const kind of kinds) {
      rest -= weights[kind];
      if (rest < 0) return kind;
    }
    return "sync";
  };
  const length = lengths.least + dice.below(lengths.most - lengths.least + 1);
  const steps: Step[] = [];
  for (let step = 0; step < length; step++) {
    const kind = kindOf((dice.next() / 0x1_0000_0000) * total);
    steps.push({ kind, a: dice.below(1_000), b: dice.below(1_000), c: dice.below(1_000) });
  }
  // Mostly few devices, because two that meet often find more than eight that meet rarely.
  const devices = dice.falls(0.7) ? 2 + dice.below(3) : 2 + dice.below(7);
  return { seed, devices, steps };
}
