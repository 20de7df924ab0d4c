import {
  drawBeta,
  drawGamma,
  drawNormal,
  longestCycle,
  type Random,
  type Regime,
  shortestCycle,
  simulateCycle,
  simulatePerson,
} from "@tidetable/forecast";
import type { DrawLife } from "./lived.ts";

/** A kind of people whose truth is known. */
export interface Scenario {
  readonly id: string;
  readonly label: string;
  /** How their cycles come about, in a sentence. */
  readonly truth: string;
  readonly draw: DrawLife;
  /** After how many logged gaps each person's next cycle is forecast; ascending. */
  readonly after: readonly number[];
  /** Their pattern, where the app asks for it: our forecaster is scored with and without being told. */
  readonly regime?: Regime;
  /** Whether they are drawn from the very prior and noise of our model, so that no forecast can be better. */
  readonly isWellSpecified?: boolean;
}

const usually = [1, 3, 6, 12] as const;

/** A whole number of days that a cycle can have; what falls outside is drawn again. */
function days(draw: () => number): number {
  for (;;) {
    const length = Math.round(draw());
    if (length >= shortestCycle && length <= longestCycle) return length;
  }
}

const between = (random: Random, lower: number, upper: number): number => lower + (upper - lower) * random();

/** Standard deviation of our noise about its mean, in core scales, so that other noise is as wide as ours. */
const noiseWidth = 1.3;

/** People as our prior has them, but with another noise: `scatter` gives ln length for a centre and a core scale. */
const withNoise =
  (scatter: (random: Random, centre: number, scale: number) => number): DrawLife =>
  (random) => {
    const { centre, scale, loss } = simulatePerson(random);
    return {
      length: () => days(() => Math.exp(scatter(random, centre, scale))),
      forgets: () => random() < loss,
    };
  };

/** Student's t with four degrees of freedom, scaled to a variance of 1. */
const drawStudent = (random: Random): number =>
  drawNormal(random) / Math.sqrt((2 * drawGamma(random, 2)) / 4) / Math.SQRT2;

/** Gamma with mean e^centre and the width of our noise. */
function drawGammaLength(random: Random, centre: number, scale: number): number {
  const shape = 1 / (noiseWidth * scale) ** 2;
  return centre + Math.log(drawGamma(random, shape) / shape);
}

/** Most cycles near the centre; six in a hundred without ovulation, half as long again. */
const drawAnovulatory = (random: Random, centre: number, scale: number): number =>
  random() < 0.06
    ? centre + Math.log(1.5) + 0.12 * drawNormal(random)
    : centre + 1.1 * scale * drawNormal(random);

/** Careless months come together: a chain of two states, each lasting some cycles. */
const forgetsInClusters: DrawLife = (random) => {
  const person = simulatePerson(random);
  let isCareless = random() < 0.15;
  return {
    length: () => simulateCycle(random, person),
    forgets: () => {
      isCareless = isCareless ? random() >= 0.25 : random() < 0.05;
      return random() < (isCareless ? 0.4 : 0.01);
    },
  };
};

/** The centre walks: one per cent a cycle, five within two years. Our choice; no real cohort shows a walk within a year. */
const drifts: DrawLife = (random) => {
  const { centre, scale, loss } = simulatePerson(random);
  let now = centre;
  return {
    length: () => {
      now += 0.01 * drawNormal(random);
      return simulateCycle(random, { centre: now, scale, loss });
    },
    forgets: () => random() < loss,
  };
};

/** Variability doubles over two years, length hardly grows (TREMIN: the spread goes first). */
const earlyTransition: DrawLife = (random) => {
  const { centre, scale, loss } = simulatePerson(random);
  const age = between(random, 43, 48);
  return {
    length: (cycle) => {
      const grown = 1.2 + 1.2 * Math.min(1, cycle / 24);
      return simulateCycle(random, { centre: centre + 0.002 * cycle, scale: scale * grown, loss });
    },
    forgets: () => random() < loss,
    age: (cycle) => age + cycle / 12,
  };
};

