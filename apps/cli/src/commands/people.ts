import {
  aheadForReaders,
  type CalendarDate,
  createForecaster,
  type Diary,
  type Face,
  faceOn,
  plansForReaders,
  project,
  type Scope,
} from "@tidetable/diary";
import { importDiary } from "@tidetable/diary/exchange";
import { diaryInBackup, type OpenedBackup, openBackupWithWords } from "../diary-backup.ts";
import { sayNotReadable, sayUnread } from "../diary-file.ts";
import { type Feed, readFeeds } from "../feeds.ts";
import { careWordsIn, type Grant, readGrants } from "../grants.ts";
import { openBackupFile } from "../open-backup.ts";
import { type SeenGrant, viewPeople } from "../people-view.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Lists who may see what, from a diary's backup, and what each of them sees on a day. */
export async function people(
  input: { readonly path: string; readonly today: CalendarDate | null; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const { path } = input;
  const { words } = world;
  const today = input.today ?? world.today();
  const found = await openBackupFile(path, world);
  if (found === null) return exitCodes.failure;
  found.file.close();
  if (found.kind !== "diary-backup") return tellOther(path, found.kind, world);
  const opened = await openBackupWithWords(path, world);
  if (!opened.ok) return opened.exit;
  const { diary } = diaryInBackup(opened.value);
  const { devices } = opened.value;
  const feeds = readFeeds(opened.value, today);
  const seen = await seenGrants(opened.value, diary, today);
  const order = new Intl.Collator(words.locale);
  const grants = seen.toSorted(
    (a, b) =>
      Number(a.nickname === null) - Number(b.nickname === null) ||
      order.compare(a.nickname ?? "", b.nickname ?? ""),
  );
  const leftOut = [...diary.entryByDate.keys()].filter((date) => date > today).length;
  if (leftOut > 0) world.stderr(`${words.say("forecast-left-out", { days: leftOut, today })}\n`);
  world.stdout(
    input.json
      ? `${JSON.stringify(jsonFromPeople(today, grants, feeds, devices))}\n`
      : viewPeople({ path, today, grants, feeds, devices }, world),
  );
  return exitCodes.ok;
}

/** Every grant, and what its person sees. */
async function seenGrants(
  opened: OpenedBackup,
  diary: Diary,
  today: CalendarDate,
): Promise<readonly SeenGrant[]> {
  const forecaster = createForecaster();
  const { answer: forecast } = aheadForReaders(diary, today, forecaster);
  const plans = plansForReaders(diary, today, forecaster);
  const care = careWordsIn(opened);
  const seesNow = ({ state, scope, told }: Grant): Face => {
    const isShared = state === "in-force" && scope !== null;
    const projection = isShared ? project({ diary, forecast, scope, today, care, told, plans }) : null;
    return faceOn(projection, today, 0);
  };
  const grants = await readGrants(opened, today);
  return grants.map((grant) => ({ ...grant, face: seesNow(grant) }));
}

/**
 * Schema tidetable.people/1, by nickname, those without one last. `sees` is null where the screen shows that there is
 * nothing; no key, no signature and no feed's address is in it.
 */
function jsonFromPeople(
  today: CalendarDate,
  grants: readonly SeenGrant[],
  feeds: readonly Feed[],
  devices: readonly string[],
) {
  return {
    schema: "tidetable.people/1",
    today,
    people: grants.map(({ nickname, state, scope, face }) => ({
      nickname,
      called: scope?.called ?? null,
      state,
      first: scope?.first ?? null,
      last: scope?.last ?? null,
      shares: scope === null ? [] : sharesOf(scope),
      sees: face.kind === "nothing" ? null : face,
    })),
    feeds: feeds.map(({ name, state, last, what, titles }) => ({ name, state, last, shares: what, titles })),
    devices: devices.map((name) => ({ name })),
  };
}

/** What a scope shares and how finely, a kind each, in the order that screens have. */
function sharesOf(scope: Scope) {
  const { headsUp, nextStart, bleeding, plans, today, care, pastStarts } = scope;
  return [
    ...(headsUp ? [{ kind: "heads-up", days: headsUp.days, words: headsUp.words }] : []),
    ...(nextStart ? [{ kind: "next-start", as: nextStart }] : []),
    ...(bleeding ? [{ kind: "bleeding", as: bleeding }] : []),
    ...(plans.length > 0 ? [{ kind: "plans", names: plans }] : []),
    ...(today ? [{ kind: "today" }] : []),
    ...(care.length > 0 ? [{ kind: "care", what: care }] : []),
    ...(pastStarts ? [{ kind: "past-starts" }] : []),
  ];
}

/** What is no diary's backup has no grants that could be read; why, and what would have. */
async function tellOther(
  path: string,
  kind: "relay-backup" | "later-version" | "something-else",
  world: World,
): Promise<ExitCode> {
  const { words } = world;
  const tell = (sentence: string, exit: ExitCode): ExitCode => {
    world.stderr(`${sentence}\n`);
    return exit;
  };
  if (kind === "relay-backup")
    return tell(words.say("people-relay-backup", { file: path }), exitCodes.failure);
  if (kind === "later-version")
    return tell(words.say("backup-later-version", { file: path }), exitCodes.failure);
  const bytes = await world.readFile(path);
  if (!bytes.ok) return tell(sayUnread(path, bytes.error, words), exitCodes.failure);
  const imported = importDiary(bytes.value, { latest: world.today() });
  return imported.ok
    ? tell(words.say("people-no-grants-here", { file: path }), exitCodes.notEnoughData)
    : tell(sayNotReadable(path, imported.error, words), exitCodes.failure);
}
