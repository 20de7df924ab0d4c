import type { JSX } from "preact";
import { Say } from "../../strings/say.tsx";

/** What the marks of the calendar mean. */
export function Legend(): JSX.Element {
  return (
    <ul class="legend">
      <li>
        <span class="legend-mark mark-recorded" />
        <Say id="legend-recorded" />
      </li>
      <li>
        <span class="legend-mark mark-may-start" />
        <Say id="legend-may-start" />
      </li>
      <li>
        <span class="legend-mark mark-sign" />
        <Say id="legend-sign" />
      </li>
      <li>
        <span class="legend-mark mark-other" />
        <Say id="legend-other" />
      </li>
    </ul>
  );
}
