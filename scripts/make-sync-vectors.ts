import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bytesFromText, u64 } from "../packages/sync/src/bytes.ts";
import { charterText, type ProofPurpose, proofText } from "../packages/sync/src/protocol.ts";
import { accessKey, makeEpoch } from "../packages/sync/src/seal/epoch.ts";
import { recordFormatVersion, sealRecord } from "../packages/sync/src/seal/record.ts";
import { charter, deviceIdFromKey, rootFromEntropy } from "../packages/sync/src/seal/root.ts";
import { contentLengthOf } from "../packages/sync/src/seal/suite.ts";
import { fourWords, wordsFromEntropy } from "../packages/sync/src/seal/words.ts";
import { padSlowly, sealBoxWith, sealSlowly } from "../packages/sync/test/seal/slow-suite.ts";
import {
  base64url,
  counting,
  countingSuite,
  type Group,
  hex,
  sha256,
  vault,
  vaultBytes,
} from "./sync-vectors/bytes.ts";
import { feeds } from "./sync-vectors/feeds.ts";
import { logs, registers, rosters } from "./sync-vectors/logs.ts";
import { mails, requests } from "./sync-vectors/relay.ts";
import { invitations, letterboxes, letters, notices } from "./sync-vectors/shares.ts";
import { backups, snapshots } from "./sync-vectors/states.ts";

/**
 * Writes packages/sync/vectors/: golden bytes of every format, for whoever writes the protocol in another language.
 * packages/sync/test/seal/vectors.test.ts compares them and opens them; scripts/reference/check_sync_vectors.py opens
 * them without any of this code. Everything random is a counter, so that the files come out the same each time.
 */

/** The first groups of 11 bits, each the place of a word on BIP 39's list. */
const wordIndices = (bytes: Uint8Array, count: number): readonly number[] => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: count }, (_, at) => Number.parseInt(bits.slice(11 * at, 11 * at + 11), 2));
};

// --- The groups ---------------------------------------------------------------------------------------------------

/** Rules 1 to 3. */
async function words(): Promise<readonly object[]> {
  const suite = countingSuite();
  const entropies = [
    new Uint8Array(16),
    new Uint8Array(16).fill(0x7f),
    new Uint8Array(16).fill(0x80),
    new Uint8Array(16).fill(0xff),
    counting(0, 16),
    sha256(bytesFromText("tidetable vector")).subarray(0, 16),
  ];
  return Promise.all(
    entropies.map(async (entropy) => {
      const list = await wordsFromEntropy(entropy);
      const root = await rootFromEntropy(suite, entropy);
      return {
        entropy: hex(entropy),
        words: list.join(" "),
        indices: wordIndices(Buffer.concat([entropy, sha256(entropy)]), 12),
        signSeed: hex(root.sign.seed),
        sign: hex(root.sign.publicKey),
        boxSeed: hex(root.box.seed),
        box: hex(root.box.publicKey),
        vault: root.vault,
        charterText: charterText(root.vault),
        charter: hex(await charter(suite, root)),
      };
    }),
  );
}

/** Rule 4. */
async function devices(): Promise<readonly object[]> {
  const suite = countingSuite();
  return Promise.all(
    [0, 32, 64].map(async (first) => {
      const sign = await suite.signingKeyFromSeed(counting(first, 32));
      const box = await suite.boxKeyFromSeed(counting(first + 100, 32));
      const device = await deviceIdFromKey(suite, sign.publicKey);
      return {
        device,
        signSeed: hex(sign.seed),
        sign: hex(sign.publicKey),
        boxSeed: hex(box.seed),
        box: hex(box.publicKey),
      };
    }),
  );
}

/** Bytes of an envelope that a vector shows where it would be long. */
const shown = 160;

