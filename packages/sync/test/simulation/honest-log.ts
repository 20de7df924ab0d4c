import { createHash } from "node:crypto";
import { base64urlFromBytes, bytesFromBase64url } from "../../src/seal/base64url.ts";
import type { Installation } from "./installation.ts";
import type { SealedHere } from "./later-version.ts";
import { type Entry, type Logged, loggedIn } from "./oracle.ts";

/** One place in a log that an honest author wrote; what is before it is its parent's. */
interface Place {
  readonly parent: string | null;
  readonly index: number;
  readonly logged: readonly Logged[];
}

/**
 * Every log that honest authors ever wrote, as a tree by h(n): the only places at which a device may ever be. A relay that
 * shows devices different things makes it branch; nothing that a relay does adds a place to it.
 */
export class HonestLog {
  readonly #placeByChain = new Map<string, Place>();
  readonly #lastByNumber = new Map<number, Uint8Array>();

  /** Takes an entry in that a device has just sealed for the place where it stands. */
  add({ content, envelope }: SealedHere, by: Installation): void {
    const entry: Entry & { readonly log: readonly [number, string] } = JSON.parse(
      new TextDecoder().decode(content.subarray(64)),
    );
    const [before, parent] = entry.log;
    const index = before + 1;
    if (!this.#placeByChain.has(parent)) {
      // Between where its author stands and this entry are the boxes of a new epoch.
      const replica = by.vault?.core().replica;
      const isBoxes = replica?.index === before - 1;
      this.#placeByChain.set(parent, {
        parent: isBoxes ? base64urlFromBytes(replica.chain) : null,
        index: before,
        logged: [],
      });
    }
    const hash = createHash("sha256").update(envelope).digest();
    const chain = createHash("sha256").update(bytesFromBase64url(parent)!).update(hash).digest("base64url");
    this.#placeByChain.set(chain, { parent, index, logged: loggedIn(entry, index) });
    this.#lastByNumber.set(by.number, envelope);
  }

  takeAll(other: HonestLog): void {
    for (const [chain, place] of other.#placeByChain) this.#placeByChain.set(chain, place);
  }

  /** The last entry that an installation, by its number, has sealed. */
  lastBy(number: number): Uint8Array | null {
    return this.#lastByNumber.get(number) ?? null;
  }

  has(chain: string): boolean {
    return this.#placeByChain.has(chain);
  }

  /** Everything written up to a place, in order. */
  upTo(chain: string): readonly Logged[] {
    const stretches: (readonly Logged[])[] = [];
    for (let at: string | null = chain; at !== null; ) {
      const place: Place | undefined = this.#placeByChain.get(at);
      stretches.push(place?.logged ?? []);
      at = place?.parent ?? null;
    }
    return stretches.reverse().flat();
  }
}
