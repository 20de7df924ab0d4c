import { createWords, type Words } from "./words.ts";

/** The languages the app speaks; each is a chunk of its own, and one is loaded. */
const sourcesByLanguage: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  en: async () => {
    const [app, forecast] = await Promise.all([
      import("./en.ftl?raw"),
      import("@tidetable/diary/strings/forecast.en.ftl?raw"),
    ]);
    return [app.default, forecast.default];
  },
};
const fallbackLanguage = "en";

/** The words a reader of these languages, most wanted first, gets. */
export async function loadWords(wanted: readonly string[]): Promise<Words> {
  const language =
    wanted.map((tag) => new Intl.Locale(tag).language).find((tag) => tag in sourcesByLanguage) ??
    fallbackLanguage;
  const sources = await sourcesByLanguage[language]!();
  return createWords(language, localeOf(language, wanted), sources);
}

/**
 * Dates in the language of the words around them and as the reader's region writes them.
 *
 * The calendar is the Gregorian one throughout, because that is what the month grid shows; some regions' default is
 * another.
 */
function localeOf(language: string, wanted: readonly string[]): string {
  const region = wanted[0] === undefined ? undefined : new Intl.Locale(wanted[0]).maximize().region;
  return new Intl.Locale(language, { ...(region ? { region } : {}), calendar: "gregory" }).toString();
}
