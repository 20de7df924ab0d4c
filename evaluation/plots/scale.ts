/** From numbers to pixels. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** A straight scale with about `wanted` round ticks; its ends are the outermost of them that hold all values. */
export function linearScale(values: readonly number[], from: number, to: number, wanted = 5): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = roundStep((most - least || 1) / wanted);
  const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9)];
  const end = Math.max(last, first + 1);
  const ticks = Array.from({ length: end - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  const [lower, upper] = [first * step, end * step];
  return { at: (value) => from + ((to - from) * (value - lower)) / (upper - lower), ticks };
}

/** 1, 2 or 5 times a power of ten, the smallest that is not below. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}
