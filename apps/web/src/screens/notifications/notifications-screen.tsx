import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { readerOf } from "../../reader/reading.ts";
import { Say } from "../../strings/say.tsx";
import { LockScreen } from "./lock-screen.tsx";
import { NoticeSwitch } from "./notice-switch.tsx";

/** Whether, when and with which words this device is notified of what others share. */
export function NotificationsScreen(): JSX.Element {
  const { session, today } = useApp();
  const reader = useMemo(() => readerOf(session, today), [session]);
  const shared = reader.shared.value.filter(({ hasHeadsUp }) => hasHeadsUp);
  return (
    <div class="more">
      <ScreenHead>
        <Say id="notices-title" />
      </ScreenHead>
      {shared.length === 0 && (
        <p>
          <Say id="notices-none" />
        </p>
      )}
      {shared.map((view) => (
        <NoticeSwitch key={view.id} reader={reader} view={view} />
      ))}
      <LockScreen />
    </div>
  );
}
