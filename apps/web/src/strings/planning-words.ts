import calendarWords from "@tidetable/diary/strings/calendar.en.ftl?raw";
import planWords from "@tidetable/diary/strings/plan.en.ftl?raw";
import planningWords from "./later/planning.en.ftl?raw";
import type { Words } from "./words.ts";

/** Adds what the screens about plans, calendar files and rotas say; once, however often they are opened. */
export function addPlanningWords(words: Words): void {
  for (const [id, source] of [
    ["planner-title", planningWords],
    ["plan-odds", planWords],
    ["calendar-refused-empty", calendarWords],
  ] as const) {
    if (!words.has(id)) words.add(source);
  }
}
