import { expect, test } from "vitest";
import type { CohortCycle } from "../cohort.ts";
import { generalisedPoissonPrior, shippedGeneralisedPoisson } from "../models/generalised-poisson.ts";
import { generalisedPoissonNodes, poissonNodes } from "../models/grid-nodes.ts";
import { poissonPrior, publishedPoisson } from "../models/poisson.ts";
import { evidenceOf } from "../models/skip-evidence.ts";
import { createSkipGrid } from "../models/skip-grid.ts";
import { forecastFrom } from "../models/skip-model.ts";

const cyclesOf = (...lengths: readonly number[]): readonly CohortCycle[] =>
  lengths.map((length) => ({ length }));

/** Half the sum of the differences: the most by which the chance of anything differs. */
function totalVariation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let day = 0; day <= 200; day++) sum += Math.abs((a[day] ?? 0) - (b[day] ?? 0));
  return sum / 2;
}

const poissonGrid = createSkipGrid(poissonNodes());
const generalisedGrid = createSkipGrid(generalisedPoissonNodes());

// --- Slow and obvious: the models as they are written down, summed directly over plain grids of draws. -------------

const factorials = [1];
for (let n = 1; n <= 170; n++) factorials.push(n * factorials[n - 1]!);
const middles = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * (i + 0.5)) / count);

/** λ (λ + ξx)^(x − 1) e^(−λ − ξx) / x!, which is the Poisson chance where ξ = 0. */
const slowChance = (x: number, rate: number, xi: number): number =>
  rate + xi * x <= 0 ? 0 : (rate / factorials[x]!) * (rate + xi * x) ** (x - 1) * Math.exp(-rate - xi * x);

interface SlowDraw {
  readonly weight: number;
  readonly rate: number;
  readonly xi: number;
}

/** Days to which the slow version counts, and the most skips: what lies beyond has no chance here. */
const slowLongest = 110;
const slowSkips = [0, 1, 2];

/** What `lengths` teach of the next true length and of the next logged gap; skip chances from Beta(2, 20). */
function slowForecast(draws: readonly SlowDraw[], lengths: readonly number[]) {
  const chances = middles(0, 0.8, 80).map((p) => ({ p, weight: p * (1 - p) ** 19 }));
  const nextTrue = new Array<number>(slowLongest + 1).fill(0);
  const nextLogged = new Array<number>(slowLongest + 1).fill(0);
  for (const { weight, rate, xi } of draws) {
    const f = slowSkips.map((s) => {
      const row = Array.from({ length: slowLongest + 1 }, (_, x) => slowChance(x, (s + 1) * rate, xi));
      const sum = xi < 0 ? row.reduce((total, chance) => total + chance, 0) : 1;
      return row.map((chance) => chance / sum);
    });
    for (const skip of chances) {
      const share = slowSkips.map((s) => (skip.p ** s * (1 - skip.p)) / (1 - skip.p ** 11));
      const logged = (x: number): number => slowSkips.reduce((sum, s) => sum + share[s]! * f[s]![x]!, 0);
      const joint = lengths.reduce((product, x) => product * logged(x), weight * skip.weight);
      for (let x = 1; x <= slowLongest; x++) {
        nextTrue[x]! += joint * f[0]![x]!;
        nextLogged[x]! += joint * logged(x);
      }
    }
  }
  const total = nextTrue.reduce((sum, chance) => sum + chance, 0);
  return { nextTrue: nextTrue.map((p) => p / total), nextLogged: nextLogged.map((p) => p / total) };
}

test("the Poisson forecast is the one that direct summation gives", () => {
  const draws = middles(16, 50, 200).map((rate) => {
    return { weight: (rate / 30) ** 179 * Math.exp(180 - 6 * rate), rate, xi: 0 };
  });
  const lengths = [27, 31, 57];
  const slow = slowForecast(draws, lengths);
  const prior = poissonPrior(poissonGrid, publishedPoisson);
  const fast = forecastFrom(poissonGrid, prior)(cyclesOf(...lengths));
  const logged = forecastFrom(poissonGrid, prior, "logged")(cyclesOf(...lengths));
  expect(totalVariation(fast, slow.nextTrue)).toBeLessThan(2e-4);
  expect(totalVariation(logged.slice(0, 91), slow.nextLogged.slice(0, 91))).toBeLessThan(2e-3);
});

test("the Generalised Poisson forecast is the one that direct summation gives", () => {
  // λ ~ Gamma(160, 4), ξ = 2 Beta(2, 20) − 1. Three short lengths, so that no chance lies beyond the slow version's.
  const draws = middles(26, 58, 64).flatMap((rate) =>
    middles(-1, 0.2, 64).map((xi) => {
      const u = (1 + xi) / 2;
      return { weight: (rate / 40) ** 159 * Math.exp(160 - 4 * rate) * u * (1 - u) ** 19, rate, xi };
    }),
  );
  const lengths = [22, 24, 45];
  const slow = slowForecast(draws, lengths);
  const prior = generalisedPoissonPrior(generalisedGrid, {
    rate: { shape: 160, rate: 4 },
    dispersion: { a: 2, b: 20 },
    skip: { a: 2, b: 20 },
  });
  const fast = forecastFrom(generalisedGrid, prior)(cyclesOf(...lengths));
  expect(totalVariation(fast, slow.nextTrue)).toBeLessThan(2e-3);
});

// --- The grid against one of half the spacing -----------------------------------------------------------------------