/** From 35 to 45 days and beyond within two years (Ferrell 2006), twice and a half as varied, some starts forgotten. */
const lateTransition: DrawLife = (random) => {
  const { scale, loss } = simulatePerson(random);
  const age = between(random, 47, 52);
  const centre = Math.log(33) + 0.2 * drawNormal(random);
  return {
    length: (cycle) => simulateCycle(random, { centre: centre + 0.012 * cycle, scale: 2.5 * scale, loss }),
    forgets: () => random() < loss,
    age: (cycle) => age + cycle / 10,
  };
};

/** Long and varied, as with polycystic ovaries; the noise has one width for all and no tail of its own. */
const irregular: DrawLife = (random) => {
  const centre = Math.log(35) + 0.18 * drawNormal(random);
  const scale = between(random, 0.08, 0.24);
  const loss = drawBeta(random, 1, 12);
  return {
    length: () => days(() => Math.exp(centre + scale * drawNormal(random))),
    forgets: () => random() < loss,
  };
};

/** The seventh gap is a pause of 150 to 400 days; it begins and ends with a logged start. */
const pauses: DrawLife = (random) => {
  const person = simulatePerson(random);
  let loggedStarts = 1;
  let isPause = false;
  return {
    length: () => (isPause ? Math.round(between(random, 150, 400)) : simulateCycle(random, person)),
    forgets: () => {
      const isForgotten = !isPause && random() < person.loss;
      if (!isForgotten) loggedStarts++;
      isPause = !isForgotten && loggedStarts === 7;
      return isForgotten;
    },
  };
};

export const scenarios: readonly Scenario[] = [
  {
    id: "well-specified",
    label: "well-specified",
    truth: "people drawn from our own prior, noise and forgetting",
    draw: (random) => {
      const person = simulatePerson(random);
      return { length: () => simulateCycle(random, person), forgets: () => random() < person.loss };
    },
    after: usually,
    isWellSpecified: true,
  },
  {
    id: "student-noise",
    label: "noise: Student's t",
    truth: "as ours, but ln length scatters as Student's t with 4 degrees of freedom",
    draw: withNoise((random, centre, scale) => centre + noiseWidth * scale * drawStudent(random)),
    after: usually,
  },
  {
    id: "gamma-noise",
    label: "noise: gamma",
    truth: "as ours, but lengths scatter as a gamma distribution, without a wide component",
    draw: withNoise(drawGammaLength),
    after: usually,
  },
  {
    id: "anovulatory-noise",
    label: "noise: two humps",
    truth: "6 in 100 cycles are half as long again, without ovulation",
    draw: withNoise(drawAnovulatory),
    after: usually,
  },
  {
    id: "clustered-forgetting",
    label: "forgetting in spells",
    truth: "careless spells of four cycles on average, in which 4 of 10 starts are lost; 1 of 100 otherwise",
    draw: forgetsInClusters,
    after: usually,
  },
  {
    id: "drift",
    label: "drift",
    truth: "the centre walks by 1 % a cycle",
    draw: drifts,
    after: [3, 6, 12, 24],
  },
  {
    id: "early-transition",
    label: "early perimenopause",
    truth: "aged 43 to 50, age known, spread growing from 1.2-fold to 2.4-fold within two years",
    draw: earlyTransition,
    after: [3, 6, 12, 24],
    regime: "early-transition",
  },
  {
    id: "late-transition",
    label: "late perimenopause",
    truth: "aged 47 to 54, age known, centre from 33 days on growing by 1.2 % a cycle, spread 2.5-fold",
    draw: lateTransition,
    after: usually,
    regime: "late-transition",
  },
  {
    id: "irregular",
    label: "irregular",
    truth: "centre about 35 days, spread of 8 to 24 %, as with polycystic ovaries",
    draw: irregular,
    after: usually,
    regime: "pcos",
  },
  {
    id: "pause",
    label: "a pause",
    truth: "as ours, with a pause of 150 to 400 days as the seventh gap",
    draw: pauses,
    // Never the pause itself: nothing foretells that one begins.
    after: [3, 7, 8, 12],
  },
];
