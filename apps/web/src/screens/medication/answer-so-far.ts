import type { ForecastAnswer } from "@tidetable/diary";

/** Until the first forecast is worked out, what hangs on it is not due. */
export const answerSoFar = (answer: ForecastAnswer | null): ForecastAnswer => answer ?? { kind: "no-start" };
