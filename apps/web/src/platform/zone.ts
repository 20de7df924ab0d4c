/** Minutes that this device's clock is ahead of UTC now; negative west of it. */
export const minutesAheadOfUtc = (): number => -new Date().getTimezoneOffset();
