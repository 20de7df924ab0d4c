import type { CalendarDate } from "@tidetable/diary";
import { useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { readerOf } from "../../reader/reading.ts";
import { sharedNamesIn } from "../../reader/shared-names.ts";

/** Somebody who shares with this device when her next period may start, as twenty dates. */
interface SharedStarts {
  readonly id: string;
  readonly called: string;
  readonly dots: readonly CalendarDate[];
}

/** Whose dates there are at this moment, from the very cards that this device shows of them. Nothing is asked of anybody. */
export function useSharedStarts(): readonly SharedStarts[] {
  const { session, today } = useApp();
  const hasAny = sharedNamesIn(session.settings.value).length > 0;
  const reader = useMemo(() => (hasAny ? readerOf(session, today) : null), [session, hasAny]);
  return (reader?.shared.value ?? []).flatMap(({ id, called, face }) =>
    face?.kind === "card" && face.nextStart?.kind === "distribution"
      ? [{ id, called, dots: face.nextStart.dots }]
      : [],
  );
}
