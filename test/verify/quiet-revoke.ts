import { parseArgs } from "node:util";
import { sixFaces } from "./sharing-six-faces.ts";
import { stoppedInTime } from "./sharing-stopped.ts";

export const about =
  "six reasons to show nothing, and one face for them; three taps to stop all sharing, and what they close";

type Say = (line: string) => void;

export async function quietRevoke(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({ args: [...words], options: { help: { type: "boolean", default: false } } });
  if (values.help) {
    say("npm run verify -- quiet-revoke");
    return true;
  }
  const isOneFace = await sixFaces(say);
  const isInTime = await stoppedInTime(say);
  return isOneFace && isInTime;
}
