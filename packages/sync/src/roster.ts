import { bytesFromText } from "./bytes.ts";
import { base64urlFromBytes, bytesFromBase64url } from "./seal/base64url.ts";
import { deviceIdFromKey } from "./seal/root.ts";
import type { DeviceId, SigningKey, Suite, VaultId } from "./seal/suite.ts";
import { isCount, isDeviceId, isHash, isObject } from "./shapes.ts";

/** A statement as it travels: the JSON text that was signed, and the signature as base64url (rule 70). */
export type Statement = readonly [text: string, signature: string];

/** One installation that may read and write. Keys are base64url of 32 bytes; the name is the owner's. */
export interface Member {
  readonly id: DeviceId;
  readonly sign: string;
  readonly box: string;
  readonly name: string;
}

/** What a statement does (rule 71). */
export type RosterAction =
  | { readonly kind: "add"; readonly member: Member }
  | { readonly kind: "remove"; readonly id: DeviceId }
  | { readonly kind: "rename"; readonly id: DeviceId; readonly name: string }
  | { readonly kind: "epoch"; readonly epoch: number; readonly boxes: string }
  /** A later version's; kept in the chain, without effect here. */
  | { readonly kind: "unknown" };

/** The roster after some statements. */
export interface Roster {
  readonly statements: readonly Statement[];
  /** SHA-256 of the last statement's text, base64url; of nothing at the beginning. */
  readonly last: string;
  readonly members: ReadonlyMap<DeviceId, Member>;
  /** SHA-256 of the present epoch's boxes, base64url; null before the first. */
  readonly boxes: string | null;
}

/** Most devices at a time (rule 7). */
export const maxMembers = 8;
/** Longest name of a device. Our choice: a line on a narrow screen, and a bound for the roster. */
export const maxNameLength = 60;

export const emptyRoster: Roster = {
  statements: [],
  last: base64urlFromBytes(new Uint8Array(32)),
  members: new Map(),
  boxes: null,
};

/** What is signed of a roster: whose it is, and who the root is. */
export interface RosterOwner {
  readonly vault: VaultId;
  /** The root's Ed25519 public key. */
  readonly root: Uint8Array;
}

export type StatementAuthor = DeviceId | "root";

/** The roster with one more statement, signed by the root or a device. */
export async function stateNext(
  suite: Suite,
  owner: RosterOwner,
  roster: Roster,
  by: StatementAuthor,
  key: SigningKey,
  action: Exclude<RosterAction, { kind: "unknown" }>,
): Promise<{ readonly roster: Roster; readonly statement: Statement }> {
  const text = JSON.stringify({
    n: roster.statements.length + 1,
    prev: roster.last,
    by,
    action: jsonFromAction(action),
  });
  const signature = await suite.sign(key, ...signed(owner, text));
  const statement: Statement = [text, base64urlFromBytes(signature)];
  const next = await takeStatement(suite, owner, roster, statement);
  if (next === null)
    throw new TypeError(`stateNext expects an action that the roster allows, got ${action.kind}`);
  return { roster: next.roster, statement };
}

/** The roster after a statement and what it did; null where rule 70 or 71 is broken. */
export async function takeStatement(
  suite: Suite,
  owner: RosterOwner,
  roster: Roster,
  statement: Statement,
): Promise<{ readonly roster: Roster; readonly action: RosterAction; readonly by: StatementAuthor } | null> {
  const [text, signature] = statement;
  const read = readStatement(text);
  const signatureBytes = bytesFromBase64url(signature);
  if (read === null || signatureBytes === null) return null;
  const { n, prev, by, action } = read;
  if (n !== roster.statements.length + 1 || prev !== roster.last) return null;
  // The first is the root's, or anybody could found a vault of this name.
  if (n === 1 && (by !== "root" || action.kind !== "add")) return null;
  const key = by === "root" ? owner.root : bytesFromBase64url(roster.members.get(by)?.sign ?? "");
  if (key === null || key.length !== 32) return null;
  if (!(await suite.verify(key, signatureBytes, ...signed(owner, text)))) return null;
  const members = await membersAfter(suite, roster.members, action);
  if (members === null) return null;
  const last = base64urlFromBytes(await suite.hash(bytesFromText(text)));
  const boxes = action.kind === "epoch" ? action.boxes : roster.boxes;
  return { roster: { statements: [...roster.statements, statement], last, members, boxes }, action, by };
}

