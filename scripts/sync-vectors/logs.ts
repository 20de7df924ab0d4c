import { columnsFromRegisters } from "../../packages/sync/src/register-columns.ts";
import { Registers, shownValue } from "../../packages/sync/src/registers.ts";
import { emptyReplica, type Reader, type Replica, takeEnvelope } from "../../packages/sync/src/replica.ts";
import { emptyRoster, type Roster, type Statement, takeStatement } from "../../packages/sync/src/roster.ts";
import type { DeviceId } from "../../packages/sync/src/seal/suite.ts";
import { type Device, memberFromDevice } from "../../packages/sync/src/vault-core.ts";
import { LogWriter, newDevice } from "../../packages/sync/test/log-writer.ts";
import { base64url, hashingSuite, hex } from "./bytes.ts";

const write = (record: string, field: string, value: unknown, time: number, count = 0) => ({
  record,
  field,
  value,
  time,
  count,
});

/** Every register as `[record, field, [[value, time, count, device, index], …], the value that is shown]`. */
const rowsOf = (registers: Registers): readonly unknown[] =>
  [...registers.records()].sort().flatMap((record) => {
    const fields = registers.fields(record);
    return [...fields.keys()].sort().map((field) => {
      const values = fields.get(field)!;
      const rows = values.map(({ value, time, count, device, index }) => [value, time, count, device, index]);
      return [record, field, rows, shownValue(values)!.value];
    });
  });
const namesOf = (roster: Roster) => [...roster.members.values()].map(({ id, name }) => [id, name]);

/** Rules 70 and 71. */
export async function rosters(): Promise<readonly object[]> {
  const suite = hashingSuite("rosters");
  const log = await LogWriter.begin(suite);
  const { owner, root } = log;
  const [phone, laptop, other] = [
    await newDevice(suite, "Phone"),
    await newDevice(suite, "Ünï ☂"),
    await newDevice(suite, "Other"),
  ] as const;
  const made: object[] = [];
  let before = emptyRoster;
  const common = { vault: owner.vault, root: hex(owner.root) };
  const show = async (name: string, statement: Statement) => {
    const taken = await takeStatement(suite, owner, before, statement);
    made.push({
      name,
      ...common,
      before: before.statements,
      statement,
      members: taken && namesOf(taken.roster),
    });
    return taken;
  };
  const sign = async (device: Device | null, action: object, more: object = {}): Promise<Statement> => {
    const by = device?.id ?? "root";
    const text = JSON.stringify({ n: before.statements.length + 1, prev: before.last, by, action, ...more });
    const pieces = [
      Buffer.from("tidetable/v1 roster\n"),
      Buffer.from(owner.vault, "base64url"),
      Buffer.from(text),
    ];
    return [text, base64url(await suite.sign(device?.sign ?? root.sign, ...pieces))];
  };
  const adding = (device: Device) => {
    const { id, sign: key, box, name } = memberFromDevice(device);
    return { add: id, sign: key, box, name };
  };
  const next = async (name: string, statement: Statement) => {
    before = (await show(name, statement))!.roster;
  };
  await show("the first is not the root's", await sign(phone, adding(phone)));
  await show("the first adds nobody", await sign(null, { epoch: 1, boxes: base64url(new Uint8Array(32)) }));
  await next("the root adds the first device", await sign(null, adding(phone)));
  await next("a device adds another", await sign(phone, adding(laptop)));
  await show("added twice", await sign(phone, adding(laptop)));
  await show(
    "an id that is not the key's",
    await sign(phone, { ...adding(other), add: phone.id.replace(/^./, "_") }),
  );
  const low = base64url(new Uint8Array(32));
  await show("a box key of low order", await sign(phone, { ...adding(other), box: low }));
  await show("by nobody of the roster", await sign(other, adding(other)));
  await show("at another place", await sign(phone, adding(other), { n: 2 }));
  await show("after another statement", await sign(phone, adding(other), { prev: low }));
  const [text] = await sign(phone, adding(other));
  await show("signed by another device", [text, (await sign(laptop, adding(other)))[1]]);
  await show("a name of 61 characters", await sign(phone, { rename: phone.id, name: "x".repeat(61) }));
  await next("a name of 60 characters", await sign(laptop, { rename: phone.id, name: "x".repeat(60) }));
  await next("an action of a later version", await sign(phone, { later: { any: [1] } }));
  await next("an epoch", await sign(phone, { epoch: 2, boxes: base64url(suite.randomBytes(32)) }));
  await show("removes who is not there", await sign(phone, { remove: other.id }));
  await next("a device removes another", await sign(phone, { remove: laptop.id }));
  await show("by who was removed", await sign(laptop, { rename: phone.id, name: "New" }));
  return made;
}

