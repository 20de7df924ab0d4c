import { parseArgs } from "node:util";
import { movesAway } from "./sharing-move.ts";
import { operatorSees } from "./sharing-operator-sees.ts";
import { toldApart } from "./sharing-told-apart.ts";
import { twoOrigins } from "./sharing-two-origins.ts";

export const about =
  "what a relay's operator learns of who is told what: from its commands, its database, its traces, and afterwards";

type Say = (line: string) => void;

export async function operatorIsAbuser(words: readonly string[], say: Say): Promise<boolean> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: "boolean", default: false },
      traces: { type: "string", default: "2000" },
      seed: { type: "string", default: "1" },
    },
  });
  const [traces, seed] = [Number(values.traces), Number(values.seed)];
  if (values.help || !(traces >= 100) || !Number.isInteger(seed)) {
    say("npm run verify -- operator-is-abuser [--traces 2000] [--seed 1], at least 100 traces");
    return values.help;
  }
  const isApart = await twoOrigins(say);
  const isBlind = await operatorSees(say);
  const isLeft = await movesAway(say);
  const isAlike = await toldApart(traces, seed, say);
  return isApart && isBlind && isLeft && isAlike;
}
