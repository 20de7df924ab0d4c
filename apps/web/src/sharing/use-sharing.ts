import { useEffect } from "preact/hooks";
import { useApp } from "../app-context.ts";
import type { Sharing } from "./sharing.ts";

/** The owner's side of sharing; null for the moment in which its code is loaded. */
export function useSharing(): Sharing | null {
  const { sharing, loadSharing } = useApp();
  useEffect(() => {
    loadSharing();
  }, []);
  return sharing.value;
}