/** Rules 20 to 24, 31 to 37 and 72: one log, and what must not come after it. */
export async function logs(): Promise<readonly object[]> {
  const suite = hashingSuite("logs");
  const phone = await newDevice(suite, "Phone");
  const laptop = await newDevice(suite, "Laptop");
  const log = await LogWriter.founded(suite, phone, laptop);
  const replica = await emptyReplica(suite, log.owner);
  const reader: Reader = { device: null, boxKey: phone.box, wrote: () => false };
  const common = { vault: log.owner.vault, root: hex(log.owner.root), boxSeed: hex(phone.box.seed) };
  const made: object[] = [];
  const take = async () => {
    for (const envelope of log.envelopes.slice(made.length)) made.push(await shown(envelope));
  };
  const shown = async (envelope: Uint8Array) => {
    const { index } = replica;
    const taken = await takeEnvelope(suite, replica, reader, envelope);
    if (!taken.ok) throw new TypeError(`logs expects entries that are taken, got ${taken.error.kind}`);
    const n = made.length + 1;
    const isEntry = replica.index > index;
    return { ...common, n, envelope: hex(envelope), ...(isEntry && (await heldAfter(replica, envelope))) };
  };
  const heldAfter = async (
    { chain, epoch, epochKeys, roster, registers: held }: Replica,
    envelope: Uint8Array,
  ) => {
    const key = epochKeys.get(epoch)!;
    const content = (await suite.openEnvelope(envelope, key, log.owner.vault))!;
    return {
      hash: hex(chain),
      epoch,
      epochKey: hex(key),
      signature: hex(content.subarray(0, 64)),
      json: Buffer.from(content.subarray(64)).toString(),
      contentHash: base64url(await suite.hash(content)),
      members: namesOf(roster),
      registers: rowsOf(held),
    };
  };
  const day = "day/2027-03-04";
  await log.write(phone, { batch: { base: 2, writes: [write(day, "bleeding", "light", 1_800_000_000)] } });
  await log.write(laptop, {
    batch: {
      base: 2,
      writes: [write(day, "bleeding", "heavy", 1_800_000_060), write(day, "mood", 3, 1_800_000_060)],
    },
  });
  await take();
  const old = await log.make(phone);
  await log.rotate(phone, [{ kind: "remove", id: laptop.id }], [phone]);
  await log.write(phone, {
    batch: {
      base: 6,
      writes: [write(day, "bleeding", "medium", 1_800_000_060, 1), write(day, "mood", null, 1_800_000_090)],
    },
  });
  await take();

  const { seq, prev } = log.authors.get(phone.id)!;
  const bad: readonly (readonly [string, Uint8Array])[] = [
    ["the last once more", log.envelopes.at(-1)!],
    ["of the epoch before", old],
    ["by a device that was removed", await log.make(laptop)],
    ["signed by another device", await log.make(phone, { signKey: laptop.sign })],
    [
      "written for another place",
      await log.make(phone, { log: [log.envelopes.length - 1, base64url(log.chain)] }),
    ],
    [
      "written after another log",
      await log.make(phone, { log: [log.envelopes.length, base64url(new Uint8Array(32))] }),
    ],
    ["its author's count does not go on", await log.make(phone, { seq: seq + 2 })],
    [
      "not after its author's last",
      await log.make(phone, { seq: seq + 1, prev: base64url(new Uint8Array(32)) }),
    ],
    ["a batch that knows the future", await log.make(phone, { batch: { base: 99, writes: [] } })],
    ["without a signature", await log.make(phone, { json: { device: phone.id, seq, prev } })],
    [
      "states an epoch without boxes",
      await log.make(phone, {
        roster: [await log.state({ kind: "epoch", epoch: 3, boxes: prev }, phone.id, phone.sign)],
      }),
    ],
    ["boxes of an epoch that is there", (await log.boxesFor([phone], 2)).envelope],
  ];
  for (const [name, envelope] of bad) {
    const taken = await takeEnvelope(suite, replica, reader, envelope);
    if (taken.ok) throw new TypeError(`logs expects an envelope that is refused: ${name}`);
    made.push({ name, ...common, refused: taken.error.kind, envelope: hex(envelope) });
  }
  return made;
}

