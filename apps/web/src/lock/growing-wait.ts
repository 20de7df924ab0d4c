/** Failures that cost nothing. */
const freeFailures = 5;
/** The wait doubles from one second to a minute. It is in memory only and locks nobody out. Our choice. */
const longestMilliseconds = 60_000;

/** How long to wait after this many failures in a row, in milliseconds. */
export const waitAfter = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(longestMilliseconds, 1000 * 2 ** (failures - freeFailures));
