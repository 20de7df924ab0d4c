/**
 * Where a quick exit goes: a page of this app's own origin that was kept with its files, has no script and says nothing
 * of a diary. It is in `public/`, and the service worker answers with it offline.
 */
const neutralPage = "./notes.html";

/** In sessionStorage, for one tab until it is closed: this tab was left. */
const leftMark = "tidetable-left";

/**
 * Blanks this page at once and puts the neutral one in its place.
 *
 * The page goes for good, and with it every key and word in its memory. `title` is the neutral page's own.
 */
export function leave(title: string): void {
  document.title = title;
  // The paint that follows has nothing to show, however long the next page takes.
  document.body.replaceChildren();
  setMark(true);
  // Should the browser have kept this page for going back, it was kept blank.
  addEventListener("pageshow", (event) => {
    if (event instanceof PageTransitionEvent && event.persisted) location.replace(neutralPage);
  });
  location.replace(neutralPage);
}

/**
 * Whether this page was reached by going back, in a tab that was left; it is on its way to the neutral page again then.
 *
 * A browser keeps an entry for every screen that was open, and none of them can be deleted from here. Whoever opens the
 * app by its address or its icon gets it as ever.
 */
export function cameBack(): boolean {
  if (!hasMark()) return false;
  const [entry] = performance.getEntriesByType("navigation");
  if (!(entry instanceof PerformanceNavigationTiming && entry.type === "back_forward")) {
    setMark(false);
    return false;
  }
  location.replace(neutralPage);
  return true;
}

function hasMark(): boolean {
  try {
    return sessionStorage.getItem(leftMark) !== null;
  } catch {
    return false;
  }
}

function setMark(isLeft: boolean): void {
  try {
    if (isLeft) sessionStorage.setItem(leftMark, "1");
    else sessionStorage.removeItem(leftMark);
  } catch {
    // Refused: going back opens the app then, behind its lock where there is one.
  }
}

/** Tells other open tabs of this app that their owner leaves. Nothing else is said. */
export interface LeaveChannel {
  tell(): void;
  close(): void;
}

/** A channel to this app's other tabs; `left` is called when one of them is left. */
export function openLeaveChannel(left: () => void): LeaveChannel {
  const channel = new BroadcastChannel("tidetable-leave");
  channel.addEventListener("message", left);
  return {
    tell: () => channel.postMessage("leave"),
    close: () => channel.close(),
  };
}
