import {
  feedIdText,
  feedPath,
  frameFromLastDay,
  frameFromNotice,
  joinFrames,
  type LetterboxPurpose,
  letterboxIdText,
  letterboxText,
  type Notice,
} from "@tidetable/sync/protocol";
import { hash, json, keyNamed, type TestDevice, type TestKey, u64 } from "./test-device.ts";
import { host, noon, type TestRelay } from "./test-relay.ts";

/** What may be made wrong about what is put, deleted or read. */
export interface SignedOptions {
  readonly key?: TestKey;
  readonly host?: string;
  readonly purpose?: LetterboxPurpose;
  /** What is signed, where that differs from what is sent. */
  readonly signedNumber?: number;
  readonly signedId?: string;
  readonly content?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Whoever writes a letterbox or queue, as far as a relay can tell. */
export interface TestWriter {
  readonly id: string;
  readonly publicKey: string;
  make(device: TestDevice): Promise<Response>;
  /** A frame, or a header's bytes: number and signature. */
  signed(purpose: LetterboxPurpose, number: number, content: Uint8Array, options?: SignedOptions): Buffer;
  remove(options?: SignedOptions): Promise<Response>;
}

export interface TestLetterbox extends TestWriter {
  put(number: number, letter: Uint8Array, options?: SignedOptions): Promise<Response>;
  read(): Promise<Response>;
}

export interface TestQueue extends TestWriter {
  put(number: number, notices: readonly Notice[], options?: SignedOptions): Promise<Response>;
  read(options?: SignedOptions): Promise<Response>;
}

/** What may be made wrong about a feed that is put. */
export interface FeedOptions extends SignedOptions {
  /** Days since 1970; 60 after `noon` where it is left out. */
  readonly last?: number;
}

export interface TestFeed extends TestWriter {
  readonly token: string;
  put(number: number, sealed: Uint8Array, options?: FeedOptions): Promise<Response>;
  /** What a calendar program asks. */
  fetch(method?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

const nothing = new Uint8Array();

/** The hour it is at `noon`. */
export const hour = noon / 3_600_000;

/** A letter that nobody sealed. */
export const letter = (name: string): Buffer => Buffer.alloc(4_096, hash(Buffer.from(name)));

/** A push service that every relay knows. */
export const knownEndpoint = "https://fcm.googleapis.com/fcm/send/anna";

export const noticeFor = (name: string, due = hour, endpoint = knownEndpoint): Notice => ({
  due,
  endpoint,
  message: new Uint8Array(Buffer.alloc(1_024, hash(Buffer.from(name)))),
});

function writerOf(
  relay: Pick<TestRelay, "ask">,
  name: string,
  kind: "letterbox" | "queue" | "feed",
  named?: Buffer,
): TestWriter {
  const key = keyNamed(`${name} ${kind}`);
  const idBytes = named ?? hash(Buffer.from(letterboxIdText), key.publicKey).subarray(0, 16);
  const id = idBytes.toString("base64url");
  const publicKey = key.publicKey.toString("base64url");
  const writer: TestWriter = {
    id,
    publicKey,
    make: (device) => {
      const paths = { letterbox: "/v1/letterboxes", queue: "/v1/queues", feed: "/v1/feeds" };
      return device.send("POST", paths[kind], json({ key: publicKey, ...(named ? { feed: id } : {}) }));
    },
    signed(purpose, number, content, options = {}) {
      const text = letterboxText(options.purpose ?? purpose, options.host ?? host);
      const signedId = options.signedId === undefined ? idBytes : Buffer.from(options.signedId, "base64url");
      const parts = [
        Buffer.from(text),
        signedId,
        u64(options.signedNumber ?? number),
        hash(options.content ?? content),
      ];
      const signature = (options.key ?? key).sign(Buffer.concat(parts));
      return Buffer.concat([u64(number), Buffer.from(signature, "base64url")]);
    },
    remove: (options) =>
      relay.ask(
        "DELETE",
        `/v1/${kind}/${id}`,
        joinFrames([writer.signed(`${kind} delete`, 0, nothing, options)]),
        options?.headers,
      ),
  };
  return writer;
}

/** The letterbox of this name, with the key made from it. */
export function letterboxOf(relay: Pick<TestRelay, "ask">, name: string): TestLetterbox {
  const writer = writerOf(relay, name, "letterbox");
  const path = `/v1/letterbox/${writer.id}`;
  return {
    ...writer,
    put: (number, content, options) =>
      relay.ask(
        "PUT",
        path,
        joinFrames([writer.signed("letterbox put", number, content, options), content]),
        options?.headers,
      ),
    read: () => relay.ask("GET", path),
  };
}

/** The feed of this name, with secret and key made from it. */
export function feedOf(relay: Pick<TestRelay, "ask">, name: string): TestFeed {
  const secret = hash(Buffer.from(`${name} secret`));
  const token = secret.toString("base64url");
  const id = hash(Buffer.from(feedIdText), secret).subarray(0, 16);
  const writer = writerOf(relay, name, "feed", id);
  return {
    ...writer,
    token,
    put(number, sealed, options = {}) {
      const last = options.last ?? Math.floor(noon / 86_400_000) + 60;
      const frames = [frameFromLastDay(last), sealed];
      const first = writer.signed("feed put", number, joinFrames(frames), options);
      return relay.ask("PUT", `/v1/feed/${writer.id}`, joinFrames([first, ...frames]), options.headers);
    },
    fetch: (method = "GET", headers = {}) => relay.ask(method, feedPath(token), undefined, headers),
  };
}

/** The queue of this name, with the key made from it. */
export function queueOf(relay: Pick<TestRelay, "ask">, name: string): TestQueue {
  const writer = writerOf(relay, name, "queue");
  const path = `/v1/queue/${writer.id}`;
  return {
    ...writer,
    put(number, notices, options) {
      const frames = notices.map(frameFromNotice);
      const first = writer.signed("queue put", number, joinFrames(frames), options);
      return relay.ask("PUT", path, joinFrames([first, ...frames]), options?.headers);
    },
    read(options) {
      const signed = writer.signed("queue read", 0, nothing, options).toString("base64url");
      return relay.ask("GET", path, undefined, { authorization: `Letterbox ${signed}`, ...options?.headers });
    },
  };
}
