import { beforeEach, describe, expect, test } from "vitest";
import { createSyncing, type Round } from "../src/vault/syncing.ts";

/** A page's clock, visibility and network as a test wants them; the world's part, not ours. */
function page() {
  let now = 0;
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  const changed: (() => void)[] = [];
  let back: () => void = () => undefined;
  const state = {
    hidden: false,
    rounds: [] as number[],
    becomes: "done" as Round,
    streams: 0,
    hasStream: false,
    waits: true,
  };
  let onHead: () => void = () => undefined;
  const syncing = createSyncing({
    async round() {
      state.rounds.push(now);
      return state.becomes;
    },
    watch(isOver, heard) {
      state.streams++;
      onHead = heard;
      if (!state.hasStream) return Promise.resolve(false);
      return new Promise((resolve) => isOver.addEventListener("abort", () => resolve(true)));
    },
    isWaiting: () => state.waits,
    attention: {
      isHidden: () => state.hidden,
      onChange: (listener) => void changed.push(listener),
      after(milliseconds, act) {
        const timer = { at: now + milliseconds, act };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    online: {
      isOnline: () => true,
      onOnline(listener) {
        back = listener;
        return () => undefined;
      },
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  return {
    syncing,
    state,
    settle,
    async pass(seconds: number) {
      await settle();
      const end = now + seconds * 1000;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.act();
        await settle();
      }
      now = end;
    },
    async hide(hidden: boolean) {
      state.hidden = hidden;
      for (const listener of changed) listener();
      await settle();
    },
    async comeOnline() {
      back();
      await settle();
    },
    async hearHead() {
      onHead();
      await settle();
    },
  };
}

let here: ReturnType<typeof page>;
beforeEach(() => {
  here = page();
});

describe("a vault is synced", () => {
  test("at the start, and every half minute where the relay does not tell by itself", async () => {
    here.syncing.begin();
    await here.pass(95);
    expect(here.state.rounds).toEqual([0, 30_000, 60_000, 90_000]);
  });

  test("when editing rests for three seconds, once for all edits", async () => {
    here.syncing.begin();
    await here.pass(1);
    here.syncing.soon();
    await here.pass(2);
    here.syncing.soon();
    await here.pass(2);
    expect(here.state.rounds).toEqual([0]);
    await here.pass(2);
    expect(here.state.rounds).toEqual([0, 6_000]);
  });

  test("when the page goes out of sight with something to send, and when it comes back; in between it is left alone", async () => {
    here.syncing.begin();
    await here.pass(1);
    await here.hide(true);
    await here.pass(600);
    await here.hide(false);
    expect(here.state.rounds).toEqual([0, 1_000, 601_000]);
    here.state.waits = false;
    await here.hide(true);
    expect(here.state.rounds).toHaveLength(3);
  });

  test("when the relay says that there is news, and then hardly ever unasked", async () => {
    here.state.hasStream = true;
    here.syncing.begin();
    await here.pass(100);
    expect(here.state.rounds).toEqual([0]);
    await here.hearHead();
    expect(here.state.rounds).toEqual([0, 100_000]);
    await here.pass(299);
    expect(here.state.rounds).toHaveLength(2);
    expect(here.state.streams).toBe(1);
  });

  test("again after a silence, each time after twice as long, and at once when the network is back", async () => {
    here.state.becomes = "trouble";
    here.syncing.begin();
    await here.pass(30);
    expect(here.state.rounds).toEqual([0, 4_000, 12_000, 28_000]);
    here.state.becomes = "done";
    await here.comeOnline();
    expect(here.state.rounds.at(-1)).toBe(30_000);
    await here.pass(31);
    expect(here.state.rounds.at(-1)).toBe(60_000);
  });

  test("not by itself once it has stopped, until somebody asks", async () => {
    here.state.becomes = "stopped";
    here.syncing.begin();
    await here.pass(1_000);
    expect(here.state.rounds).toEqual([0]);
    await here.syncing.now();
    expect(here.state.rounds).toHaveLength(2);
  });

  test("no more after its end", async () => {
    here.syncing.begin();
    await here.pass(1);
    here.syncing.soon();
    here.syncing.end();
    await here.pass(1_000);
    await here.comeOnline();
    await here.hide(true);
    expect(here.state.rounds).toEqual([0]);
  });
});
