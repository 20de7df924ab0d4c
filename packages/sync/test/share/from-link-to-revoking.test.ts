import { expect, test } from "vitest";
import { type KeptLetter, takeLetter } from "../../src/share/letter.ts";
import { readLetterbox } from "../../src/share/letterbox.ts";
import { publishLetters } from "../../src/share/publishing.ts";
import { leaveReply, openReply } from "../../src/share/reply.ts";
import { writeKeyPublic } from "../../src/share/write-key.ts";
import { founded, realSuite } from "../household.ts";
import { accepted } from "./invitation.ts";

test("rules 96 to 100: invited, accepted, told, narrowed, revoked: from then on nothing opens, and nothing says so", async () => {
  const suite = realSuite(361);
  const home = await founded(suite);
  const { keys, here, accepted: reader } = await accepted(home);
  const transport = home.relay.transport();
  const make = (kind: "letterboxes" | "queues", key: string) => home.vault.makeLetterbox(kind, key);
  await make("letterboxes", await writeKeyPublic(suite, keys.reply));

  let number = 0;
  const publish = async (projection: unknown) => {
    const content = projection === null ? null : { relay: null, projection };
    const letters = [{ keys, number, readers: [here.reader], content }];
    const [left] = await publishLetters({ suite, transport, make, letters });
    expect(left).toMatchObject({ outcome: "left", number: number + 1 });
    number = left!.number;
  };
  let kept: KeptLetter = { number: 0, letter: "" };
  const look = async () => {
    const answer = await readLetterbox(transport, reader.id);
    if (!answer.ok) throw new Error(answer.error.kind);
    const taking = await takeLetter(suite, reader, kept, answer.value);
    if (taking.kind !== "old") kept = taking.kept;
    return taking.kind === "letter" ? taking.content.projection : taking.kind;
  };

  // Before the first letter there is nothing at the relay, and the reader sees what it sees when there is nothing to say.
  expect(await look()).toBe("nothing");
  const reply = { kind: "accepted", push: null, rhythm: null } as const;
  expect(await leaveReply({ suite, transport, accepted: reader, number: 0, reply })).toMatchObject({
    outcome: "left",
  });
  const replied = await readLetterbox(transport, keys.reply.id);
  if (!replied.ok) throw new Error(replied.error.kind);
  expect(await openReply(suite, keys, [here.reader], replied.value)).toEqual({ number: 1, reply });

  await publish({ week: "next", care: "tea" });
  expect(await look()).toEqual({ week: "next", care: "tea" });
  await publish({ week: "next" });
  const narrowed = home.relay.letterboxes.letterboxes.get(keys.id)!.held;
  expect(await look()).toEqual({ week: "next" });

  await publish(null);
  expect(await look()).toBe("nothing");
  for (let day = 0; day < 3; day++) {
    await publish(null);
    expect(await look()).toBe("nothing");
  }
  // A relay that shows an older letter again shows what its reader could have kept, and no more.
  const again = await takeLetter(suite, reader, kept, { number: 2, letter: narrowed });
  expect(again).toMatchObject({ kind: "letter", content: { projection: { week: "next" } } });
});
