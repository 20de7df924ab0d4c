/**
 * How one kind of text is understood. `read` gives the value, null for "nothing recorded", undefined when the text
 * is none that the format has; `expected` lists those it has, as they are written in files.
 */
export interface Reading<Value> {
  readonly expected: string;
  readonly read: (text: string) => Value | null | undefined;
}

/** One of some words, in any case. */
export function oneOf<const Value>(valueByWord: Readonly<Record<string, Value | null>>): Reading<Value> {
  const byWord = new Map(Object.entries(valueByWord));
  return { expected: [...byWord.keys()].join(", "), read: (text) => byWord.get(text.toLowerCase()) };
}

/** A reading that takes more words than it tells of. */
export function alsoOneOf<const Value>(
  reading: Reading<Value>,
  valueByWord: Readonly<Record<string, NoInfer<Value> | null>>,
): Reading<Value> {
  const more = oneOf(valueByWord);
  return {
    expected: reading.expected,
    read: (text) => {
      const value = reading.read(text);
      return value === undefined ? more.read(text) : value;
    },
  };
}

export const yesOrNo: Reading<boolean> = alsoOneOf(oneOf({ yes: true, no: false }), {
  true: true,
  false: false,
  y: true,
  n: false,
  1: true,
  0: false,
});

/** A whole number, both ends included. */
export function wholeNumber(lowest: number, highest: number): Reading<number> {
  const read = (text: string): number | undefined => {
    const value = decimal(text);
    return value !== null && Number.isInteger(value) && value >= lowest && value <= highest
      ? value
      : undefined;
  };
  return { expected: `${lowest} – ${highest}`, read };
}

/**
 * Basal body temperature in degrees Celsius; 0 means not measured. 34 to 42 as in an entry. What lies between the
 * same bounds in Fahrenheit, 93.2 to 107.6, can be nothing else and is converted, to a hundredth of a degree.
 */
export const temperature: Reading<number> = {
  expected: "34 – 42 °C",
  read: (text) => {
    const value = decimal(text);
    if (value === 0) return null;
    if (value !== null && value >= 34 && value <= 42) return value;
    return value !== null && value >= 93.2 && value <= 107.6
      ? Math.round((value - 32) / 0.018) / 100
      : undefined;
  },
};

/** HH:MM; the hour may have one digit, and seconds are left out. */
export const timeOfDay: Reading<string> = {
  expected: "HH:MM",
  read: (text) => {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(text);
    return match ? `${match[1]?.padStart(2, "0")}:${match[2]}` : undefined;
  },
};

/** A number with a point or a comma before its fraction; no signs, no exponents. */
function decimal(text: string): number | null {
  return /^\d{1,9}(?:[.,]\d{1,20})?$/.test(text) ? Number(text.replace(",", ".")) : null;
}
