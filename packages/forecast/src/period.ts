import type { DayLengthsPrior } from "./day-lengths.ts";

/** Longest period the model holds, days; more than 10 is an outlier in the literature, 15 leaves room for it. */
export const longestPeriod = 15;

/** How many days a period lasts. Source: docs/forecasting.md, "Period length". */
export const periodPrior: DayLengthsPrior = {
  meanDays: 5,
  betweenPeople: 0.96,
  coreScale: 0.75,
  spreadPerIndex: 0.35,
  noise: { wideShare: 0, wideShift: 0, wideScale: 1 },
  memory: 1,
  shortest: 1,
  longest: longestPeriod,
};
