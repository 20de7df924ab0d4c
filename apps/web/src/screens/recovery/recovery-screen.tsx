import { useSignal } from "@preact/signals";
import { base64urlFromBytes, bytesFromBase64url, entropyFromWords, wordsFromEntropy } from "@tidetable/sync";
import type { JSX } from "preact";
import { useEffect, useId } from "preact/hooks";
import { useApp } from "../../app-context.ts";
import { ScreenHead } from "../../controls/screen-head.tsx";
import { Say } from "../../strings/say.tsx";
import { vaultSettings } from "../../vault/stored-names.ts";
import { WordSheet } from "./word-sheet.tsx";
import { WordsField } from "./words-field.tsx";

/** The recovery words, for as long as nobody has shown that they are written down; never after that. */
export function RecoveryScreen(): JSX.Element {
  const { session, navigation } = useApp();
  const kept = session.settings.value.get(vaultSettings.words);
  const isDone = useSignal(false);
  return (
    <div class="more">
      <ScreenHead>
        <Say id="words-title" />
      </ScreenHead>
      {typeof kept === "string" ? (
        <ShownWords
          entropy={kept}
          onWrittenDown={async () => {
            const forgotten = await session.keepSetting(vaultSettings.words, null);
            isDone.value = forgotten.ok;
          }}
        />
      ) : (
        <section class="sheet-section">
          <p role="status">
            <Say id={isDone.value ? "words-done" : "words-gone"} />
          </p>
          <button type="button" class="main-button" onClick={() => navigation.go("devices")}>
            <Say id="devices-title" />
          </button>
        </section>
      )}
    </div>
  );
}

interface ShownWordsProps {
  /** Base64url. */
  readonly entropy: string;
  readonly onWrittenDown: () => void;
}

function ShownWords({ entropy, onWrittenDown }: ShownWordsProps): JSX.Element {
  const words = useSignal<readonly string[]>([]);
  const isChecking = useSignal(false);
  const typed = useSignal("");
  const problem = useSignal<{ readonly kind: string; readonly position: number } | null>(null);
  const formId = useId();
  useEffect(() => {
    const bytes = bytesFromBase64url(entropy);
    if (bytes) wordsFromEntropy(bytes).then((twelve) => (words.value = twelve));
  }, [entropy]);

  const check = async () => {
    const read = await entropyFromWords(typed.value);
    if (!read.ok) {
      const { error } = read;
      problem.value = { kind: error.kind, position: error.kind === "unknown-word" ? error.position : 0 };
    } else if (base64urlFromBytes(read.value) !== entropy) problem.value = { kind: "others", position: 0 };
    else onWrittenDown();
  };

  if (isChecking.value) {
    return (
      <form
        id={formId}
        class="sheet-section"
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <p>
          <Say id="words-check-how" />
        </p>
        <WordsField text={typed} problem={problem.value} />
        <div class="answers">
          <button type="submit" class="main-button">
            <Say id="words-check" />
          </button>
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              isChecking.value = false;
            }}
          >
            <Say id="words-again" />
          </button>
        </div>
      </form>
    );
  }
  return (
    <>
      <section class="sheet-section no-print">
        <p>
          <Say id="words-what" />
        </p>
        <p>
          <Say id="words-once" />
        </p>
      </section>
      <WordSheet words={words.value} />
      <div class="answers no-print">
        <button
          type="button"
          class="main-button"
          onClick={() => {
            isChecking.value = true;
          }}
        >
          <Say id="words-written" />
        </button>
        <button type="button" class="quiet-button" onClick={() => print()}>
          <Say id="words-print" />
        </button>
      </div>
    </>
  );
}
