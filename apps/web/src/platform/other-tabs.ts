/** Tells other open tabs of this app that the diary changed, and hears it from them. Nothing else is said. */
export interface OtherTabs {
  tell(): void;
  listen(onChanged: () => void): void;
}

export function createOtherTabs(): OtherTabs {
  const channel = new BroadcastChannel("tidetable");
  return {
    tell: () => channel.postMessage("changed"),
    listen: (onChanged) => channel.addEventListener("message", onChanged),
  };
}
