import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app-context.ts";
import { Say } from "../strings/say.tsx";
import { type LeaveChannel, leave, openLeaveChannel } from "./leave.ts";
import { quickExitFrom, quickExitSetting } from "./quick-exit-setting.ts";
import { watchForSigns } from "./watch-for-signs.ts";

/** The way out in a fixed place, and the signs that do the same; nothing while its owner has not switched it on. */
export function QuickExitButton(): JSX.Element | null {
  const { session, words } = useApp();
  const isOn = quickExitFrom(session.settings.value.get(quickExitSetting));
  const channel = useRef<LeaveChannel | null>(null);

  const leaveHere = () => leave(words.say("quick-exit-neutral"));
  const leaveEverywhere = () => {
    channel.current?.tell();
    leaveHere();
  };
  useEffect(() => {
    if (!isOn) return;
    const opened = openLeaveChannel(leaveHere);
    channel.current = opened;
    const stopWatching = watchForSigns(leaveEverywhere);
    return () => {
      stopWatching();
      opened.close();
    };
  }, [isOn]);

  return isOn ? (
    <button type="button" class="quick-exit" onClick={leaveEverywhere}>
      <Say id="quick-exit-leave" />
    </button>
  ) : null;
}
