import type { ComponentChildren, JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import type { Screen } from "../../navigation.ts";
import { Say } from "../../strings/say.tsx";

/**
 * What this app cannot do for somebody who is watched, and what can be done in it.
 *
 * It is fixed text: it asks nothing of a network or of the diary, and links to nowhere outside the app.
 */
export function SafetyScreen(): JSX.Element {
  return (
    <div class="more">
      <ScreenHead>
        <Say id="safety-open-title" />
      </ScreenHead>
      <Part
        heading="safety-cannot-title"
        says={["safety-cannot-unlock", "safety-cannot-unsee", "safety-cannot-hide"]}
      />
      <Part heading="safety-see-title" says={["safety-see", "safety-stop"]}>
        <Way to="people" says="safety-see-open" />
        <p>
          <Say id="safety-devices" />
        </p>
        <Way to="devices" says="safety-devices-open" />
      </Part>
      <Part
        heading="safety-phone-title"
        says={["safety-phone", "safety-phone-notices", "safety-phone-watched"]}
      />
      <Part heading="safety-server-title" says={["safety-server", "safety-server-code"]} />
      <Part heading="safety-help-title" says={["safety-help", "safety-help-none"]} />
      <Part heading="safety-leave-title" says={["safety-leave"]}>
        <Way to="more" says="safety-leave-open" />
      </Part>
    </div>
  );
}

interface PartProps {
  readonly heading: string;
  /** Ids of its sentences. */
  readonly says: readonly string[];
  readonly children?: ComponentChildren;
}

function Part({ heading, says, children }: PartProps): JSX.Element {
  return (
    <section class="sheet-section">
      <h2>
        <Say id={heading} />
      </h2>
      {says.map((id) => (
        <p key={id}>
          <Say id={id} />
        </p>
      ))}
      {children}
    </section>
  );
}

function Way({ to, says }: { readonly to: Screen; readonly says: string }): JSX.Element {
  const { navigation } = useApp();
  return (
    <button type="button" class="quiet-button" onClick={() => navigation.go(to)}>
      <Say id={says} />
    </button>
  );
}
