import { useSignal } from "@preact/signals";
import { formatScope, type Scope } from "@tidetable/diary";
import type { JSX } from "preact";
import { isNothing } from "../../sharing/draft.ts";
import type { Grant } from "../../sharing/grants.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";
import { FieldSwitches } from "./field-switches.tsx";
import { PreviewAsThem } from "./preview-as-them.tsx";

interface ShowLessProps {
  readonly sharing: Sharing;
  readonly grant: Grant;
  readonly scope: Scope;
  readonly onDone: () => void;
}

/** Less of what is shared: a new text, looked at as the reader will see it, and agreed to (rule 90). Nobody is told. */
export function ShowLess({ sharing, grant, scope, onDone }: ShowLessProps): JSX.Element {
  const less = useSignal<Scope>(scope);
  const isPreviewed = useSignal(false);
  const problem = useSignal<"less" | "fields" | null>(null);
  const work = useWork();
  if (isPreviewed.value) {
    return (
      <>
        <PreviewAsThem
          scope={less.value}
          care={sharing.care.value}
          told={grant.told}
          agreeId="them-agree-less"
          onAgree={async () => {
            if (await work.run(() => sharing.showLess(grant, less.value))) onDone();
          }}
          onBack={() => {
            isPreviewed.value = false;
          }}
        />
        <TroubleLine kind={work.failure.value} />
      </>
    );
  }
  return (
    <section class="sheet-section">
      <h2>
        <Say id="less-title" />
      </h2>
      <p class="aside">
        <Say id="less-how" />
      </p>
      <FieldSwitches
        fields={less.value}
        within={scope}
        onChange={(fields) => {
          less.value = { ...less.value, ...fields };
        }}
        onWords={() => undefined}
      />
      <div role="alert">
        {problem.value && (
          <p class="notice failure">
            <Say id="person-missing" values={{ what: problem.value }} />
          </p>
        )}
      </div>
      <div class="answers">
        <button
          type="button"
          class="main-button"
          onClick={() => {
            const isSame = formatScope(less.value) === formatScope(scope);
            problem.value = isSame ? "less" : isNothing(less.value) ? "fields" : null;
            isPreviewed.value = problem.value === null;
          }}
        >
          <Say id="person-preview" />
        </button>
        <button type="button" class="quiet-button" onClick={onDone}>
          <Say id="back" />
        </button>
      </div>
    </section>
  );
}
