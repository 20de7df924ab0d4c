import { useSignal } from "@preact/signals";
import type { Scope } from "@tidetable/diary";
import type { JSX } from "preact";
import { useApp } from "../../app-context.ts";
import { agreeTo } from "../../sharing/changing.ts";
import { type Draft, missingIn, newDraft, scopeFromDraft } from "../../sharing/draft.ts";
import type { Sharing } from "../../sharing/sharing.ts";
import { browserWorld, memoryStore } from "../../vault/world.ts";
import { TroubleLine } from "../devices/trouble-line.tsx";
import { useWork } from "../devices/use-work.ts";
import { DraftForm } from "./draft-form.tsx";
import { PreviewAsThem } from "./preview-as-them.tsx";

/** Somebody new: what they would see is made up first, then looked at as they would see it, and only then agreed to. */
export function NewPerson({ sharing }: { readonly sharing: Sharing }): JSX.Element {
  const { today, outlook, navigation } = useApp();
  const scope = useSignal<Scope | null>(null);
  const isAsked = useSignal(false);
  const work = useWork();
  const draft = sharing.draft.value ?? newDraft(today.value, sharing.care.value);
  const change = (changes: Partial<Draft>) => {
    sharing.draft.value = { ...draft, ...changes };
  };

  const agree = async (agreed: Scope) => {
    const isDone = await work.run(async () => {
      const { helps, brings } = sharing.care.peek();
      if (draft.care.helps !== helps || draft.care.brings !== brings) {
        const refused = await sharing.keepCare(draft.care);
        if (refused !== null) return refused;
      }
      const { suite } = browserWorld(memoryStore());
      sharing.agreement.value = await agreeTo(suite, draft.nickname.trim(), agreed);
      return null;
    });
    if (isDone) navigation.go("invite");
  };

  if (scope.value !== null) {
    const shown = scope.value;
    return (
      <>
        <PreviewAsThem
          scope={shown}
          care={draft.care}
          told={null}
          agreeId="them-agree"
          onAgree={() => agree(shown)}
          onBack={() => {
            scope.value = null;
          }}
        />
        <TroubleLine kind={work.failure.value} />
      </>
    );
  }
  const missing = missingIn(draft, today.value);
  return (
    <DraftForm
      draft={draft}
      last={missing === null ? scopeFromDraft(draft, today.value, outlook.current()).last : null}
      onChange={change}
      missing={isAsked.value ? missing : null}
      onPreview={() => {
        isAsked.value = true;
        if (missing === null) scope.value = scopeFromDraft(draft, today.value, outlook.current());
      }}
    />
  );
}
