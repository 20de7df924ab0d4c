import { describe, expect, test } from "vitest";
import { waitAfter } from "../src/lock/growing-wait.ts";
import { type Attention, type LockTime, lockTimeFrom, lockWhenHidden } from "../src/lock/lock-when-hidden.ts";

describe("after a wrong passphrase", () => {
  test("the first four cost nothing, then the wait doubles from a second to a minute and stays there", () => {
    const seconds = [0, 1, 4, 5, 6, 7, 10, 11, 12, 1000].map((failures) => waitAfter(failures) / 1000);
    expect(seconds).toEqual([0, 0, 0, 1, 2, 4, 32, 60, 60, 60]);
  });
});

/** A page whose sight and time the test turns; `timers: false` is a device that sleeps. */
function watchedPage(time: LockTime, timers = true) {
  let now = 1_000_000;
  let isHidden = false;
  let changed = () => {};
  let due: { readonly at: number; readonly act: () => void } | null = null;
  let locks = 0;
  const attention: Attention = {
    isHidden: () => isHidden,
    onChange(listener) {
      changed = listener;
    },
    now: () => now,
    after(milliseconds, act) {
      due = { at: now + milliseconds, act };
      return () => {
        due = null;
      };
    },
  };
  lockWhenHidden(
    attention,
    () => time,
    () => {
      locks++;
    },
  );
  return {
    locks: () => locks,
    pass(minutes: number) {
      now += minutes * 60_000;
      if (!timers || due === null || due.at > now) return;
      const { act } = due;
      due = null;
      act();
    },
    see(seen: boolean) {
      isHidden = !seen;
      changed();
    },
  };
}

describe("an open diary out of sight", () => {
  test("is locked after five minutes, and not before", () => {
    const page = watchedPage("minutes");
    page.see(false);
    page.pass(4.9);
    expect(page.locks()).toBe(0);
    page.pass(0.2);
    expect(page.locks()).toBe(1);
  });

  test("is not locked when it is looked at in between", () => {
    const page = watchedPage("minutes");
    for (let turn = 0; turn < 3; turn++) {
      page.see(false);
      page.pass(4);
      page.see(true);
      page.pass(4);
    }
    expect(page.locks()).toBe(0);
  });

  test("is locked when it is seen again, where the device slept and no timer ran", () => {
    const page = watchedPage("minutes", false);
    page.see(false);
    page.pass(5);
    expect(page.locks()).toBe(0);
    page.see(true);
    expect(page.locks()).toBe(1);
  });

  test("is locked at once, or never by itself, where that was chosen", () => {
    const atOnce = watchedPage("at-once");
    atOnce.see(false);
    expect(atOnce.locks()).toBe(1);
    const closed = watchedPage("closed");
    closed.see(false);
    closed.pass(10_000);
    closed.see(true);
    expect(closed.locks()).toBe(0);
  });

  test("in view is never locked by time", () => {
    const page = watchedPage("minutes");
    page.pass(1000);
    page.see(true);
    expect(page.locks()).toBe(0);
  });

  test("waits five minutes unless another time was kept", () => {
    expect([undefined, "soon", 5, "closed", "at-once"].map(lockTimeFrom)).toEqual([
      "minutes",
      "minutes",
      "minutes",
      "closed",
      "at-once",
    ]);
  });
});
