import type { JSX } from "preact";
import { isLive } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

/** Who is told nothing any more. Taken off the list once nothing is left at the relay. */
export function PastReaders({ sharing }: { readonly sharing: Sharing }): JSX.Element | null {
  const work = useWork();
  const past = (sharing.grants.value ?? []).filter((grant) => !isLive(grant));
  if (past.length === 0) return null;
  return (
    <section class="sheet-section small-print">
      <h2>
        <Say id="people-over" />
      </h2>
      <ul class="events">
        {past.map(({ id, nickname: who, standing, secrets }) => (
          <li class="event" key={id}>
            <span>
              <bdi>{who}</bdi>
              <br />
              <span class="aside">
                <Say id="people-standing" values={{ standing }} />
              </span>
            </span>
            {secrets === null && (
              <button type="button" class="link" onClick={() => work.run(() => sharing.forget(id))}>
                <Say id="people-forget" values={{ who }} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <TroubleLine kind={work.failure.value} />
    </section>
  );
}
