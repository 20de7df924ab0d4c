import type { Result } from "@tidetable/diary";

export const temperatureUnits = ["celsius", "fahrenheit"] as const;
export type TemperatureUnit = (typeof temperatureUnits)[number];

/** Regions that measure body temperature in degrees Fahrenheit. Source: CLDR 48, units preference for temperature. */
const fahrenheitRegions = new Set(["US", "BS", "BZ", "KY", "PW", "PR", "GU", "VI"]);

/** The range an entry can hold; see `temperature` in the diary's entry. Degrees Celsius. */
const lowestCelsius = 34;
const highestCelsius = 42;

export type NotATemperature =
  | { readonly kind: "not-a-number" }
  /** A number that no waking body has; `asOther` is what it would be in the other unit, where that fits. */
  | {
      readonly kind: "out-of-range";
      readonly asOther: { readonly celsius: number; readonly unit: TemperatureUnit } | null;
    };

/** The unit a reader of this region expects. */
export function defaultTemperatureUnit(tag: string): TemperatureUnit {
  return fahrenheitRegions.has(new Intl.Locale(tag).maximize().region ?? "") ? "fahrenheit" : "celsius";
}

/** A reading as typed, with a comma or a point, in degrees Celsius to the thousandth. */
export function parseTemperature(text: string, unit: TemperatureUnit): Result<number, NotATemperature> {
  const trimmed = text.trim().replace(",", ".");
  if (!/^\d{1,3}(\.\d{1,3})?$/.test(trimmed)) return { ok: false, error: { kind: "not-a-number" } };
  const celsius = toCelsius(Number(trimmed), unit);
  if (fits(celsius)) return { ok: true, value: celsius };
  const other = unit === "celsius" ? "fahrenheit" : "celsius";
  const otherwise = toCelsius(Number(trimmed), other);
  const asOther = fits(otherwise) ? ({ celsius: otherwise, unit: other } as const) : null;
  return { ok: false, error: { kind: "out-of-range", asOther } };
}

/** A reading in a unit, with up to two decimals. */
export function formatTemperature(celsius: number, unit: TemperatureUnit, locale: string): string {
  const degrees = unit === "celsius" ? celsius : (celsius * 9) / 5 + 32;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(degrees);
}

const fits = (celsius: number): boolean => celsius >= lowestCelsius && celsius <= highestCelsius;

const toCelsius = (degrees: number, unit: TemperatureUnit): number =>
  Math.round((unit === "celsius" ? degrees : ((degrees - 32) * 5) / 9) * 1000) / 1000;
