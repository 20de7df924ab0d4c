import { longestCycle } from "@tidetable/forecast";

/**
 * Lines of JSON, written as bytes digit by digit: a million people's forecasts hold two thousand million numbers, and making
 * each a text first would take longer than the forecasts.
 *
 * The writer does not look whether there is room: a line takes up to `roomFor` its person.
 */
export interface JsonLines {
  /** Writes into `bytes` from now on, from its beginning. */
  begin(bytes: Uint8Array): void;
  /** Bytes written since. */
  readonly length: () => number;
  /** Bytes of ASCII that are JSON already. */
  raw(json: Uint8Array): void;
  /** A string, given as UTF-8. */
  string(utf8: Uint8Array, from: number, to: number): void;
  /** A whole number ≥ 0. */
  whole(value: number): void;
  /** `"length":{"27":p,…},"beyond":p`, from the chance of each length, indexed by days; see `unitsInWhole`. */
  lengths(chance: Float64Array): void;
}

/**
 * A probability is written as a whole number of 1e-8, and what rounding leaves is given to the likeliest length: so an answer
 * sums to 1 exactly. A length of less than half a unit is left out. With that an answer is within a total variation of
 * 5e-7 of the forecast. Our choice: with 1e-9 a file is a fifth longer.
 */
const unitsInWhole = 1e8;
/** From here on 0.01234567 is the shorter, below it 1234e-8. */
const leastWithPoint = 1e6;

/** Room for a line: two distributions of 201 lengths, 17 bytes each, and a name in which every byte is escaped. */
export const roomFor = (nameBytes: number): number => 8 * 1024 + 6 * nameBytes;

export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts of up to eight bytes are written at once, as the number that has them as its bytes; what comes next overwrites the rest. */
const widest = 8;
const numberOf = (text: string): number =>
  new DataView(ascii(text.padEnd(widest)).buffer).getFloat64(0, true);
const numbersOf = (texts: readonly string[]): Float64Array => Float64Array.from(texts, numberOf);
const lengthsOf = (texts: readonly string[]): Uint8Array => Uint8Array.from(texts, (text) => text.length);

/** `,"27":` for each day. */
const keyTexts = Array.from({ length: longestCycle + 1 }, (_, day) => `,"${day}":`);
const [keys, keyLengths] = [numbersOf(keyTexts), lengthsOf(keyTexts)];

/** Of every number below 10,000: its digits; four of them, with zeros in front; and so many units as a probability. */
const below = 10_000;
const digitTexts = Array.from({ length: below }, (_, i) => `${i}`);
const [digits, digitCounts] = [numbersOf(digitTexts), lengthsOf(digitTexts)];
const fourDigits = numbersOf(digitTexts.map((text) => text.padStart(4, "0")));
const fourDigitsAndUnit = numbersOf(digitTexts.map((text) => `${text.padStart(4, "0")}e-8`));
const smallTexts = digitTexts.map((text) => (text === "0" ? text : `${text}e-8`));
const [small, smallLengths] = [numbersOf(smallTexts), lengthsOf(smallTexts)];

const [one, opening] = [ascii("1"), 0x7b];
const [beforeLengths, beforeBeyond] = [ascii('"length":'), ascii('},"beyond":')];
const wholePart = numberOf("0.");

export function createJsonLines(): JsonLines {
  const units = new Int32Array(longestCycle + 1);
  let bytes: Uint8Array = new Uint8Array(0);
  let view: DataView = new DataView(bytes.buffer);
  let at = 0;

  const raw = (json: Uint8Array): void => {
    for (let i = 0; i < json.length; i++) bytes[at++] = json[i]!;
  };
  const write = (text: number, length: number): void => {
    view.setFloat64(at, text, true);
    at += length;
  };
  const whole = (value: number): void => {
    if (value < below) write(digits[value]!, digitCounts[value]!);
    else {
      const high = Math.floor(value / below);
      whole(high);
      write(fourDigits[value - high * below]!, 4);
    }
  };
  const probability = (count: number): void => {
    if (count < below) {
      write(small[count]!, smallLengths[count]!);
      return;
    }
    const high = (count / below) | 0;
    const low = count - high * below;
    if (count < leastWithPoint) {
      write(digits[high]!, digitCounts[high]!);
      write(fourDigitsAndUnit[low]!, 7);
    } else if (count < unitsInWhole) {
      write(wholePart, 2);
      write(fourDigits[high]!, 4);
      write(fourDigits[low]!, 4);
    } else raw(one);
  };
  /** Fills `units`; what is missing from a whole. */
  const roundOff = (chance: Float64Array): number => {
    let [sum, told, likeliest] = [0, 0, 0];
    for (let day = 0; day <= longestCycle; day++) {
      const p = chance[day]!;
      const count = (p * unitsInWhole + 0.5) | 0;
      units[day] = count;
      sum += p;
      told += count;
      if (count > units[likeliest]!) likeliest = day;
    }
    const known = Math.min(unitsInWhole, Math.round(sum * unitsInWhole));
    units[likeliest]! += known - told;
    return unitsInWhole - known;
  };

  return {
    begin(target) {
      bytes = target;
      view = new DataView(target.buffer, target.byteOffset, target.length);
      at = 0;
    },
    length: () => at,
    raw,
    whole,
    string(utf8, from, to) {
      if (!isPlain(utf8, from, to)) {
        raw(ascii(JSON.stringify(new TextDecoder().decode(utf8.subarray(from, to)))));
        return;
      }
      bytes[at++] = 0x22;
      for (let i = from; i < to; i++) bytes[at++] = utf8[i]!;
      bytes[at++] = 0x22;
    },
    lengths(chance) {
      const beyond = roundOff(chance);
      raw(beforeLengths);
      const start = at;
      for (let day = 0; day <= longestCycle; day++) {
        const count = units[day]!;
        if (count === 0) continue;
        write(keys[day]!, keyLengths[day]!);
        probability(count);
      }
      // Where the first comma stands an object begins.
      if (at === start) at++;
      bytes[start] = opening;
      raw(beforeBeyond);
      probability(beyond);
    },
  };
}

/** Whether a string means itself in JSON: printable ASCII without quote and backslash. */
function isPlain(utf8: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = utf8[i]!;
    if (byte < 0x20 || byte >= 0x7f || byte === 0x22 || byte === 0x5c) return false;
  }
  return true;
}
