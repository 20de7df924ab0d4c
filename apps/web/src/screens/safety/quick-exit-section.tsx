import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { quickExitFrom, quickExitSetting } from "../../quick-exit/quick-exit-setting.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";

/** The switch for the quick exit, how it is used, and what it cannot do. */
export function QuickExitSection(): JSX.Element {
  const { session, lock } = useApp();
  const isOn = quickExitFrom(session.settings.value.get(quickExitSetting));
  return (
    <section class="sheet-section">
      <h2>
        <Say id="quick-exit-title" />
      </h2>
      <Toggle isOn={isOn} onToggle={(wanted) => session.keepSetting(quickExitSetting, wanted)}>
        <Say id="quick-exit-switch" />
      </Toggle>
      <p role="status">
        <Say id={isOn ? "quick-exit-on" : "quick-exit-off"} />
      </p>
      {isOn && (
        <>
          <p>
            <Say id="quick-exit-back" />{" "}
            <Say id="quick-exit-lock" values={{ lock: lock.lock.value ? "some" : "none" }} />
          </p>
          <h3 class="field-label">
            <Say id="quick-exit-not" />
          </h3>
          <ul class="limits aside">
            <li>
              <Say id="quick-exit-not-history" />
            </li>
            <li>
              <Say id="quick-exit-not-icon" />
            </li>
            <li>
              <Say id="quick-exit-not-seen" />
            </li>
            <li>
              <Say id="quick-exit-not-fingers" />
            </li>
          </ul>
        </>
      )}
    </section>
  );
}
