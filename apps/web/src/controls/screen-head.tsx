import type { ComponentChildren, JSX } from "preact";
import { useApp } from "../app-context.ts";
import { Say } from "../strings/say.tsx";

/** The top of a screen that was opened from another one: the way back, and what this is. */
export function ScreenHead({ children }: { readonly children: ComponentChildren }): JSX.Element {
  const { navigation } = useApp();
  return (
    <header class="screen-head">
      <button type="button" class="link" onClick={navigation.back}>
        <Say id="back" />
      </button>
      <h1 tabIndex={-1}>{children}</h1>
    </header>
  );
}