/** Whether an envelope is the boxes of a roster's last epoch, which a device vouched for (rules 61, 72). */
export const isLastBoxes = async (suite: Suite, roster: Roster, boxes: Uint8Array): Promise<boolean> =>
  roster.boxes === base64urlFromBytes(await suite.hash(boxes));

async function membersAfter(
  suite: Suite,
  before: ReadonlyMap<DeviceId, Member>,
  action: RosterAction,
): Promise<ReadonlyMap<DeviceId, Member> | null> {
  const members = new Map(before);
  switch (action.kind) {
    case "add":
      if (members.has(action.member.id) || members.size >= maxMembers) return null;
      break;
    case "remove":
      return members.delete(action.id) ? members : null;
    case "rename": {
      const member = members.get(action.id);
      return member ? members.set(action.id, { ...member, name: action.name }) : null;
    }
    case "epoch":
    case "unknown":
      return members;
  }
  const { member } = action;
  if ((await deviceIdFromKey(suite, bytesFromBase64url(member.sign)!)) !== member.id) return null;
  if (!(await canBeSealedTo(suite, bytesFromBase64url(member.box)!))) return null;
  return members.set(member.id, member);
}

/** Nothing can be sealed to some keys (of low order); one on the roster would stop every rotation after it. */
export async function canBeSealedTo(suite: Suite, key: Uint8Array): Promise<boolean> {
  try {
    await suite.sealBox(key, bytesFromText("tidetable/v1 trial\n"), new Uint8Array(1));
    return true;
  } catch {
    return false;
  }
}

const signed = ({ vault }: RosterOwner, text: string): readonly Uint8Array[] => [
  bytesFromText("tidetable/v1 roster\n"),
  bytesFromBase64url(vault)!,
  bytesFromText(text),
];

function jsonFromAction(action: Exclude<RosterAction, { kind: "unknown" }>) {
  switch (action.kind) {
    case "add": {
      const { id, sign, box, name } = action.member;
      return { add: id, sign, box, name };
    }
    case "remove":
      return { remove: action.id };
    case "rename":
      return { rename: action.id, name: action.name };
    case "epoch":
      return { epoch: action.epoch, boxes: action.boxes };
  }
}

interface ReadStatement {
  readonly n: number;
  readonly prev: string;
  readonly by: StatementAuthor;
  readonly action: RosterAction;
}

function readStatement(text: string): ReadStatement | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(json) || !isCount(json.n) || !isHash(json.prev) || !isObject(json.action)) return null;
  const by: StatementAuthor | null = json.by === "root" ? "root" : isDeviceId(json.by) ? json.by : null;
  const action = readAction(json.action);
  return by === null || action === null ? null : { n: json.n, prev: json.prev, by, action };
}

/** Null for an action of this version that is not as it should be. */
function readAction(json: Readonly<Record<string, unknown>>): RosterAction | null {
  if ("add" in json) {
    const member = readMember({ ...json, id: json.add });
    return member && { kind: "add", member };
  }
  if ("remove" in json) return isDeviceId(json.remove) ? { kind: "remove", id: json.remove } : null;
  if ("rename" in json) {
    return isDeviceId(json.rename) && isName(json.name)
      ? { kind: "rename", id: json.rename, name: json.name }
      : null;
  }
  if ("epoch" in json) {
    return isCount(json.epoch) && isHash(json.boxes)
      ? { kind: "epoch", epoch: json.epoch, boxes: json.boxes }
      : null;
  }
  return { kind: "unknown" };
}

function readMember({ id, sign, box, name }: Readonly<Record<string, unknown>>): Member | null {
  return isDeviceId(id) && isHash(sign) && isHash(box) && isName(name) ? { id, sign, box, name } : null;
}

const isName = (json: unknown): json is string => typeof json === "string" && json.length <= maxNameLength;

/** Null for what is no statement. */
export function parseStatement(json: unknown): Statement | null {
  if (!Array.isArray(json)) return null;
  const [text, signature] = json;
  return typeof text === "string" && typeof signature === "string" ? [text, signature] : null;
}
