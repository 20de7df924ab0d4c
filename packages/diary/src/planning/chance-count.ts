/** A chance in whole twentieths, 0 to 20; words say "fewer than 1" for 0 and "more than 19" for 20, since neither is ever true. */
export const chanceCount = (chance: number): number => Math.min(20, Math.max(0, Math.round(chance * 20)));
