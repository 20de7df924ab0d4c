import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import type { Grant } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { ScopeLines } from "../person/scope-lines.tsx";

interface ReaderCardProps {
  readonly sharing: Sharing;
  readonly grant: Grant;
}

/** One person: what she or he sees, until when, and when something was last left there. */
export function ReaderCard({ sharing, grant }: ReaderCardProps): JSX.Element {
  const { navigation, words } = useApp();
  const { id, nickname: who, scope, standing } = grant;
  const date = sharing.sent.value.readers[id]?.date ?? null;
  return (
    <article class="person-card">
      <header class="person-card-head">
        <h2>
          <bdi>{who}</bdi>
        </h2>
        {scope && (
          <span class="aside">
            <Say id="people-until" values={{ date: words.date(scope.last, "weekday-day-month-year") }} />
          </span>
        )}
      </header>
      <p class="aside">
        <Say id="people-standing" values={{ standing }} />
      </p>
      {scope && standing !== "unreadable" && <ScopeLines scope={scope} />}
      <p class="aside">
        {date === null ? (
          <Say id="people-not-sent" values={{ who }} />
        ) : (
          <Say id="people-sent" values={{ who, date: words.date(date, "long") }} />
        )}
      </p>
      <button type="button" class="quiet-button" onClick={() => navigation.openPerson(id)}>
        <Say id="people-open" values={{ who }} />
      </button>
    </article>
  );
}