/** Rules 10 to 14. */
async function envelopes(): Promise<readonly object[]> {
  const epochKey = counting(0x40, 32);
  const epoch = 7;
  const sized = [
    ["nothing in the smallest", "entry", 0, 1_024],
    ["one byte", "entry", 1, 1_024],
    ["a part of a snapshot", "snapshot", 300, 1_024],
    ["as much as 1,024 bytes hold", "entry", contentLengthOf(1_024), 1_024],
    ["one byte more", "entry", contentLengthOf(1_024) + 1, 4_096],
    ["as much as 4,096 bytes hold", "snapshot", contentLengthOf(4_096), 4_096],
    ["one byte more than that", "entry", contentLengthOf(4_096) + 1, 16_384],
    ["as much as 16,384 bytes hold", "entry", contentLengthOf(16_384), 16_384],
    ["one byte more again", "snapshot", contentLengthOf(16_384) + 1, 65_536],
    ["as much as an envelope holds", "snapshot", contentLengthOf(65_536), 65_536],
  ] as const;
  const common = { vault, epochKey: hex(epochKey) };
  const good = await Promise.all(
    sized.map(async ([name, kind, length, size]) => {
      const suite = countingSuite();
      const envelope = await suite.sealEnvelope(kind, epoch, epochKey, vault, counting(0, length));
      const [salt] = suite.drawn;
      const bytes =
        size === 1_024
          ? { envelope: hex(envelope) }
          : { begins: hex(envelope.subarray(0, shown)), sha256: hex(sha256(envelope)) };
      return {
        name,
        ...common,
        kind,
        epoch,
        salt: hex(salt!),
        contentLength: length,
        length: size,
        ...bytes,
      };
    }),
  );

  const salt = counting(0, 32);
  const plain = padSlowly(counting(0, 40), 1_024);
  const slow = { kind: 1, epoch, epochKey, vault: vaultBytes, salt, plain } as const;
  const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
    const copy = new Uint8Array(bytes);
    copy[at] = value;
    return copy;
  };
  const whole = sealSlowly(slow);
  const bad: readonly (readonly [string, Uint8Array])[] = [
    ["another commitment, under which the cipher would open", sealSlowly({ ...slow, commitment: salt })],
    ["padding that is not zeros", sealSlowly({ ...slow, plain: changed(plain, 500, 1) })],
    ["a length beyond the plaintext", sealSlowly({ ...slow, plain: changed(plain, 2, 4) })],
    ["another vault's", sealSlowly({ ...slow, vault: counting(1, 16) })],
    ["another epoch's key", sealSlowly({ ...slow, epochKey: counting(0x41, 32) })],
    ["another epoch in its head", changed(whole, 11, 8)],
    ["another kind in its head", changed(whole, 3, 2)],
    ["a version that is none", changed(whole, 2, 2)],
    ["a suite that is none", changed(whole, 4, 2)],
    ["one of the three zeros is not", changed(whole, 6, 1)],
    ["a changed byte in the tag", changed(whole, 1_023, whole[1_023]! ^ 1)],
    ["a byte short of a size", whole.subarray(0, 1_023)],
  ];
  return [
    ...good,
    ...bad.map(([name, envelope]) => ({ name, ...common, unopenable: true, envelope: hex(envelope) })),
  ];
}

/** Rules 5 and 16. */
async function epochs(): Promise<readonly object[]> {
  const suite = countingSuite();
  // Counting down: the suite's own draws count up, and the keys that nobody has must not be somebody's here.
  const boxes = await Promise.all(
    Array.from({ length: 9 }, (_, place) => suite.boxKeyFromSeed(counting(20 * place, 32).reverse())),
  );
  const made: object[] = [];
  for (const [index, people] of [
    [0, 1],
    [0, 1, 2],
    [0, 2],
    [0, 1, 2, 3, 4, 5, 6, 7, 8],
  ].entries()) {
    const epoch = index + 1;
    const invited = people.map((person) => boxes[person]!);
    const places = invited.map(({ publicKey }) => publicKey);
    const { key, envelope } = await makeEpoch(suite, { vault, epoch, places });
    const access = await accessKey(suite, key);
    made.push({
      vault,
      epoch,
      boxSeeds: invited.map(({ seed }) => hex(seed)),
      strangers: boxes.filter((box) => !invited.includes(box)).map(({ seed }) => hex(seed)),
      key: hex(key),
      accessSeed: hex(access.seed),
      access: hex(access.publicKey),
      envelope: hex(envelope),
    });
  }
  return made;
}

/** RFC 9180 with suite 1, on its own. */
async function boxes(): Promise<readonly object[]> {
  const cases = [
    ["", 0],
    ["a purpose", 32],
    ["tidetable/v1 another purpose", 300],
  ] as const;
  const recipient = await countingSuite().boxKeyFromSeed(counting(200, 32));
  return Promise.all(
    cases.map(async ([info, length], index) => {
      const ephemeral = counting(index, 32);
      const box = sealBoxWith(ephemeral, recipient.publicKey, bytesFromText(info), counting(0, length));
      return {
        recipientSeed: hex(recipient.seed),
        recipient: hex(recipient.publicKey),
        ephemeralSeed: hex(ephemeral),
        info: hex(bytesFromText(info)),
        content: hex(counting(0, length)),
        box: hex(box),
      };
    }),
  );
}

