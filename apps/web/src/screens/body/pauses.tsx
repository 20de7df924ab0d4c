import { type LifeEvent, withEvent, withoutEvent } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";

type Pause = Extract<LifeEvent, { kind: "pause" }>;

/** Times that say nothing about the cycle: nothing is learned from them, and nothing forecast during them. */
export function Pauses(): JSX.Element {
  const { session, keeping, today, words } = useApp();
  const pauses = session.diary.value.events.filter((event): event is Pause => event.kind === "pause");
  const going = pauses.findLast((pause) => pause.last === null);

  return (
    <section class="sheet-section">
      <h2>
        <Say id="pause-title" />
      </h2>
      <p class="aside">
        <Say id="pause-how" />
      </p>
      {going ? (
        <button
          type="button"
          class="quiet-button"
          onClick={() => keeping.keep((diary) => withEvent(diary, { ...going, last: today.value }))}
        >
          <Say id="pause-end" />
        </button>
      ) : (
        <button
          type="button"
          class="quiet-button"
          onClick={() =>
            keeping.keep((diary) => withEvent(diary, { kind: "pause", date: today.value, last: null }))
          }
        >
          <Say id="pause-begin" />
        </button>
      )}
      <ul class="events">
        {pauses.map((pause) => (
          <li class="event" key={pause.date}>
            <span>
              {pause.last === null ? (
                <Say id="pause-going" values={{ first: words.date(pause.date, "full") }} />
              ) : (
                <Say
                  id="pause-ended"
                  values={{ first: words.date(pause.date, "full"), last: words.date(pause.last, "full") }}
                />
              )}
            </span>
            <button
              type="button"
              class="link"
              onClick={() => keeping.keep((diary) => withoutEvent(diary, pause))}
            >
              <Say id="remove" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
