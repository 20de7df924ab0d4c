import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Sharing } from "../../sharing/sharing.ts";
import { Say } from "../../strings/say.tsx";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";

interface PurgeLogProps {
  readonly sharing: Sharing;
  readonly onDone: () => void;
}

/** Deletes the log: for whoever is in danger if somebody finds it. */
export function PurgeLog({ sharing, onDone }: PurgeLogProps): JSX.Element {
  const isAsked = useSignal(false);
  const work = useWork();
  if (!isAsked.value) {
    return (
      <button
        type="button"
        class="link"
        onClick={() => {
          isAsked.value = true;
        }}
      >
        <Say id="log-purge" />
      </button>
    );
  }
  return (
    <div class="question">
      <p>
        <Say id="log-purge-what" />
      </p>
      <div class="answers">
        <button
          type="button"
          class="quiet-button"
          disabled={work.isBusy.value}
          onClick={async () => {
            if (await work.run(sharing.purgeLog)) onDone();
          }}
        >
          <Say id="log-purge-do" />
        </button>
        <button
          type="button"
          class="quiet-button"
          onClick={() => {
            isAsked.value = false;
          }}
        >
          <Say id="log-purge-no" />
        </button>
      </div>
      <TroubleLine kind={work.failure.value} />
    </div>
  );
}
