import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { type Grant, isLive } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";

interface LeftLinesProps {
  readonly sharing: Sharing;
  readonly grant: Grant;
}

/** When something was last left at the relay, and which heads-up could not be. Whether it was read is nobody's business. */
export function LeftLines({ sharing, grant }: LeftLinesProps): JSX.Element {
  const { words } = useApp();
  const { date = null, trouble = null, missed = null } = sharing.sent.value.readers[grant.id] ?? {};
  const { reply, scope } = grant;
  const takesNone = reply?.reply.kind === "accepted" && reply.reply.push === null;
  return (
    <>
      <p class="aside">
        {date === null ? (
          <Say id="person-not-left" />
        ) : (
          <Say id="person-left-on" values={{ date: words.date(date, "long") }} />
        )}
      </p>
      {trouble !== null && isLive(grant) && (
        <p class="notice" role="alert">
          <Say
            id="person-heads-up-trouble"
            values={{
              kind: trouble,
              known: missed === null ? "no" : "yes",
              date: missed === null ? "" : words.date(missed, "long"),
            }}
          />
        </p>
      )}
      {takesNone && scope?.headsUp && isLive(grant) && (
        <p class="aside">
          <Say id="person-no-notices" />
        </p>
      )}
    </>
  );
}
