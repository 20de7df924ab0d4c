/** A sealed setting of this device, by its name: whether its owner wants the quick exit. */
export const quickExitSetting = "quick-exit";

/** The setting as it was kept; off for anything else. */
export const quickExitFrom = (value: unknown): boolean => value === true;
