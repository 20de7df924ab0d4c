import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useId, useMemo, useRef } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { copyFrom } from "../../platform/copy-text.ts";
import { qrCodeOf } from "../../platform/qr-code.ts";
import { Say } from "../../strings/say.tsx";

interface LinkCardProps {
  readonly link: string;
  /** The messages above and below it: what it is for, and how long it is good for. */
  readonly showId?: string;
  readonly hourId?: string;
}

/** A link for another device, to be scanned or sent. */
export function LinkCard({
  link,
  showId = "pairing-show",
  hourId = "pairing-hour",
}: LinkCardProps): JSX.Element {
  const { words } = useApp();
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const copied = useSignal<boolean | null>(null);
  const code = useMemo(() => qrCodeOf(link), [link]);
  return (
    <div class="sheet-section">
      <p>
        <Say id={showId} />
      </p>
      <svg
        class="qr-code"
        viewBox={`0 0 ${code.side} ${code.side}`}
        role="img"
        aria-label={words.say("pairing-qr")}
        shape-rendering="crispEdges"
      >
        <rect class="qr-light" width={code.side} height={code.side} />
        <path class="qr-dark" d={code.path} />
      </svg>
      <div class="field">
        <label class="field-label" for={fieldId}>
          <Say id="pairing-link" />
        </label>
        <div class="name-adder">
          <input
            id={fieldId}
            ref={field}
            type="text"
            readOnly
            autocomplete="off"
            value={link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              copied.value = field.current !== null && copyFrom(field.current);
            }}
          >
            <Say id="pairing-copy" />
          </button>
        </div>
      </div>
      <p class="aside" role="status">
        {copied.value !== null && <Say id={copied.value ? "pairing-copied" : "pairing-not-copied"} />}
      </p>
      <p class="aside">
        <Say id={hourId} />
      </p>
    </div>
  );
}
