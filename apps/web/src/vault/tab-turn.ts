/** One tab at a time may change the vault: two that wrote from two memories would overwrite each other. */
export interface TabTurn {
  /** Whether this tab has the turn, so that what it remembers of the vault is what is stored. */
  isHeld(): boolean;
  /** Takes the turn if nobody has it, without calling `onTaken`. */
  takeIfFree(): Promise<boolean>;
  /** Called whenever the turn comes to this tab, before any work; rejects with what was in the way. */
  onTaken(read: () => Promise<void>): void;
  /** Called when another tab wants the turn: what takes long should end. */
  onWanted(hurry: () => void): void;
  /** Works while this tab has the turn, asking the other tab for it. Works may overlap within a tab. */
  run<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The same, while nothing else works in this tab either; what takes long is hurried. */
  runAlone<Value>(work: () => Promise<Value>): Promise<Value>;
  /** As `run` if no other tab has the turn; null without having worked where one has. */
  runIfFree<Value>(work: () => Promise<Value>): Promise<Value | null>;
  /** Works while no tab has the turn, beside other tabs that do the same; `waited` if some tab had it. */
  besideOthers<Value>(work: (waited: boolean) => Promise<Value>): Promise<Value>;
  /** Lets another tab have it as soon as no work is under way. */
  giveBack(): void;
}

/** How tabs ask each other; nothing but that is said. */
export interface TurnChannel {
  ask(): void;
  listen(onAsked: () => void): void;
}

const lockName = "tidetable-vault";
/** A tab that just got the turn did not hear who asked before; asked again this often, in milliseconds. Our choice. */
const askAgainMilliseconds = 300;
/** A tab that the system put to sleep with the turn never answers: then it is taken from it. Our choice. */
const patienceMilliseconds = 8_000;

/** Until somebody else's work may have ended. */
const aMoment = (): Promise<void> => new Promise((later) => setTimeout(later, 20));

/** `locks` is the browser's, or undefined where it has none: then this tab is taken to be the only one. */
export function createTabTurn(locks: LockManager | undefined, channel: TurnChannel): TabTurn {
  let release: (() => void) | null = null;
  let taking: Promise<boolean> | null = null;
  let active = 0;
  let isWanted = false;
  let isAlone = false;
  let read: () => Promise<void> = async () => undefined;
  let hurry: () => void = () => undefined;

  const letGo = () => {
    isWanted = false;
    release?.();
    release = null;
  };
  const settle = () => {
    if (isWanted && active === 0) letGo();
  };
  channel.listen(() => {
    if (!release) return;
    isWanted = true;
    hurry();
    settle();
  });

  const request = (how: "if-free" | "wait" | "steal"): Promise<boolean> =>
    new Promise((resolve, reject) => {
      if (!locks) {
        release = () => undefined;
        return resolve(true);
      }
      const waited = new AbortController();
      const asking = how === "wait" ? setInterval(() => channel.ask(), askAgainMilliseconds) : undefined;
      const impatience = how === "wait" ? setTimeout(() => waited.abort(), patienceMilliseconds) : undefined;
      const stopAsking = () => {
        clearInterval(asking);
        clearTimeout(impatience);
      };
      const options: LockOptions =
        how === "wait"
          ? { signal: waited.signal }
          : how === "steal"
            ? { steal: true }
            : { ifAvailable: true };
      let mine: (() => void) | null = null;
      locks
        .request(lockName, options, (lock) => {
          stopAsking();
          if (!lock) return resolve(false);
          return new Promise<void>((done) => {
            mine = done;
            release = done;
            resolve(true);
          });
        })
        .catch((error: unknown) => {
          stopAsking();
          // Taken from this tab, which slept: whatever it remembers is read anew before it works again.
          if (mine !== null && release === mine) release = null;
          else if (waited.signal.aborted) request("steal").then(resolve, reject);
          else reject(error);
        });
      if (how === "wait") channel.ask();
    });

  const take = (how: "if-free" | "wait"): Promise<boolean> => {
    taking ??= (async () => {
      const isTaken = await request(how);
      if (!isTaken) return false;
      try {
        await read();
        return true;
      } catch (error) {
        letGo();
        throw error;
      }
    })().finally(() => {
      taking = null;
    });
    return taking;
  };

  const work = async <Value>(act: () => Promise<Value>): Promise<Value> => {
    active++;
    try {
      return await act();
    } finally {
      active--;
      settle();
    }
  };
  const isMine = () => release !== null && taking === null && !isWanted && !isAlone;
  /** Begins as soon as this tab has the turn, in the same step: a moment later it may be another's. */
  const whenMine = async <Value>(begin: () => Promise<Value>): Promise<Value> => {
    while (!isMine()) {
      if (release && (isWanted || isAlone)) await aMoment();
      else await take("wait");
    }
    return begin();
  };

  return {
    isHeld: () => release !== null && taking === null,
    takeIfFree: () => request("if-free"),
    onTaken(next) {
      read = next;
    },
    onWanted(next) {
      hurry = next;
    },
    run: (act) => whenMine(() => work(act)),
    runAlone: (act) =>
      whenMine(async () => {
        isAlone = true;
        // Counted from here on, so that the turn is not given away while the others end.
        const others = active;
        try {
          return await work(async () => {
            if (others > 0) hurry();
            while (active > 1) await aMoment();
            return act();
          });
        } finally {
          isAlone = false;
        }
      }),
    async runIfFree(act) {
      if (!isMine() && (isWanted || isAlone || !(await take("if-free")))) return null;
      return isMine() ? work(act) : null;
    },
    async besideOthers(act) {
      if (!locks) return act(false);
      const atOnce = await locks.request(lockName, { mode: "shared", ifAvailable: true }, async (lock) =>
        lock ? { value: await act(false) } : null,
      );
      if (atOnce) return atOnce.value;
      const asking = setInterval(() => channel.ask(), askAgainMilliseconds);
      channel.ask();
      return locks.request(lockName, { mode: "shared" }, () => {
        clearInterval(asking);
        return act(true);
      });
    },
    giveBack() {
      isWanted = true;
      settle();
    },
  };
}
