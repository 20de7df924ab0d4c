import type { JSX } from "preact";
import { SavedLine } from "../../controls/saved-line.tsx";
import { Say } from "../../strings/say.tsx";
import { LockSection } from "../lock/lock-section.tsx";
import { RemindersLink } from "../reminders/reminders-link.tsx";
import { QuickExitSection } from "../safety/quick-exit-section.tsx";
import { SafetyLink } from "../safety/safety-link.tsx";
import { About } from "./about.tsx";
import { BirthYear } from "./birth-year.tsx";
import { DevicesAndBackup } from "./devices-and-backup.tsx";
import { LeftOutCycles } from "./left-out-cycles.tsx";
import { PastForecasts } from "./past-forecasts.tsx";
import { PatternChoice } from "./pattern-choice.tsx";
import { Pauses } from "./pauses.tsx";
import { YourData } from "./your-data.tsx";

/** What changes the pattern of a body, where the diary lies, and what this program is. */
export function MoreScreen(): JSX.Element {
  return (
    <div class="more">
      <header class="screen-head">
        <h1 tabIndex={-1}>
          <Say id="more-title" />
        </h1>
        <SavedLine />
      </header>
      <PatternChoice />
      <Pauses />
      <LeftOutCycles />
      <PastForecasts />
      <BirthYear />
      <YourData />
      <DevicesAndBackup />
      <RemindersLink />
      <LockSection />
      <QuickExitSection />
      <SafetyLink />
      <About />
    </div>
  );
}
