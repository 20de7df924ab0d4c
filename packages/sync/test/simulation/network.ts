import type { RelayRequest, Transport } from "../../src/relay-client.ts";
import type { ModelRelay } from "./model-relay.ts";

type Sent = Awaited<ReturnType<Transport["send"]>>;

/** What becomes of one request. */
export type Fate =
  /** It never arrives. */
  | "lose-request"
  /** It arrives, and the answer does not. */
  | "lose-answer"
  /** It arrives twice, one right after the other; the second answer is heard. */
  | "twice"
  /** It arrives twice, the second time whenever the network likes; the first answer is heard. */
  | "twice-late"
  /** The device gives up waiting; it arrives later. */
  | "late";

/** A request on its way, or an answer on its way back. */
interface Held {
  readonly line: Line;
  readonly relay: string;
  readonly request: RelayRequest;
  readonly resolve: (answer: Sent) => void;
  answer: Sent | undefined;
}

/** Who answers in place of a relay; `line` is who asks. */
export type Answerer = (relay: ModelRelay, request: RelayRequest, line: Line) => Sent;

/** The simulated network: requests of every line, in flight or late, delivered when and in the order the schedule says. */
export class Network {
  readonly held: Held[] = [];
  readonly late: { readonly relay: string; readonly request: RelayRequest; readonly line: Line }[] = [];
  readonly #relayByName: ReadonlyMap<string, ModelRelay>;
  readonly #answerer: Answerer;

  constructor(relayByName: ReadonlyMap<string, ModelRelay>, answerer: Answerer) {
    this.#relayByName = relayByName;
    this.#answerer = answerer;
  }

  ask(relay: string, request: RelayRequest, line: Line): Sent {
    const known = this.#relayByName.get(relay);
    return known ? this.#answerer(known, request, line) : null;
  }

  /** Moves one thing that is in flight on: a request to its relay, or an answer to its device. */
  deliver(at: number): void {
    const held = this.held[at]!;
    const { line, relay, request, resolve } = held;
    if (!line.isUp || line.isOffline) {
      this.held.splice(at, 1);
      if (line.isUp) resolve(null);
    } else if (held.answer === undefined) {
      held.answer = this.ask(relay, request, line);
    } else {
      this.held.splice(at, 1);
      resolve(held.answer);
    }
  }

  /** A request that was given up arrives after all; nobody hears the answer. */
  deliverLate(at: number): void {
    const [late] = this.late.splice(at, 1);
    if (late) this.ask(late.relay, late.request, late.line);
  }

  /** Whether a snapshot of this line is under way, for which a vault lets everything else wait. */
  isSnapshotHeld(line: Line): boolean {
    return this.held.some((held) => held.line === line && held.request.method === "PUT");
  }

  /** What a device that died had asked: arrives late or never. */
  cutOff(line: Line, arrives: boolean): void {
    for (const held of this.held.filter((held) => held.line === line)) {
      this.held.splice(this.held.indexOf(held), 1);
      if (arrives && held.answer === undefined)
        this.late.push({ relay: held.relay, request: held.request, line });
    }
  }
}

/** One running program's way into the network. */
export class Line {
  /** False once the program died: nothing it asked is answered any more. */
  isUp = true;
  isOffline = false;
  /** Requests and answers wait until they are delivered one by one. */
  isSlow = false;
  /** What becomes of the next requests, first to last. */
  readonly fates: Fate[] = [];
  /** Whose line it is, for a relay that tells devices apart. */
  readonly owner: number;
  readonly #network: Network;

  constructor(network: Network, owner: number) {
    this.#network = network;
    this.owner = owner;
  }

  transport(relay: string): Transport {
    return { host: "relay.test", send: (request) => this.#send(relay, request) };
  }

  async #send(relay: string, request: RelayRequest): Promise<Sent> {
    if (!this.isUp) return new Promise(() => undefined);
    if (this.isOffline) return null;
    const network = this.#network;
    switch (this.fates.shift()) {
      case "lose-request":
        return null;
      case "lose-answer":
        network.ask(relay, request, this);
        return null;
      case "twice":
        network.ask(relay, request, this);
        return network.ask(relay, request, this);
      case "twice-late":
        network.late.push({ relay, request, line: this });
        return network.ask(relay, request, this);
      case "late":
        network.late.push({ relay, request, line: this });
        return null;
      default:
        if (!this.isSlow) return network.ask(relay, request, this);
        return new Promise((resolve) => {
          network.held.push({ line: this, relay, request, resolve, answer: undefined });
        });
    }
  }
}
