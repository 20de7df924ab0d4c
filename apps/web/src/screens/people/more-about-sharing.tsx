import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import type { Screen } from "../../navigation.ts";
import { sharedNamesIn } from "../../reader/shared-names.ts";
import { Say } from "../../strings/say.tsx";

/** The ways to what belongs to people: the log, help, questions to oneself, and what others share. */
export function MoreAboutSharing(): JSX.Element {
  const { navigation, session } = useApp();
  const others = sharedNamesIn(session.settings.value).length > 0;
  const ways: readonly { readonly screen: Screen; readonly id: string }[] = [
    ...(others ? [{ screen: "shared", id: "people-shared-open" } as const] : []),
    { screen: "sharing-log", id: "people-log-open" },
    { screen: "safety", id: "people-safety-open" },
    { screen: "check-in", id: "people-check-in-open" },
    { screen: "reminders", id: "people-reminders-open" },
    { screen: "notifications", id: "people-notifications-open" },
  ];
  return (
    <section class="sheet-section">
      <h2>
        <Say id="people-more" />
      </h2>
      <ul class="plain-ways">
        {ways.map(({ screen, id }) => (
          <li key={screen}>
            <button type="button" class="link" onClick={() => navigation.go(screen)}>
              <Say id={id} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
