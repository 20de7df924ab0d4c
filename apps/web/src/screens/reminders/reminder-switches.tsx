import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { currentPush, endPush } from "../../platform/push.ts";
import { sharedNamesIn } from "../../reader/shared-names.ts";
import { noticesAtOnce } from "../../reminders/own-queue.ts";
import { isAnyOn, type Reminders, remindersFrom } from "../../reminders/reminders.ts";
import { type NotHere, newReminders, pushHere } from "../../reminders/turning-on.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { Toggle } from "../day/toggle.tsx";
import { addMedicationWords } from "../medication/medication-words.ts";
import { LockScreen } from "../notifications/lock-screen.tsx";
import { HourChoice } from "./hour-choice.tsx";
import { LogReminder } from "./log-reminder.tsx";
import { OwnWords } from "./own-words.tsx";

/** Hours at which something is taken: all of them. */
const medicationHours = Array.from({ length: 24 }, (_, hour) => hour);
/** Offered first: the morning's and the evening's, at which most is taken or written. Our choice. */
const firstHours = { medication: 8, log: 20 } as const;

type Switch = "log" | "medication" | "doses" | "asks";

interface ReminderSwitchesProps {
  readonly sharing: Sharing;
  readonly relay: string;
}

/** The three switches with what belongs to each, and where the notices go. Every change replaces what waits. */
export function ReminderSwitches({ sharing, relay }: ReminderSwitchesProps): JSX.Element {
  const { session, navigation, words } = useApp();
  addMedicationWords(words);
  const reminders = remindersFrom(sharing.records.value.get("reminders"));
  const problem = useSignal<{ readonly notHere: NotHere } | { readonly refused: string } | null>(null);
  const turn = useRef(Promise.resolve());
  /** Where notices to this device go; unknown until it was asked. */
  const endpoint = useSignal<string | null | undefined>(undefined);
  useEffect(() => {
    currentPush().then((push) => {
      endpoint.value = push?.endpoint ?? null;
    });
  }, []);

  /** A browser has one subscription for the app, and what others share with its owner may need it. */
  const isOnlyUser = () => sharedNamesIn(session.settings.peek()).length === 0;
  const keep = async (next: Reminders): Promise<void> => {
    const refused = await sharing.keepRecord("reminders", isAnyOn(next) ? next : { ...next, push: null });
    problem.value = refused === null ? null : { refused };
    if (!isAnyOn(next) && isOnlyUser()) await endPush();
  };
  const change = async (changes: Partial<Reminders>, isTurnedOn = false): Promise<void> => {
    // At once, as the browser asks its question only for a tap; and also where the rest is on already: it may have dropped
    // the subscription meanwhile.
    const push = isTurnedOn ? await pushHere(relay, isOnlyUser()) : null;
    if (typeof push === "string") {
      problem.value = { notHere: push };
      return;
    }
    if (push) endpoint.value = push.endpoint;
    // One after the other, each on what the one before has kept.
    turn.current = turn.current.then(() => {
      const before = remindersFrom(sharing.records.peek().get("reminders")) ?? newReminders();
      return keep({ ...before, ...changes, push: push ?? before.push });
    });
    await turn.current;
  };

  /** What was tapped and is not kept yet: a switch stays where it was put meanwhile. */
  const wanted = useSignal<Readonly<Partial<Record<Switch, boolean>>>>({});
  const toggle = async (which: Switch, isOn: boolean, changes: Partial<Reminders>): Promise<void> => {
    wanted.value = { ...wanted.value, [which]: isOn };
    await change(changes, isOn).finally(() => {
      const { [which]: _kept, ...others } = wanted.value;
      wanted.value = others;
    });
  };
  const isOn: Readonly<Record<Switch, boolean>> = {
    log: (reminders?.log ?? null) !== null,
    medication: (reminders?.medication ?? null) !== null,
    doses: reminders?.doses === true,
    asks: reminders?.asks === true,
    ...wanted.value,
  };

  const isElsewhere =
    reminders?.push && endpoint.value !== undefined && reminders.push.endpoint !== endpoint.value;
  return (
    <>
      {isElsewhere && (
        <section class="sheet-section">
          <p class="notice">
            <Say id="reminders-elsewhere" />
          </p>
          <button type="button" class="quiet-button" onClick={() => change({}, true)}>
            <Say id="reminders-bring-here" />
          </button>
        </section>
      )}
      <section class="sheet-section">
        <div role="alert">
          {problem.value && (
            <p class="notice failure">
              {"notHere" in problem.value ? (
                <Say id="reminders-not-here" values={{ kind: problem.value.notHere }} />
              ) : (
                <Say id="devices-trouble" values={{ kind: problem.value.refused }} />
              )}
            </p>
          )}
        </div>
        <Toggle
          isOn={isOn.log}
          onToggle={(on) => toggle("log", on, { log: on ? { kind: "daily", hour: firstHours.log } : null })}
        >
          <Say id="reminders-log" />
        </Toggle>
        {reminders?.log && <LogReminder log={reminders.log} onPick={(log) => change({ log })} />}
        {reminders?.log && <OwnWords kept={reminders.logWords} onKeep={(logWords) => change({ logWords })} />}
      </section>
      <section class="sheet-section">
        <Toggle
          isOn={isOn.medication}
          onToggle={(on) => toggle("medication", on, { medication: on ? firstHours.medication : null })}
        >
          <Say id="reminders-medication" />
        </Toggle>
        {reminders && reminders.medication !== null && (
          <HourChoice
            label={words.say("reminders-hour")}
            hours={medicationHours}
            value={reminders.medication}
            onPick={(medication) => change({ medication })}
          />
        )}
        <Toggle isOn={isOn.doses} onToggle={(doses) => toggle("doses", doses, { doses })}>
          <Say id="reminders-doses" />
        </Toggle>
        {reminders?.doses && (
          <p class="aside">
            <Say id="reminders-doses-how" />{" "}
            <button type="button" class="link" onClick={() => navigation.go("medication")}>
              <Say id="medication-open" />
            </button>
          </p>
        )}
        {reminders && (reminders.medication !== null || reminders.doses) && (
          <OwnWords
            kept={reminders.medicationWords}
            onKeep={(medicationWords) => change({ medicationWords })}
          />
        )}
      </section>
      <section class="sheet-section">
        <Toggle isOn={isOn.asks} onToggle={(asks) => toggle("asks", asks, { asks })}>
          <Say id="reminders-asks" />
        </Toggle>
        <button type="button" class="link" onClick={() => navigation.go("check-in")}>
          <Say id="check-in-open" />
        </button>
      </section>
      <LockScreen />
      <ul class="limits aside">
        <li>
          <Say id="reminders-limit-waiting" values={{ count: noticesAtOnce }} />
        </li>
        <li>
          <Say id="reminders-limit-sees" />
        </li>
        {reminders?.doses && (
          <li>
            <Say id="reminders-limit-cycle" />
          </li>
        )}
        <li>
          <Say id="reminders-limit-always" />
        </li>
      </ul>
    </>
  );
}
