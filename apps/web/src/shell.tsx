import { useSignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useApp } from "./app-context.ts";
import type { Screen } from "./navigation.ts";
import { QuickExitButton } from "./quick-exit/quick-exit-button.tsx";
import { CalendarScreen } from "./screens/calendar/calendar-screen.tsx";
import { DayScreen } from "./screens/day/day-screen.tsx";
import { TodayScreen } from "./screens/today/today-screen.tsx";
import { WelcomeScreen } from "./screens/welcome/welcome-screen.tsx";
import { Say } from "./strings/say.tsx";

/** Screens of somebody who keeps no diary here: only others share something with her. */
const readerScreens: readonly Screen[] = ["accept", "shared", "notifications"];
const places = ["today", "calendar", "plan", "people", "more"] as const;

/** The screen that is open, the way to the others, and the one voice that says what became of an edit. */
export function Shell(): JSX.Element {
  const { session, keeping, navigation } = useApp();
  const main = useRef<HTMLElement>(null);
  const isWelcoming = useSignal(session.diary.peek().entryByDate.size === 0);
  const screen = navigation.screen.value;
  // Whoever went on from the first question with something in the diary has answered it.
  if (screen !== "today" && session.diary.value.entryByDate.size > 0) isWelcoming.value = false;
  const isWelcome = screen === "today" && isWelcoming.value;
  const isReading = session.diary.value.entryByDate.size === 0 && readerScreens.includes(screen);

  const readFromTop = useCallback(() => {
    if (navigation.previous.peek() === null) return;
    if (document.activeElement === document.body) {
      main.current?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, []);
  // A new screen is read from its top, unless it has put the focus somewhere itself, as the calendar does.
  useLayoutEffect(readFromTop, [screen, isWelcome]);

  return (
    <>
      <main ref={main} class={isWelcome ? "is-welcome" : undefined}>
        <FailureNotice />
        {isWelcome ? (
          <WelcomeScreen
            onDone={() => {
              isWelcoming.value = false;
            }}
          />
        ) : (
          <OpenScreen screen={screen} onLoaded={readFromTop} />
        )}
      </main>
      {!isWelcome && !isReading && <Places />}
      <p class="unseen" role="status" aria-live="polite">
        {keeping.said.value}
      </p>
    </>
  );
}

interface OpenScreenProps {
  readonly screen: Screen;
  /** A screen that came later than its address is there now. */
  readonly onLoaded: () => void;
}

function OpenScreen({ screen, onLoaded }: OpenScreenProps): JSX.Element {
  switch (screen) {
    case "today":
      return <TodayScreen />;
    case "calendar":
      return <CalendarScreen />;
    case "day":
      return <DayScreen />;
    case "plan":
      return <LazyScreen key={screen} load={loadPlanScreen} onLoaded={onLoaded} />;
    case "rota":
      return <LazyScreen key={screen} load={loadRotaScreen} onLoaded={onLoaded} />;
    case "more":
      return <LazyScreen key={screen} load={loadMoreScreen} onLoaded={onLoaded} />;
    case "import":
      return <LazyScreen key={screen} load={loadImportScreen} onLoaded={onLoaded} />;
    case "why":
      return <LazyScreen key={screen} load={loadWhyScreen} onLoaded={onLoaded} />;
    case "record":
      return <LazyScreen key={screen} load={loadRecordScreen} onLoaded={onLoaded} />;
    case "devices":
      return <LazyScreen key={screen} load={loadDevicesScreen} onLoaded={onLoaded} />;
    case "pairing":
      return <LazyScreen key={screen} load={loadPairingScreen} onLoaded={onLoaded} />;
    case "recovery":
      return <LazyScreen key={screen} load={loadRecoveryScreen} onLoaded={onLoaded} />;
    case "restore":
      return <LazyScreen key={screen} load={loadRestoreScreen} onLoaded={onLoaded} />;
    case "erase":
      return <LazyScreen key={screen} load={loadEraseScreen} onLoaded={onLoaded} />;
    case "people":
      return <LazyScreen key={screen} load={loadPeopleScreen} onLoaded={onLoaded} />;
    case "person":
      return <LazyScreen key={screen} load={loadPersonScreen} onLoaded={onLoaded} />;
    case "invite":
      return <LazyScreen key={screen} load={loadInviteScreen} onLoaded={onLoaded} />;
    case "sharing-log":
      return <LazyScreen key={screen} load={loadSharingLogScreen} onLoaded={onLoaded} />;
    case "accept":
      return <LazyScreen key={screen} load={loadAcceptScreen} onLoaded={onLoaded} />;
    case "shared":
      return <LazyScreen key={screen} load={loadSharedScreen} onLoaded={onLoaded} />;
    case "notifications":
      return <LazyScreen key={screen} load={loadNotificationsScreen} onLoaded={onLoaded} />;
    case "safety":
      return <LazyScreen key={screen} load={loadSafetyScreen} onLoaded={onLoaded} />;
    case "check-in":
      return <LazyScreen key={screen} load={loadCheckInScreen} onLoaded={onLoaded} />;
    case "body":
      return <LazyScreen key={screen} load={loadBodyScreen} onLoaded={onLoaded} />;
    case "reminders":
      return <LazyScreen key={screen} load={loadRemindersScreen} onLoaded={onLoaded} />;
    case "feeds":
      return <LazyScreen key={screen} load={loadFeedsScreen} onLoaded={onLoaded} />;
    case "medication":
      return <LazyScreen key={screen} load={loadMedicationScreen} onLoaded={onLoaded} />;
  }
}

const loadPlanScreen = async () => (await import("./screens/plan/plan-screen.tsx")).PlanScreen;
const loadRotaScreen = async () => (await import("./screens/rota/rota-screen.tsx")).RotaScreen;
const loadMoreScreen = async () => (await import("./screens/more/more-screen.tsx")).MoreScreen;
const loadImportScreen = async () => (await import("./screens/import/import-screen.tsx")).ImportScreen;
const loadWhyScreen = async () => (await import("./screens/why/why-screen.tsx")).WhyScreen;
const loadRecordScreen = async () => (await import("./screens/record/record-screen.tsx")).RecordScreen;
const loadDevicesScreen = async () => (await import("./screens/devices/devices-screen.tsx")).DevicesScreen;
const loadPairingScreen = async () => (await import("./screens/pairing/pairing-screen.tsx")).PairingScreen;
const loadRecoveryScreen = async () =>
  (await import("./screens/recovery/recovery-screen.tsx")).RecoveryScreen;
const loadRestoreScreen = async () => (await import("./screens/recovery/restore-screen.tsx")).RestoreScreen;
const loadEraseScreen = async () => (await import("./screens/erase/erase-screen.tsx")).EraseScreen;
const loadPeopleScreen = async () => (await import("./screens/people/people-screen.tsx")).PeopleScreen;
const loadPersonScreen = async () => (await import("./screens/person/person-screen.tsx")).PersonScreen;
const loadInviteScreen = async () => (await import("./screens/invite/invite-screen.tsx")).InviteScreen;
const loadSharingLogScreen = async () =>
  (await import("./screens/people/sharing-log-screen.tsx")).SharingLogScreen;
const loadAcceptScreen = async () => (await import("./screens/accept/accept-screen.tsx")).AcceptScreen;
const loadSharedScreen = async () =>
  (await import("./screens/shared-with-me/shared-screen.tsx")).SharedScreen;
const loadNotificationsScreen = async () =>
  (await import("./screens/notifications/notifications-screen.tsx")).NotificationsScreen;
const loadSafetyScreen = async () => (await import("./screens/safety/safety-screen.tsx")).SafetyScreen;
const loadCheckInScreen = async () => (await import("./screens/check-in/check-in-screen.tsx")).CheckInScreen;
const loadBodyScreen = async () => (await import("./screens/body/body-screen.tsx")).BodyScreen;
const loadRemindersScreen = async () =>
  (await import("./screens/reminders/reminders-screen.tsx")).RemindersScreen;
const loadMedicationScreen = async () =>
  (await import("./screens/medication/medication-screen.tsx")).MedicationScreen;

const loadFeedsScreen = async () => (await import("./screens/feeds/feeds-screen.tsx")).FeedsScreen;

interface LazyScreenProps {
  readonly load: () => Promise<ComponentType>;
  readonly onLoaded: () => void;
}

/** A screen that is a chunk of its own, because most visits never need it. */
function LazyScreen({ load, onLoaded }: LazyScreenProps): JSX.Element | null {
  const loaded = useSignal<{ readonly Screen: ComponentType } | null>(null);
  useEffect(() => {
    load().then((Screen) => {
      loaded.value = { Screen };
    });
  }, [load]);
  useLayoutEffect(() => {
    if (loaded.value) onLoaded();
  }, [loaded.value]);
  return loaded.value && <loaded.value.Screen />;
}

function Places(): JSX.Element {
  const { navigation, words } = useApp();
  const screen = navigation.screen.value;
  return (
    <nav aria-label={words.say("places")}>
      <span class="wordmark" aria-hidden="true">
        <Say id="app-name" />
      </span>
      {places.map((place) => (
        <a
          key={place}
          href={`#${place}`}
          aria-current={screen === place ? "page" : undefined}
          onClick={(event) => {
            event.preventDefault();
            navigation.go(place);
          }}
        >
          <Say id={`place-${place}`} />
        </a>
      ))}
      <QuickExitButton />
    </nav>
  );
}

/** Why the last edit is not there, until it is read or another one was kept. */
function FailureNotice(): JSX.Element {
  const { keeping } = useApp();
  const failure = keeping.failure.value;
  return (
    <div role="alert">
      {failure && (
        <p class="notice failure">
          <Say id="not-kept" values={{ kind: failure.kind }} />{" "}
          <button type="button" class="link" onClick={keeping.dismissFailure}>
            <Say id="dismiss" />
          </button>
        </p>
      )}
    </div>
  );
}
