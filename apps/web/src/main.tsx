import "./styles/index.css";
import { createForecaster } from "@tidetable/diary";
import { type JSX, render } from "preact";
import { type App, AppContext } from "./app-context.ts";
import { openDiarySession } from "./diary-session.ts";
import { keepIssued } from "./issuing.ts";
import { createKeeping } from "./keeping.ts";
import { createNavigation } from "./navigation.ts";
import { createOutlook } from "./outlook.ts";
import { pageAddress } from "./platform/address.ts";
import { afterPaint } from "./platform/after-paint.ts";
import { watchToday } from "./platform/clock.ts";
import { keptBefore } from "./platform/kept-before.ts";
import { watchForUpdates } from "./platform/offline.ts";
import { createOtherTabs } from "./platform/other-tabs.ts";
import { openSealedStore } from "./platform/sealed-store.ts";
import { askForStoragePromise, readStoragePromise } from "./platform/storage-promise.ts";
import { TroublePage } from "./screens/trouble/trouble-page.tsx";
import { Shell } from "./shell.tsx";
import { type StoreTrouble, troubleOf } from "./store-failure.ts";
import { loadWords } from "./strings/load-words.ts";
import type { Words } from "./strings/words.ts";
import { firstWeekday } from "./week-start.ts";

const root = document.querySelector("#app")!;
const show = (page: JSX.Element) => render(page, root);

function showTrouble(words: Words, trouble: StoreTrouble | "insecure"): void {
  show(
    <TroublePage
      words={words}
      trouble={trouble}
      onAgain={() => location.reload()}
      {...(trouble === "emptied" ? { onNewDiary: () => startAnew() } : {})}
    />,
  );
}

/** The owner knows that the old diary is gone: this is a first visit again. */
function startAnew(): void {
  keptBefore.set(false);
  location.reload();
}

async function openApp(words: Words): Promise<App> {
  const store = await openSealedStore(keptBefore, (trouble) => showTrouble(words, trouble));
  const otherTabs = createOtherTabs();
  const session = await openDiarySession(store, otherTabs.tell);
  otherTabs.listen(() => {
    session.refresh().catch((error: unknown) => showTrouble(words, troubleOf(error)));
  });
  const today = watchToday();
  const forecaster = createForecaster();
  const outlook = createOutlook(session.diary, today, forecaster, afterPaint);
  keepIssued(session, outlook);
  return {
    session,
    outlook,
    forecaster,
    keeping: createKeeping(session, outlook, words, afterPaint, askForStoragePromise),
    navigation: createNavigation(pageAddress, today),
    today,
    words,
    weekStart: firstWeekday(navigator.language),
    region: navigator.language,
    temperatureDrafts: new Map(),
    updateWaits: watchForUpdates(),
    readStoragePromise,
  };
}

async function start(): Promise<void> {
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
