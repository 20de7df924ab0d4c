import type { JSX } from "preact";
import { SavedLine } from "../../controls/saved-line.tsx";
import { Say } from "../../strings/say.tsx";
import { BodyLink } from "../body/body-link.tsx";
import { LockSection } from "../lock/lock-section.tsx";
import { MedicationLink } from "../medication/medication-link.tsx";
import { RemindersLink } from "../reminders/reminders-link.tsx";
import { QuickExitSection } from "../safety/quick-exit-section.tsx";
import { SafetyLink } from "../safety/safety-link.tsx";
import { About } from "./about.tsx";
import { BirthYear } from "./birth-year.tsx";
import { DevicesAndBackup } from "./devices-and-backup.tsx";
import { PastForecasts } from "./past-forecasts.tsx";
import { YourData } from "./your-data.tsx";

/** The ways to what changes the pattern of a body, where the diary lies, and what this program is. */
export function MoreScreen(): JSX.Element {
  return (
    <div class="more">
      <header class="screen-head">
        <h1 tabIndex={-1}>
          <Say id="more-title" />
        </h1>
        <SavedLine />
      </header>
      <BodyLink />
      <PastForecasts />
      <BirthYear />
      <YourData />
      <DevicesAndBackup />
      <MedicationLink />
      <RemindersLink />
      <LockSection />
      <QuickExitSection />
      <SafetyLink />
      <About />
    </div>
  );
}
