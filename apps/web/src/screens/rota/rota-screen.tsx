import { useSignal } from "@preact/signals";
import { rotaFromEvents, type Sentence } from "@tidetable/diary";
import { parseRotaCsv, sentenceOfNotARota } from "@tidetable/diary/exchange";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import type { ReadFile } from "../../calendars/calendar-question.ts";
import { openCalendarFile } from "../../calendars/reading-files.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { addPlanningWords } from "../../strings/planning-words.ts";
import { Say, SaySentence } from "../../strings/say.tsx";
import type { Words } from "../../strings/words.ts";
import { type OpenedRota, RotaAnswerView } from "./rota-answer.tsx";

type Shown =
  | { readonly kind: "nothing" | "too-large" | "too-slow" | "not-opened" }
  | { readonly kind: "refused"; readonly line: number | null; readonly why: Sentence }
  | { readonly kind: "rota"; readonly opened: OpenedRota }
  /** A calendar says no names by itself: they are asked for. */
  | { readonly kind: "calendar"; readonly file: ReadFile };

/** A duty rota from a file: who is who, how likely bleeding is on whose duty, and the one swap that lowers the worst of it. Nothing of it is kept. */
export function RotaScreen(): JSX.Element {
  const { today, words } = useApp();
  addPlanningWords(words);
  const shown = useSignal<Shown>({ kind: "nothing" });
  const names = useSignal("");
  const [fileId, namesId] = [useId(), useId()];

  const read = async (file: File | undefined) => {
    if (file) shown.value = await shownOf(file, () => openCalendarFile(file, today.value));
  };
  const state = shown.value;
  const opened =
    state.kind === "rota"
      ? state.opened
      : state.kind === "calendar"
        ? fromCalendar(state.file, names.value, words)
        : null;

  return (
    <div class="more plan">
      <ScreenHead>
        <Say id="planner-rota-title" />
      </ScreenHead>
      <section class="sheet-section plan-calendars">
        <p>
          <Say id="planner-rota-how" />
        </p>
        <label class="file-button" for={fileId}>
          <Say id={opened ? "calfile-pick-more" : "planner-rota-pick"} />
          <input
            id={fileId}
            type="file"
            accept=".csv,.ics,text/csv,text/calendar"
            autocomplete="off"
            onChange={(event) => {
              const input = event.currentTarget;
              read(input.files?.[0]).finally(() => {
                input.value = "";
              });
            }}
          />
        </label>
        <p class="aside">
          <Say id="planner-rota-kept" />
        </p>
        <div role="status">
          {state.kind === "refused" && (
            <p class="notice failure">
              {state.line !== null && (
                <>
                  <Say id="planner-rota-line" values={{ line: String(state.line) }} />{" "}
                </>
              )}
              <SaySentence sentence={state.why} />
            </p>
          )}
          {(state.kind === "too-large" || state.kind === "too-slow" || state.kind === "not-opened") && (
            <p class="notice failure">
              <Say id="calfile-refused" values={{ kind: state.kind }} />
            </p>
          )}
        </div>
        {state.kind === "calendar" && (
          <div class="field">
            <label class="field-label" for={namesId}>
              <Say id="planner-rota-names" />
            </label>
            <input
              id={namesId}
              type="text"
              class="wide-input"
              autocomplete="off"
              value={names.value}
              onInput={(event) => {
                names.value = event.currentTarget.value;
              }}
            />
          </div>
        )}
      </section>
      {opened && <RotaAnswerView opened={opened} />}
    </div>
  );
}

/** Names of one field, between commas. Our choice of how many: more stand in no rota that is swapped by hand. */
const mostNames = 40;

function fromCalendar(file: ReadFile, typed: string, words: Words): OpenedRota {
  const names = typed
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .slice(0, mostNames);
  const { duties, isCut } = rotaFromEvents(
    file.events,
    names.length > 0 ? names : [words.say("planner-rota-me")],
  );
  return { rota: { duties }, isCut };
}

async function shownOf(file: File, openCalendar: () => ReturnType<typeof openCalendarFile>): Promise<Shown> {
  if (/\.ics$/i.test(file.name) || (file.type === "text/calendar" && !/\.csv$/i.test(file.name))) {
    const opened = await openCalendar();
    if (opened.kind === "read") return { kind: "calendar", file: opened.file };
    return opened.kind === "refused"
      ? { kind: "refused", line: null, why: opened.why }
      : { kind: opened.kind };
  }
  try {
    const parsed = parseRotaCsv(new Uint8Array(await file.arrayBuffer()));
    if (parsed.ok) return { kind: "rota", opened: { rota: parsed.value, isCut: false } };
    const { error } = parsed;
    return { kind: "refused", line: "line" in error ? error.line : null, why: sentenceOfNotARota(error) };
  } catch {
    // The file was moved or changed since it was picked, or the device does not give it out.
    return { kind: "not-opened" };
  }
}
