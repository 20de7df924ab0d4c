/** Simulated life of people who share, and what the operator of their relay sees of one act of theirs. */
import { addDays, type CalendarDate, fieldsFromValue, type Scope } from "@tidetable/diary";
import type { Edit } from "@tidetable/sync";
import type { Grant } from "../../apps/web/src/sharing/grants.ts";
import { type OwnerInNode, openOwner } from "../../apps/web/test/sharing/owner-in-node.ts";
import { openOperatorRelay, type SeenRequest, simulatedClock } from "./sharing-operator.ts";
import { makeReader, makeSubscription, type ReaderInNode } from "./sharing-reader.ts";

/** What an owner did: recorded something, or showed somebody less. */
export type Act = "record" | "stop" | "stop-all" | "pause" | "narrow";

/** What was seen of one act, from the first request after it until the next one; the next day's first round may be in it. */
export interface Trace {
  readonly household: number;
  readonly act: Act;
  readonly seen: readonly SeenRequest[];
  /** The letterboxes of those who are shown less now; none for an ordinary evening. */
  readonly concerned: readonly string[];
}

type Random = () => number;

/** Mulberry32: small and repeatable; no secret is drawn with it. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const secondsOfDay = 86_400;
/** 4 March 2027, in seconds. */
const firstDay = Date.UTC(2027, 2, 4) / 1000;
/** People who are told at first; new ones come when nobody is left who could be shown less. */
const readersAtFirst = 2;
/** Acts of a day: more than most people do, so that a proof is done in minutes. */
const actsOfADay = 4;

const dayEdits = (date: CalendarDate, value: Readonly<Record<string, unknown>>): readonly Edit[] =>
  [...fieldsFromValue(`day/${date}`, value)].map(([field, content]) => ({
    record: `day/${date}`,
    field,
    value: content,
  }));

/** Eight cycles of about four weeks, so that there is a forecast to share. */
export function pastEdits(today: CalendarDate): readonly Edit[] {
  const edits: Edit[] = [];
  for (let cycle = 1; cycle <= 8; cycle++) {
    const start = addDays(today, -28 * cycle + 16 + (cycle % 3));
    for (const [day, bleeding] of ["medium", "heavy", "medium", "light"].entries())
      edits.push(...dayEdits(addDays(start, day), { bleeding, ...(day === 0 ? { periodStart: true } : {}) }));
  }
  return edits;
}

/**
 * Something ordinary: one tap, several fields, or a line of a note besides. Shares are our choice. `place` counts what is
 * done, so that nothing is said twice on one day: it would not be sent.
 */
function ordinaryEdits(today: CalendarDate, place: number, random: Random): readonly Edit[] {
  const level = 1 + (place % 5);
  const kind = random();
  if (kind < 0.5) return dayEdits(today, { mood: level });
  if (kind < 0.8)
    return dayEdits(today, { mood: level, energy: 1 + (level % 3), symptoms: { cramps: 1, headache: 2 } });
  return dayEdits(today, {
    pain: level,
    note: "slept badly, long walk, better in the evening ".repeat(level),
  });
}

/** Everything but the care words and the heads-up, so that there is something to take away. */
export const wideScope = (called: string, today: CalendarDate): Scope => ({
  called,
  first: today,
  last: addDays(today, 120),
  headsUp: { days: 3, words: "The next days may be harder. A quiet evening helps most." },
  nextStart: "band",
  bleeding: "estimate",
  plans: [],
  today: true,
  care: ["helps", "brings"],
  pastStarts: false,
});

/** One step less than it was; null where nothing is left to take. */
function lessThan(scope: Scope): Scope | null {
  if (scope.bleeding !== null) return { ...scope, bleeding: null };
  if (scope.nextStart === "band") return { ...scope, nextStart: "week" };
  if (scope.today) return { ...scope, today: false };
  if (scope.nextStart !== null) return { ...scope, nextStart: null };
  return null;
}

