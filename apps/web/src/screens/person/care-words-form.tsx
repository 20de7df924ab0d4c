import { useSignal } from "@preact/signals";
import { type CareWords, isShareText } from "@tidetable/diary";
import type { JSX } from "preact";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";
import { CareFields } from "./care-fields.tsx";

interface CareWordsFormProps {
  readonly sharing: Sharing;
  readonly kinds: readonly (keyof CareWords)[];
}

/** The words about what helps, for everybody who is shown them; they may change without a new agreement. */
export function CareWordsForm({ sharing, kinds }: CareWordsFormProps): JSX.Element {
  const typed = useSignal<CareWords | null>(null);
  const state = useSignal<"none" | "kept" | "too-long">("none");
  const work = useWork();
  const care = typed.value ?? sharing.care.value;
  return (
    <form
      class="sheet-section"
      autocomplete="off"
      onSubmit={async (event) => {
        event.preventDefault();
        const fits = isShareText("care", care.helps) && isShareText("care", care.brings);
        state.value = fits ? "none" : "too-long";
        if (fits && (await work.run(() => sharing.keepCare(care)))) state.value = "kept";
      }}
    >
      <CareFields
        kinds={kinds}
        care={care}
        onType={(words) => {
          typed.value = words;
          state.value = "none";
        }}
      />
      <button type="submit" class="quiet-button">
        <Say id="person-care-do" />
      </button>
      <p class="aside" role="status">
        {state.value === "kept" && <Say id="person-care-kept" />}
        {state.value === "too-long" && <Say id="person-missing" values={{ what: "care" }} />}
      </p>
      <TroubleLine kind={work.failure.value} />
    </form>
  );
}