/** Rule 41. */
async function proofs(): Promise<readonly object[]> {
  const suite = countingSuite();
  const key = await suite.signingKeyFromSeed(counting(0x60, 32));
  const challenge = base64url(counting(0x20, 32));
  const access = counting(0xa0, 32);
  const hashes = [sha256(counting(0, 5)), sha256(counting(5, 5))];
  const asked: readonly (readonly [ProofPurpose, object, readonly Uint8Array[] | null])[] = [
    ["create", { access: hex(access), head: 0 }, [access, u64(0)]],
    ["create", { access: hex(access), head: 70_000 }, [access, u64(70_000)]],
    ["session", {}, null],
    ["rotate", { access: hex(access), expect: 12, hashes: hashes.map(hex) }, [access, u64(12), ...hashes]],
    ["restart", { expect: 12, at: 40, hashes: hashes.map(hex) }, [u64(12), u64(40), ...hashes]],
    ["delete", {}, null],
  ];
  return Promise.all(
    asked.map(async ([purpose, of, pieces]) => {
      const detail = pieces === null ? "" : base64url(await suite.hash(...pieces));
      const text = proofText(purpose, "relay.example:4800", challenge, vault, detail);
      const signature = await suite.sign(key, bytesFromText(text));
      return {
        purpose,
        of,
        detail,
        text,
        seed: hex(key.seed),
        key: hex(key.publicKey),
        signature: hex(signature),
      };
    }),
  );
}

/** Rules 20, 27 and 77. */
async function chain(): Promise<readonly object[]> {
  const suite = countingSuite();
  const made: object[] = [];
  let hash = await suite.hash(bytesFromText("tidetable/v1 log\n"), vaultBytes);
  for (const [n, length] of [0, 12, 100, 1_024].entries()) {
    const envelope = n === 0 ? null : counting(n, length);
    if (envelope) hash = await suite.hash(hash, await suite.hash(envelope));
    const four = await fourWords(hash);
    made.push({
      vault,
      n,
      ...(envelope && { envelope: hex(envelope) }),
      hash: hex(hash),
      words: four.join(" "),
      indices: wordIndices(hash, 4),
    });
  }
  return made;
}

/** The device's own storage: `packages/sync/src/seal/record.ts`. */
async function records(): Promise<readonly object[]> {
  const { subtle } = crypto;
  const [cipher, naming] = [counting(0, 32), counting(32, 32)];
  const keys = {
    cipher: await subtle.importKey("raw", cipher, "AES-GCM", false, ["encrypt", "decrypt"]),
    naming: await subtle.importKey("raw", naming, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]),
  };
  const values: readonly (readonly [string, unknown])[] = [
    ["day/2027-03-04", { bleeding: "light" }],
    ["", null],
    ["long", "x".repeat(300)],
    ["ünï/☂", ["ü", 1.5, true]],
  ];
  return Promise.all(
    values.map(async ([name, value]) => {
      const environment = { subtle, randomBytes: (length: number) => counting(0, length) };
      const { id, bytes } = await sealRecord(environment, keys, name, value);
      const version = recordFormatVersion;
      return { version, cipherKey: hex(cipher), namingKey: hex(naming), name, value, id, bytes: hex(bytes) };
    }),
  );
}

const groups: readonly Group[] = [
  { file: "words.json", make: words },
  { file: "devices.json", make: devices },
  { file: "envelopes.json", make: envelopes },
  { file: "epochs.json", make: epochs },
  { file: "boxes.json", make: boxes },
  { file: "proofs.json", make: proofs },
  { file: "chain.json", make: chain },
  { file: "records.json", make: records },
  { file: "rosters.json", make: rosters },
  { file: "logs.json", make: logs },
  { file: "registers.json", make: registers },
  { file: "snapshots.json", make: snapshots },
  { file: "backups.json", make: backups },
  { file: "mails.json", make: mails },
  { file: "requests.json", make: requests },
  { file: "letters.json", make: letters },
  { file: "letterboxes.json", make: letterboxes },
  { file: "invitations.json", make: invitations },
  { file: "notices.json", make: notices },
  { file: "feeds.json", make: feeds },
];

/** Name and text of every file in packages/sync/vectors/ that is made, in order. */
export async function syncVectorTexts(): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const { file, make } of groups) {
    const lines = (await make()).map((vector) => JSON.stringify(vector)).join(",\n");
    texts.set(file, `{\n"schema": "tidetable.sync-vectors/1",\n"vectors": [\n${lines}\n]\n}\n`);
  }
  return texts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, text] of await syncVectorTexts()) {
    writeFileSync(new URL(`../packages/sync/vectors/${name}`, import.meta.url), text);
  }
}