const repeated = (lengths: readonly number[], count: number) =>
  cyclesOf(...Array.from({ length: count }, (_, i) => lengths[i % lengths.length]!));
const histories: Readonly<Record<string, readonly CohortCycle[]>> = {
  nothing: [],
  "one length": cyclesOf(31),
  "a steady year": repeated([28, 29, 27, 28, 30, 28], 12),
  "thirty alike": repeated([29], 30),
  irregular: cyclesOf(24, 38, 27, 45, 26, 33),
  "a start not logged": cyclesOf(28, 28, 56, 28, 28, 28),
  "five starts not logged in 45": repeated([28, 29, 57, 30, 27, 31, 28, 29, 26], 45),
  "nothing like a cycle": cyclesOf(1, 90, 45, 20),
};

test("a Poisson grid of half the spacing forecasts the same", () => {
  const fine = createSkipGrid(poissonNodes(2));
  const [coarseForecast, fineForecast] = [poissonGrid, fine].map((grid) =>
    forecastFrom(grid, poissonPrior(grid, publishedPoisson)),
  );
  for (const [name, cycles] of Object.entries(histories)) {
    expect(totalVariation(coarseForecast!(cycles), fineForecast!(cycles)), name).toBeLessThan(0.003);
  }
});

test("a Generalised Poisson grid of half the spacing forecasts the same, for wide priors and narrow ones", () => {
  const fine = createSkipGrid(generalisedPoissonNodes(2));
  const narrow = {
    rate: { shape: 400, rate: 7.5 },
    dispersion: { a: 0.8, b: 9 },
    skip: { a: 0.05, b: 4 },
  };
  for (const hyper of [shippedGeneralisedPoisson, narrow]) {
    const [coarseForecast, fineForecast] = [generalisedGrid, fine].map((grid) =>
      forecastFrom(grid, generalisedPoissonPrior(grid, hyper)),
    );
    for (const [name, cycles] of Object.entries(histories)) {
      expect(totalVariation(coarseForecast!(cycles), fineForecast!(cycles)), name).toBeLessThan(0.005);
    }
  }
});

// --- What the models are for ---------------------------------------------------------------------------------------

const medianOf = (forecast: ArrayLike<number>): number => {
  let [day, below] = [0, forecast[0]!];
  while (below < 0.5) below += forecast[++day]!;
  return day;
};

test("a gap of two cycles does not move the next true length, and shows in the next logged one", () => {
  const prior = generalisedPoissonPrior(generalisedGrid, {
    rate: { shape: 300, rate: 5.4 },
    dispersion: { a: 1, b: 9 },
    skip: { a: 2, b: 20 },
  });
  const nextTrue = forecastFrom(generalisedGrid, prior);
  const nextLogged = forecastFrom(generalisedGrid, prior, "logged");
  const steady = cyclesOf(28, 28, 28, 28, 28);
  const merged = cyclesOf(28, 28, 56, 28, 28);
  expect(medianOf(nextTrue(steady))).toBe(28);
  expect(medianOf(nextTrue(merged))).toBe(28);
  const aboutTwo = (forecast: Float64Array): number => forecast.slice(48, 65).reduce((sum, p) => sum + p, 0);
  expect(aboutTwo(nextTrue(merged))).toBeLessThan(1e-4);
  expect(aboutTwo(nextLogged(merged))).toBeGreaterThan(1.3 * aboutTwo(nextLogged(steady)));
  expect(aboutTwo(nextLogged(steady))).toBeGreaterThan(0.02);
});

test("only the Generalised Poisson learns whether a person scatters much", () => {
  const steady = cyclesOf(...Array<number>(12).fill(29));
  const restless = cyclesOf(22, 36, 25, 34, 29, 21, 37, 30, 26, 31, 35, 23);
  const deviation = (forecast: Float64Array): number => {
    const mean = forecast.reduce((sum, chance, day) => sum + day * chance, 0);
    return Math.sqrt(forecast.reduce((sum, chance, day) => sum + chance * (day - mean) ** 2, 0));
  };
  const poisson = forecastFrom(poissonGrid, poissonPrior(poissonGrid, publishedPoisson));
  const shipped = generalisedPoissonPrior(generalisedGrid, shippedGeneralisedPoisson);
  const generalised = forecastFrom(generalisedGrid, shipped);
  expect(deviation(poisson(restless)) / deviation(poisson(steady))).toBeCloseTo(1, 1);
  expect(deviation(generalised(restless)) / deviation(generalised(steady))).toBeGreaterThan(1.4);
  // Below √29 / 2 days no dispersion can go.
  expect(deviation(generalised(steady))).toBeGreaterThan(2.6);
});

test("gaps of more than 90 days are no evidence", () => {
  const forecast = forecastFrom(poissonGrid, poissonPrior(poissonGrid, publishedPoisson));
  expect(forecast(cyclesOf(28, 91, 30))).toEqual(forecast(cyclesOf(28, 30)));
  expect(forecast(cyclesOf(28, 90, 30))).not.toEqual(forecast(cyclesOf(28, 30)));
});

test("the evidence of one length is the logarithm of the chance that was forecast for it", () => {
  const prior = poissonPrior(poissonGrid, publishedPoisson);
  const logged = forecastFrom(poissonGrid, prior, "logged")([]);
  for (const length of [26, 30, 41, 58]) {
    const evidence = evidenceOf(poissonGrid, [{ id: "a", cycles: cyclesOf(length) }])(prior);
    expect(evidence).toBeCloseTo(Math.log(logged[length]!), 5);
  }
});