/** Rules 30 to 37 and 60, without any cipher. */
export async function registers(): Promise<readonly object[]> {
  const [a, b, c] = [1, 2, 3].map((byte) => base64url(new Uint8Array(8).fill(byte)) as DeviceId) as [
    DeviceId,
    DeviceId,
    DeviceId,
  ];
  type Step = readonly [device: DeviceId, base: number, writes: readonly ReturnType<typeof write>[]];
  const f = (value: unknown, time: number, count = 0) => write("r", "f", value, time, count);
  const cases: readonly (readonly [string, readonly Step[]])[] = [
    ["nothing", []],
    [
      "one after the other",
      [
        [a, 0, [f(1, 10)]],
        [b, 1, [f(2, 20)]],
      ],
    ],
    [
      "at the same time: both are kept, the later is shown",
      [
        [a, 0, [f(1, 20)]],
        [b, 0, [f(2, 10)]],
      ],
    ],
    [
      "the same stamp: the greater id is shown",
      [
        [b, 0, [f(2, 10)]],
        [a, 0, [f(1, 10)]],
      ],
    ],
    [
      "a count above another",
      [
        [a, 0, [f(1, 10, 2)]],
        [b, 0, [f(2, 10, 1)]],
      ],
    ],
    [
      "an author's own is replaced, though its base is old",
      [
        [a, 0, [f(1, 10)]],
        [b, 0, [f(2, 10)]],
        [a, 0, [f(3, 11)]],
      ],
    ],
    [
      "a removal of what it knew",
      [
        [a, 0, [f(1, 10)]],
        [b, 1, [f(null, 20)]],
      ],
    ],
    [
      "a removal beside a write: writing wins",
      [
        [a, 0, [f(1, 10)]],
        [b, 1, [f(null, 30)]],
        [c, 1, [f(2, 20)]],
      ],
    ],
    [
      "the same the other way round",
      [
        [a, 0, [f(1, 10)]],
        [c, 1, [f(2, 20)]],
        [b, 1, [f(null, 30)]],
      ],
    ],
    [
      "three at once, then one who knows all",
      [
        [a, 0, [f(1, 10)]],
        [b, 0, [f(2, 10)]],
        [c, 0, [f(3, 10)]],
        [a, 3, [f(4, 10, 1)]],
      ],
    ],
    [
      "records, fields and values of any name",
      [
        [
          a,
          0,
          [
            write("day/2027-03-04", "symptoms/cramps", 2, 10),
            write("day/2027-03-04", "bleeding", "light", 12),
            write("settings", "later/☂", { any: [1, null] }, 11),
          ],
        ],
        [
          b,
          0,
          [
            write("", "", false, 0),
            write("day/2027-03-04", "bleeding", "heavy", 9),
            write("day/2027-03-05", "bleeding", "light", 9, 3),
          ],
        ],
        [a, 2, [write("day/2027-03-05", "symptoms/cramps", [], 40)]],
      ],
    ],
  ];
  return cases.map(([name, steps]) => {
    const held = new Registers();
    const log = steps.map(([device, base, writes], at) => {
      held.take({ base, writes }, device, at + 1);
      return [
        device,
        {
          base,
          writes: writes.map(({ record, field, value, time, count }) => [record, field, value, time, count]),
        },
      ];
    });
    return { name, log, registers: rowsOf(held), columns: columnsFromRegisters(held) };
  });
}
