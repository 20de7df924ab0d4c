import type { Known } from "../cohort.ts";
import { mean, median, newest, roundHalfUp } from "./arithmetic.ts";
import type { SignRule } from "./sign-rule.ts";

/** Luteal length where none of her own is known, days. Source: the textbook value that every peer starts from. */
const textbookLuteal = 14;

/** Days from the sign to the next start, of the cycles that had a sign: length − cycle day of the sign. */
function lutealLengths({ cycles }: Known): readonly number[] {
  return cycles.flatMap(({ length, ovulationDay }) =>
    ovulationDay === undefined ? [] : [length - ovulationDay],
  );
}

/** A rule that adds a luteal length to the day of the sign; null where it has none to add. */
function signPlus(name: string, source: string, lutealOf: (known: Known) => number | null): SignRule {
  const says = (known: Known, signDay: number) => {
    const luteal = lutealOf(known);
    return luteal === null ? null : { day: signDay + luteal };
  };
  return { name, source, says };
}

/** ovumcy's own value: from two valid ones and three starts on, the rounded mean of those of 10 to 20 days. */
function ovumcyLuteal(known: Known): number {
  const valid = lutealLengths(known).filter((days) => days >= 10 && days <= 20);
  // Three starts are two whole cycles and the running one.
  return known.cycles.length < 2 || valid.length < 2 ? textbookLuteal : roundHalfUp(mean(valid));
}

/** Mensinator's: the mean of the last five, without its fraction; without any it predicts nothing. */
function mensinatorLuteal(known: Known): number | null {
  const recent = newest(lutealLengths(known), 5);
  return recent.length === 0 ? null : Math.trunc(mean(recent));
}

const orTextbook = (dayOf: (days: readonly number[]) => number) => (known: Known) => {
  const own = lutealLengths(known);
  return own.length === 0 ? textbookLuteal : dayOf(own);
};

export const signRules: readonly SignRule[] = [
  signPlus("sign + 14", "common practice", () => textbookLuteal),
  signPlus("sign + own mean luteal length", "common practice", orTextbook(mean)),
  signPlus("sign + own median luteal length", "common practice", orTextbook(median)),
  signPlus(
    "Mensinator, luteal mode",
    "EmmaTellblom/Mensinator, business/CalculationsHelper.kt, f79504f",
    mensinatorLuteal,
  ),
  signPlus(
    "ovumcy, personal luteal length",
    "ovumcy/ovumcy-web, internal/services/cycle_signals.go, 9018e8a2",
    ovumcyLuteal,
  ),
];
