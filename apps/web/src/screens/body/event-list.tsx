import { eventKey, type LifeEvent, withoutEvent } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

interface EventListProps<Event extends LifeEvent> {
  readonly events: readonly Event[];
  /** What one of them says, date and all. */
  readonly said: (event: Event) => JSX.Element;
}

/** Dated events, oldest first; each can be removed. */
export function EventList<Event extends LifeEvent>({ events, said }: EventListProps<Event>): JSX.Element {
  const { keeping } = useApp();
  return (
    <ul class="events">
      {events.map((event) => (
        <li class="event" key={eventKey(event)}>
          <span>{said(event)}</span>
          <button
            type="button"
            class="link"
            onClick={() => keeping.keep((before) => withoutEvent(before, event))}
          >
            <Say id="remove" />
          </button>
        </li>
      ))}
    </ul>
  );
}
