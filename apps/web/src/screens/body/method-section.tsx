import { type CalendarDate, type Diary, type LifeEvent, methodOn, patternOn } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { Say } from "../../strings/say.tsx";
import { EventList } from "./event-list.tsx";
import { MethodForm } from "./method-form.tsx";
import { StopMethod } from "./stop-method.tsx";
import { whatItDoes } from "./what-it-does.ts";

type MethodEvent = Extract<LifeEvent, { kind: "method" }>;

/** What is used against a pregnancy, or taken as hormones: what holds now, what it does to forecasts, and every start and stop. */
export function MethodSection(): JSX.Element {
  const { session, today, words, navigation } = useApp();
  const { events } = session.diary.value;
  const changes = events.filter((event): event is MethodEvent => event.kind === "method");
  const span = methodOn(events, today.value);

  return (
    <section class="sheet-section">
      <h2>
        <Say id="method-title" />
      </h2>
      {span && (
        <p>
          <Say id="method-holds" values={{ method: span.method, date: words.date(span.first, "full") }} />
        </p>
      )}
      <p class="aside">
        <Say
          id="method-does"
          values={{ what: whatItDoes(span, isAfterHormones(session.diary.value, today.value)) }}
        />
      </p>
      {span?.pack && span.pack.breakDays > 0 && (
        <button type="button" class="link" onClick={() => navigation.go("medication")}>
          <Say id="method-remind" />
        </button>
      )}
      <MethodForm />
      {span && <StopMethod key={span.first} />}
      <EventList
        events={changes}
        said={({ method, pack, date }) => (
          <Say
            id={pack ? "method-event-pack" : "method-event"}
            values={{
              method,
              date: words.date(date, "full"),
              active: pack?.activeDays ?? 0,
              pause: pack?.breakDays ?? 0,
            }}
          />
        )}
      />
    </section>
  );
}

const isAfterHormones = (diary: Diary, today: CalendarDate): boolean =>
  patternOn(diary.events, today) === "after-hormones";
