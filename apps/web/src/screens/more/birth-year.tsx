import { useSignal } from "@preact/signals";
import { isBirthYear } from "@tidetable/diary";
import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { useTyped } from "../../controls/use-typed.ts";
import { Say } from "../../strings/say.tsx";

/** The year of birth, if its owner wants the forecast to know her age. */
export function BirthYear(): JSX.Element {
  const { session, keeping, today } = useApp();
  const fieldId = useId();
  const isRefused = useSignal(false);
  const typed = useTyped(session.diary.value.birthYear?.toString() ?? "", (text) => {
    const year = text.trim() === "" ? undefined : Number(text);
    isRefused.value = year !== undefined && !(isBirthYear(year) && year <= Number(today.value.slice(0, 4)));
    if (isRefused.value) return;
    keeping.keep(({ birthYear: _before, ...diary }) =>
      year === undefined ? diary : { ...diary, birthYear: year },
    );
  });

  return (
    <section class="sheet-section">
      <h2>
        <label for={fieldId}>
          <Say id="birth-year-title" />
        </label>
      </h2>
      <input
        id={fieldId}
        type="text"
        inputMode="numeric"
        autocomplete="off"
        class="short-input"
        maxLength={4}
        aria-invalid={isRefused.value}
        value={typed.text.value}
        onInput={(event) => typed.type(event.currentTarget.value)}
        onBlur={typed.finish}
      />
      <p class="aside" role={isRefused.value ? "alert" : undefined}>
        <Say id={isRefused.value ? "birth-year-refused" : "birth-year-why"} />
      </p>
    </section>
  );
}
