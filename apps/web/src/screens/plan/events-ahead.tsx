import { daysBetween, longestPlan } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { eventsAhead, type KeptCalendar } from "../../calendars/stored-calendar.ts";
import { Chip } from "../../controls/chip.tsx";
import type { Asked } from "../../planning/question.ts";
import { Say } from "../../strings/say.tsx";

/** Days ahead whose entries are offered, and how many of them. Our choice: half a year, two or three rows. */
const daysAhead = 183;
const mostOffered = 8;

interface EventsAheadProps {
  readonly calendars: readonly KeptCalendar[];
  readonly asked: Asked;
  readonly onPick: (changes: Partial<Asked>) => void;
}

/** Entries of calendar files that a question may be about, so that nothing has to be typed twice. */
export function EventsAhead({ calendars, asked, onPick }: EventsAheadProps): JSX.Element | null {
  const { today } = useApp();
  const events = eventsAhead(calendars, today.value, daysAhead, mostOffered);
  if (events.length === 0) return null;
  return (
    <div class="choice">
      <span class="choice-label">
        <Say id="planner-from-calendar" />
      </span>
      <div class="chips">
        {events.map(({ first, last, title }) => (
          <Chip
            key={title}
            isOn={asked.name === title && asked.from === first}
            onToggle={() =>
              onPick({
                from: first,
                days: Math.min(longestPlan, daysBetween(first, last) + 1),
                name: title,
              })
            }
          >
            <bdi>{title}</bdi>
          </Chip>
        ))}
      </div>
    </div>
  );
}
