import { betaWeights } from "../distributions/beta.ts";
import { lossChances } from "../grid.ts";
import { logPriorOfCell, type Model } from "../model.ts";
import type { Prior } from "../person.ts";
import { cellOf, centreCount, lossCount, spreadCount, toBase2, usualCentres } from "./layout.ts";
import type { BulkMemory } from "./memory.ts";

/** The prior of one age, as it lies in the memory. */
export interface BulkPrior {
  readonly prior: Prior;
  /** The row and the centre that are likeliest beforehand. */
  readonly bestRow: number;
  readonly bestCentre: number;
  /** The largest logarithm of a state's prior beyond the usual centres. */
  readonly beyond: number;
}

/**
 * Fills the memory with the prior of an age; as long as the age is the same, the same object comes back.
 *
 * The logarithm of a state's prior is a part for its centre, a part for its spread index and a part for its loss chance
 * (test/bulk.test.ts), so that few numbers tell it all.
 */
export function createPriorAtAge(
  model: Model,
  { centrePrior, rowPrior }: BulkMemory,
): (age: number | undefined) => BulkPrior {
  let filledFor: number | undefined;
  let filled: BulkPrior | null = null;
  let lossFor: string | null = null;
  let ofLoss: Float64Array = new Float64Array(lossCount);

  return (age) => {
    if (filled && age === filledFor) return filled;
    const prior = model.prior(age === undefined ? {} : { age }, 0);
    if (lossFor !== `${prior.loss}`) {
      ofLoss = betaWeights(...prior.loss, lossChances).map(Math.log);
      lossFor = `${prior.loss}`;
    }
    for (let centre = 0; centre < centreCount; centre++) {
      centrePrior.numbers[centre] = toBase2 * logPriorOfCell(prior, cellOf(0, centre));
    }
    const origin = logPriorOfCell(prior, cellOf(0, 0));
    for (let spread = 0; spread < spreadCount; spread++) {
      const ofSpread = logPriorOfCell(prior, cellOf(spread, 0)) - origin;
      for (let loss = 0; loss < lossCount; loss++) {
        rowPrior.numbers[spread * lossCount + loss] = toBase2 * (ofSpread + ofLoss[loss]!);
      }
    }
    filledFor = age;
    const bestRow = indexOfLargest(rowPrior.numbers);
    const bestBeyond = usualCentres + indexOfLargest(centrePrior.numbers.subarray(usualCentres));
    filled = {
      prior,
      bestRow,
      bestCentre: indexOfLargest(centrePrior.numbers),
      beyond: rowPrior.numbers[bestRow]! + centrePrior.numbers[bestBeyond]!,
    };
    return filled;
  };
}

/** Of the numbers from one place to before another. */
export function indexOfLargest(numbers: Float32Array, from = 0, to = numbers.length): number {
  let largest = from;
  for (let i = from + 1; i < to; i++) if (numbers[i]! > numbers[largest]!) largest = i;
  return largest;
}
