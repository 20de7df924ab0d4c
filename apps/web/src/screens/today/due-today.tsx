import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../../app-context.ts";

/** What schedules make due today. Loaded where there are any: most diaries have none. */
export function DueToday(): JSX.Element | null {
  const hasSchedules = (useApp().session.diary.value.schedules ?? []).length > 0;
  const loaded = useSignal<{ readonly DueCard: ComponentType } | null>(null);
  useEffect(() => {
    if (!hasSchedules) return;
    import("../medication/due-card.tsx").then(({ DueCard }) => {
      loaded.value = { DueCard };
    });
  }, [hasSchedules]);
  return hasSchedules && loaded.value ? <loaded.value.DueCard /> : null;
}
