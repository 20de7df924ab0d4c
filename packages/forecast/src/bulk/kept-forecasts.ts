/**
 * Forecasts that come again and again because so little is known: after no cycle and after one. They are kept for ages in
 * whole years.
 */
export interface KeptForecasts {
  /** What nothing observed is called. */
  readonly nothing: Past;
  after(past: Past, days: number, age: number | undefined): Past;
  afterPause(past: Past): Past;
  find(past: Past, age: number | undefined): Float64Array | null;
  add(past: Past, age: number | undefined, length: Float64Array): void;
}

/** What has been observed, as a number; null once it is too much to come again. */
export type Past = number | null;

/** Our choice: 3 MB. */
const mostKept = 2_000;

/** Lengths and ages are below it. */
const base = 128;

export function createKeptForecasts(): KeptForecasts {
  const lengthByKey = new Map<number, Float64Array>();
  /** 0 is an unknown age. */
  const ageKey = (age: number | undefined): number | null =>
    age === undefined ? 0 : Number.isInteger(age) ? age : null;
  const keyOf = (past: Past, age: number | undefined): number | null => {
    const ofAge = ageKey(age);
    return past === null || ofAge === null ? null : past * base + ofAge;
  };
  return {
    nothing: 0,
    after(past, days, age) {
      const ofAge = ageKey(age);
      return past === 0 && ofAge !== null ? days * base + ofAge : null;
    },
    // A pause takes from what is known; where nothing is, nothing.
    afterPause: (past) => (past === 0 ? 0 : null),
    find(past, age) {
      const key = keyOf(past, age);
      return key === null ? null : (lengthByKey.get(key) ?? null);
    },
    add(past, age, length) {
      const key = keyOf(past, age);
      if (key !== null && lengthByKey.size < mostKept) lengthByKey.set(key, length.slice());
    },
  };
}
