import { cycleConstants, seededRandom } from "@tidetable/forecast";
import type { CohortPerson } from "../cohort.ts";
import type { FitResult } from "../results.ts";
import { fitConstants } from "./fit.ts";
import { freeConstants, toUnits } from "./free-constants.ts";

/** As the page says that `npm run fit` was asked. */
const searches = { starts: 2, evaluations: 400 } as const;

/** The constants of a cohort in which every start was logged, beside the published ones. */
export function evaluateFit(people: readonly CohortPerson[], seed: number): FitResult {
  const options = { complete: true, ...searches };
  const fit = fitConstants(people, options, seededRandom(seed));
  const free = freeConstants(options);
  const [fitted, published] = [toUnits(fit.constants, free), toUnits(cycleConstants, free)];
  return {
    logLikelihood: fit.logLikelihood,
    logLikelihoodAsPublished: fit.logLikelihoodAsPublished,
    constants: free.map(({ name, printed }, i) => ({
      name,
      published: printed(published[i]!),
      fitted: printed(fitted[i]!),
      standardError: fit.standardErrors[name]!,
    })),
  };
}
