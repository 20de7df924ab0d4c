import type {
  NoticeDatabase,
  NoticePayload,
  NoticeStore,
  NoticeWords,
  NoticeWordsShown,
} from "../platform/notice-names.ts";

/** A notification to be shown: what `showNotification` takes. */
export interface ShownNotice {
  readonly title: string;
  readonly options: NotificationOptions & { readonly data: TapData };
}

/** What a tap on a notification does; in the browser's own list of notifications until then. */
export interface TapData {
  readonly screen: "today" | "shared";
  /** Words that stand nowhere else, shown once the device was unlocked for them; null for all other notices. */
  readonly words: string | null;
}

/** The same for all, so that there is never more than one and nothing to count. */
const tag = "tidetable";
/** Longest text shown, in characters. Our choice: more does not fit a lock screen, and no owner's words are longer. */
const longestWords = 300;

/**
 * What to show for a push message. Browsers take a subscription away whose messages show nothing, so anything that comes
 * shows something: words only where this installation opted in and the message has some, else the neutral ones.
 */
export function noticeToShow(
  text: string | null,
  areWordsShown: boolean,
  words: NoticeWords,
  languages: readonly string[],
): ShownNotice {
  const payload = parsePayload(text);
  const language = languages.map((one) => one.split("-")[0]!).find((one) => one in words) ?? "en";
  const { title, neutral } = words[language]!;
  const given = payload?.words.trim().slice(0, longestWords) ?? "";
  const own = areWordsShown ? given : "";
  const options = {
    body: own === "" ? neutral : own,
    tag,
    // One that was not looked at is replaced by the next; it is announced all the same.
    renotify: true,
    silent: false,
    data: {
      screen: screenFor(payload),
      // A message that somebody did not answer is in no letter: without this, a neutral notice would be all of it.
      words: payload?.kind === "check-in" && own === "" && given !== "" ? given : null,
    },
  };
  return { title, options };
}

/** What a tapped notification asked for; anything else leads to what is shared. */
export function tapDataFrom(data: unknown): TapData {
  if (typeof data !== "object" || data === null) return { screen: "shared", words: null };
  const { screen, words } = data as Readonly<Record<string, unknown>>;
  return {
    screen: screen === "today" ? "today" : "shared",
    words: typeof words === "string" ? words : null,
  };
}

/** The message, or null where it is none that this version knows. */
function parsePayload(text: string | null): NoticePayload | null {
  try {
    const json: unknown = JSON.parse(text ?? "");
    if (typeof json !== "object" || json === null) return null;
    const { v, kind, words } = json as Readonly<Record<string, unknown>>;
    if (v !== 1 || typeof words !== "string") return null;
    const known = (["heads-up", "nothing", "check-in", "reminder"] as const).find((one) => one === kind);
    return known === undefined ? null : { v, kind: known, words };
  } catch {
    return null;
  }
}

/** Where a tap leads: an owner's own reminder to her day, everything that comes from somebody else to what is shared. */
const screenFor = (payload: NoticePayload | null): "today" | "shared" =>
  payload?.kind === "reminder" ? "today" : "shared";

const databaseName: NoticeDatabase = "tidetable-notices";
const storeName: NoticeStore = "settings";
const wordsShown: NoticeWordsShown = "words-shown";

/** What the page wrote down with platform/notice-settings.ts; false where it wrote nothing, or cannot be asked. */
export async function readWordsShown(databases: IDBFactory): Promise<boolean> {
  try {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = databases.open(databaseName);
      // Not there: the page never wrote it. Nothing is made here.
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    try {
      return await new Promise<boolean>((resolve, reject) => {
        const asked = database.transaction(storeName).objectStore(storeName).get(wordsShown);
        asked.onsuccess = () => resolve(asked.result === true);
        asked.onerror = () => reject(asked.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return false;
  }
}
