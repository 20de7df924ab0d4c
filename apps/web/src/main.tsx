import "./styles/index.css";
import { effect, signal } from "@preact/signals";
import { createForecaster } from "@tidetable/diary";
import { type JSX, render } from "preact";
import { type App, AppContext } from "./app-context.ts";
import { openDiarySession } from "./diary-session.ts";
import { keepIssued } from "./issuing.ts";
import { createKeeping } from "./keeping.ts";
import { startLock, unlockedStore } from "./lock/start-lock.tsx";
import { createNavigation, type Screen } from "./navigation.ts";
import { createOutlook } from "./outlook.ts";
import { pageAddress } from "./platform/address.ts";
import { afterPaint } from "./platform/after-paint.ts";
import { watchToday } from "./platform/clock.ts";
import { keptBefore } from "./platform/kept-before.ts";
import { watchForUpdates } from "./platform/offline.ts";
import { createOtherTabs } from "./platform/other-tabs.ts";
import { takeLinks } from "./platform/pairing-fragment.ts";
import { openSealedStore } from "./platform/sealed-store.ts";
import { askForStoragePromise, readStoragePromise } from "./platform/storage-promise.ts";
import { createTurnChannel } from "./platform/turn-channel.ts";
import { cameBack } from "./quick-exit/leave.ts";
import { openForReader } from "./reader/begin-reading.ts";
import { TroublePage } from "./screens/trouble/trouble-page.tsx";
import type { Sharing } from "./sharing/sharing.ts";
import { Shell } from "./shell.tsx";
import { type StoreTrouble, troubleOf } from "./store-failure.ts";
import { loadWords } from "./strings/load-words.ts";
import type { Words } from "./strings/words.ts";
import { openDiaryPlace } from "./vault/diary-place.ts";
import type { PairingLink } from "./vault/pairing-link.ts";
import { createTabTurn } from "./vault/tab-turn.ts";
import { firstWeekday } from "./week-start.ts";

const root = document.querySelector("#app")!;
const show = (page: JSX.Element) => render(page, root);

/** The diary was closed for good, and what becomes of its store is no trouble. */
let isOver = false;

function showTrouble(words: Words, trouble: StoreTrouble | "insecure"): void {
  if (isOver) return;
  show(
    <TroublePage
      words={words}
      trouble={trouble}
      onAgain={() => location.reload()}
      {...(trouble === "emptied"
        ? { onNewDiary: () => startAnew(), onRestore: () => startAnew("restore") }
        : {})}
    />,
  );
}

/** The owner knows that the old diary is gone: this is a first visit again, at the first screen or another. */
function startAnew(screen: Screen = "today"): void {
  keptBefore.set(false);
  pageAddress.replace(screen);
  location.reload();
}

/** The link that this page was opened with, until a pairing began with it. Its secret is nowhere else. */
const pairingLink = signal<PairingLink | null>(null);
/** The same of a link by which somebody shares with the person at this device. */
const sharingLink = signal<PairingLink | null>(null);

/** Begins something once. What fails to load is loaded by the next page. */
function once(begin: () => Promise<void>): () => void {
  let isBegun = false;
  return () => {
    if (isBegun) return;
    isBegun = true;
    begin().catch(() => {
      isBegun = false;
    });
  };
}

async function openApp(words: Words): Promise<App> {
  const sealed = await openSealedStore(keptBefore, (trouble) => showTrouble(words, trouble));
  const store = await unlockedStore(sealed, words, show);
  const otherTabs = createOtherTabs();
  const place = await openDiaryPlace(store, createTabTurn(navigator.locks, createTurnChannel()));
  const session = await openDiarySession(place, otherTabs.tell);
  const refresh = () => session.refresh().catch((error: unknown) => showTrouble(words, troubleOf(error)));
  otherTabs.listen(() => {
    place.heardOtherTab();
    refresh();
  });
  place.onChanged(() => {
    refresh();
    otherTabs.tell();
  });
  const today = watchToday();
  const forecaster = createForecaster();
  const outlook = createOutlook(session.diary, today, forecaster, afterPaint);
  keepIssued(session, outlook);
  openForReader(session, today, pageAddress);
  const navigation = createNavigation(pageAddress, today);
  const sharing = signal<Sharing | null>(null);
  /** Once; its code is loaded where there is a vault to share from, or somebody looks at the screens of it. */
  const loadSharing = once(async () => {
    const { openSharingInPage } = await import("./sharing/in-page.ts");
    sharing.value = openSharingInPage({ place, session, today, forecaster, words });
  });
  effect(() => {
    if (place.vault.value) loadSharing();
  });
  return {
    sharing,
    loadSharing,
    session,
    place,
    pairingLink,
    sharingLink,
    lock: startLock(store, session, () => render(null, root)),
    outlook,
    forecaster,
    keeping: createKeeping(session, outlook, words, afterPaint, askForStoragePromise),
    navigation,
    today,
    words,
    weekStart: firstWeekday(navigator.language),
    region: navigator.language,
    temperatureDrafts: new Map(),
    updateWaits: watchForUpdates(),
    readStoragePromise,
    replacePage(page) {
      isOver = true;
      show(page);
    },
  };
}

async function start(): Promise<void> {
  if (cameBack()) return;
  takeLinks({
    pairing(link) {
      pairingLink.value = link;
    },
    sharing(link) {
      sharingLink.value = link;
    },
  });
  const words = await loadWords(navigator.languages);
  document.documentElement.lang = words.language;
  document.documentElement.dir = words.direction;
  // Without a secure origin a browser offers neither a cipher nor an offline app.
  if (!isSecureContext || crypto.subtle === undefined) return showTrouble(words, "insecure");
  try {
    const app = await openApp(words);
    show(
      <AppContext.Provider value={app}>
        <Shell />
      </AppContext.Provider>,
    );
  } catch (error) {
    showTrouble(words, troubleOf(error));
  }
}

start();
