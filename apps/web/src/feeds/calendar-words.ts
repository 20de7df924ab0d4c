import { sentenceOfTitle, type TitleStyle } from "@tidetable/diary/calendar/out";
import type { Words } from "../strings/words.ts";
import type { CalendarWords } from "./feed-text.ts";

/** What a calendar and its entries are called here; the words are loaded when they are first needed. */
export async function sayCalendar(words: Words, style: TitleStyle): Promise<CalendarWords> {
  if (!words.has("calendar-name-neutral")) {
    const { default: source } = await import("@tidetable/diary/strings/calendar.en.ftl?raw");
    // Asked again: a screen may have added them meanwhile.
    if (!words.has("calendar-name-neutral")) words.add(source);
  }
  const title = (kind: Parameters<typeof sentenceOfTitle>[0]): string =>
    words.saySentence(sentenceOfTitle(kind, style));
  return {
    name: words.say(`calendar-name-${style}`),
    titles: {
      ready: title("ready"),
      plan: title("plan"),
      dose: title("dose"),
      order: title("order"),
      "pick-up": title("pick-up"),
    },
  };
}
