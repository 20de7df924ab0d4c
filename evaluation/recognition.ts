import { longestGap } from "@tidetable/forecast";
import { type LoggedPerson, loggedGaps } from "./logged.ts";
import type { OurModel } from "./ours.ts";
import type { RecognitionResult } from "./results.ts";

/** A gap is taken for more than one cycle when that is likelier than not. */
const likelier = 0.5;

/**
 * How many merged gaps are seen as such, and how many true cycles are taken for two.
 *
 * Each gap is judged twice: right after it was logged, and by the whole history of the person, as her app would
 * show it at the end.
 */
export function recognise(
  people: readonly LoggedPerson[],
  ours: OurModel,
  lossChance: number,
): RecognitionResult {
  const sum = {
    merged: 0,
    recognised: 0,
    recognisedAtOnce: 0,
    pauses: 0,
    single: 0,
    falseAlarms: 0,
    falseAlarmsAtOnce: 0,
  };
  for (const person of people) {
    const gaps = loggedGaps(person);
    const cycles = gaps.map(({ gap }) => gap);
    const isTakenForMore = (known: number, days: number): boolean => {
      const age = cycles[known - 1]?.age;
      const belief = ours.beliefOf({
        cycles: cycles.slice(0, known),
        ...(age === undefined ? {} : { age }),
      });
      return 1 - ours.forecaster.cyclesInGap(belief, days)[0]! > likelier;
    };
    const judged = gaps.map(({ gap: { length }, trueCycles }, index) => ({
      length,
      isMerged: trueCycles > 1,
      isTakenAtOnce: length <= longestGap && isTakenForMore(index + 1, length),
    }));
    for (const { length, isMerged, isTakenAtOnce } of judged) {
      const isTaken = length <= longestGap && isTakenForMore(cycles.length, length);
      sum[isMerged ? "merged" : "single"]++;
      if (isMerged && length > longestGap) sum.pauses++;
      if (isTaken) sum[isMerged ? "recognised" : "falseAlarms"]++;
      if (isTakenAtOnce) sum[isMerged ? "recognisedAtOnce" : "falseAlarmsAtOnce"]++;
    }
  }
  return { lossChance, ...sum };
}

/** Sums over seeds. */
export const addRecognition = (a: RecognitionResult, b: RecognitionResult): RecognitionResult => ({
  lossChance: a.lossChance,
  merged: a.merged + b.merged,
  recognised: a.recognised + b.recognised,
  recognisedAtOnce: a.recognisedAtOnce + b.recognisedAtOnce,
  pauses: a.pauses + b.pauses,
  single: a.single + b.single,
  falseAlarms: a.falseAlarms + b.falseAlarms,
  falseAlarmsAtOnce: a.falseAlarmsAtOnce + b.falseAlarmsAtOnce,
});
