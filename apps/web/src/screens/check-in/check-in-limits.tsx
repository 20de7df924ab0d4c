import type { JSX } from "preact";
import { Say } from "../../strings/say.tsx";

const limits = ["leaves", "network", "ahead", "push", "forced", "sees"] as const;

/** What a check-in cannot do, said before it is switched on. */
export function CheckInLimits({ name }: { readonly name: string }): JSX.Element {
  return (
    <>
      <h2>
        <Say id="check-in-limits" />
      </h2>
      <ul class="limits aside">
        {limits.map((limit) => (
          <li key={limit}>
            <Say id={`check-in-limit-${limit}`} values={{ name }} />
          </li>
        ))}
      </ul>
    </>
  );
}