/** So many traces of one household; the seed's coin says which are of an act that shows somebody less. */
export async function tracesOfHousehold(
  household: number,
  seed: number,
  count: number,
): Promise<readonly Trace[]> {
  const random = randomFrom(seed * 100_003 + household);
  const clock = simulatedClock(firstDay * 1000);
  const relay = await openOperatorRelay("relay.example", clock);
  try {
    const seconds = () => clock.now() / 1000;
    const pass = (more: number) => clock.goTo(clock.now() + more * 1000);
    const owner = await openOwner(relay.origin, () => relay.transport, seconds, pass);
    await owner.record(pastEdits(owner.today()));
    const readers: ReaderInNode[] = [];
    const letIn = async (): Promise<void> => {
      const reader = await makeReader(() => relay.transport, seconds);
      const id = await owner.letIn(`Reader ${readers.length}`, wideScope("Rike", owner.today()), reader.key);
      const wantsNotices = readers.length % 2 === 0;
      await reader.accept(grantOf(owner, id), relay.origin, {
        kind: "accepted",
        push: wantsNotices ? await makeSubscription() : null,
        rhythm: wantsNotices ? { kind: "weekly", weekday: 5, hour: 17 } : null,
      });
      readers.push(reader);
      await owner.open();
    };
    for (let reader = 0; reader < readersAtFirst; reader++) await letIn();

    const traces: Trace[] = [];
    for (let place = 0; traces.length < count; place++) {
      const day = 1 + Math.floor(place / actsOfADay);
      const hour = 7 + 4 * (place % actsOfADay);
      clock.goTo((firstDay + (day + (hour + random()) / 24) * secondsOfDay) * 1000);
      // The app is opened, and a little later its owner does something.
      await owner.open();
      const before = traces.at(-1);
      if (before) {
        const seen = [...before.seen, ...overNetwork(relay.seen, random)];
        traces[traces.length - 1] = { ...before, seen };
      }
      await keepSomebody(owner, letIn);
      pass(5 + random() * 60);
      relay.forget();
      const done = await doSomething(owner, place, random);
      pass(600 + 3_000 * random());
      await readers[Math.floor(random() * readers.length)]!.open();
      traces.push({ household, ...done, seen: overNetwork(relay.seen, random) });
      relay.forget();
    }
    return traces;
  } finally {
    await relay.close();
  }
}

/** Milliseconds there and back in a home's own wireless network, the nearest that an operator is. Our choice. */
const wayMilliseconds = 4;

/**
 * The same requests as they come over a network: each waits for the answer to the one before it, which takes its way there
 * and back, often half as long or twice.
 */
function overNetwork(seen: readonly SeenRequest[], random: Random): readonly SeenRequest[] {
  let later = 0;
  return seen.map((request) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    later += wayMilliseconds * Math.exp(0.5 * normal);
    return { ...request, at: request.at + later };
  });
}

const grantsOf = (owner: OwnerInNode): readonly Grant[] => owner.sharing.grants.peek() ?? [];

function grantOf(owner: OwnerInNode, id: string): Grant {
  const grant = grantsOf(owner).find((one) => one.id === id);
  if (grant === undefined) throw new Error("the grant should be there");
  return grant;
}

/** A coin: an ordinary evening, or one of the acts that show somebody less. */
async function doSomething(
  owner: OwnerInNode,
  place: number,
  random: Random,
): Promise<Pick<Trace, "act" | "concerned">> {
  const isLess = random() < 0.5;
  const open = grantsOf(owner).filter(({ standing }) => standing === "open");
  const grant = open[Math.floor(random() * open.length)];
  if (!isLess || grant?.scope == null) {
    await owner.record(ordinaryEdits(owner.today(), place, random));
    await owner.stay(60);
    return { act: "record", concerned: [] };
  }
  const act = actFor(grant.scope, random());
  const refused = await showLess(owner, grant, act);
  if (refused !== null) throw new Error(`${act} should be kept, got ${refused}`);
  await owner.stay(60);
  return { act, concerned: act === "stop-all" ? open.map(({ id }) => id) : [grant.id] };
}

/** Somebody has to be there who can be shown less: whoever was paused is not any more, or somebody new comes. */
async function keepSomebody(owner: OwnerInNode, letIn: () => Promise<void>): Promise<void> {
  const grants = grantsOf(owner);
  if (grants.some(({ standing }) => standing === "open")) return;
  const paused = grants.find(({ standing }) => standing === "paused");
  if (paused) await owner.sharing.resume(paused);
  else await letIn();
}

/** Shares are our choice; where nothing is left to narrow, it is a pause. */
function actFor(scope: Scope, draw: number): Exclude<Act, "record"> {
  if (draw < 0.05) return "stop-all";
  if (draw < 0.3) return "stop";
  return draw < 0.65 || lessThan(scope) === null ? "pause" : "narrow";
}

function showLess(
  { sharing }: OwnerInNode,
  grant: Grant,
  act: Exclude<Act, "record">,
): Promise<string | null> {
  if (act === "stop-all") return sharing.stopAll();
  if (act === "stop") return sharing.end(grant);
  if (act === "pause") return sharing.pause(grant);
  return sharing.showLess(grant, lessThan(grant.scope!)!);
}
