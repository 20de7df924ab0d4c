import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { checkInFrom } from "../../check-in/editing.ts";
import { getsNotices } from "../../check-in/readers.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { useSharing } from "../../sharing/use-sharing.ts";
import { Say } from "../../strings/say.tsx";
import { CheckInForm } from "./check-in-form.tsx";
import { CheckInNow } from "./check-in-now.tsx";

/** A question to oneself, and who hears of it where it is not answered: off until it was filled in and switched on. */
export function CheckInScreen(): JSX.Element {
  const { navigation } = useApp();
  const sharing = useSharing();
  const grants = sharing?.grants.value ?? null;
  const checkIn = checkInFrom(sharing?.records.value.get("check-in"));
  const readers = grants?.filter(getsNotices) ?? [];
  return (
    <div class="more">
      <ScreenHead>
        <Say id="check-in-title" />
      </ScreenHead>
      <p>
        <Say id="check-in-what" />
      </p>
      {sharing && checkIn && <CheckInNow sharing={sharing} checkIn={checkIn} />}
      {sharing && !checkIn && (
        <p role="status">
          <Say id="check-in-off" />
        </p>
      )}
      {sharing && readers.length > 0 && (
        <CheckInForm
          key={checkIn?.dates.join() ?? "new"}
          sharing={sharing}
          readers={readers}
          before={checkIn}
        />
      )}
      {grants && readers.length === 0 && (
        <section class="sheet-section">
          <p class="notice">
            <Say id="check-in-nobody" />
          </p>
          <button type="button" class="quiet-button" onClick={() => navigation.go("people")}>
            <Say id="check-in-nobody-open" />
          </button>
        </section>
      )}
    </div>
  );
}
