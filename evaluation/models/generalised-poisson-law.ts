/**
 * The Generalised Poisson distribution of Consul and Jain, where one more cycle goes unlogged with every `merged`.
 *
 * A person is her mean cycle in days and her dispersion ξ: rate λ = mean × (1 − ξ), variance mean / (1 − ξ)². ξ = 0 is
 * the Poisson distribution; below it lengths scatter less, down to ξ = −1, and the distribution ends where λ + ξx
 * reaches 0. There it does not sum to 1 by itself and is normalised.
 *
 * Source: Consul and Famoye, "Lagrangian Probability Distributions" (2006), chapter 9; Urteaga et al., PMLR 149 (2021).
 */
export interface Scatter {
  readonly mean: number;
  /** ξ, from −1 up to but without 1. */
  readonly dispersion: number;
}

const logFactorials = [0];
/** ln x!, remembered. */
function logFactorial(x: number): number {
  for (let i = logFactorials.length; i <= x; i++) logFactorials.push(logFactorials[i - 1]! + Math.log(i));
  return logFactorials[x]!;
}

/** Logarithm of the chance of `days` before normalisation; −∞ beyond the end. */
export function logUnnormalised({ mean, dispersion }: Scatter, merged: number, days: number): number {
  const rate = merged * mean * (1 - dispersion);
  const grown = rate + dispersion * days;
  if (grown <= 0) return Number.NEGATIVE_INFINITY;
  return Math.log(rate) + (days - 1) * Math.log(grown) - grown - logFactorial(days);
}

/** Standard deviations about the mean beyond which nothing counts: e^(−0.5 × 12²) is below 1e-31. */
const farOut = 12;

/** Logarithm of what the chances sum to over every possible number of days; 0 unless the distribution ends. */
export function logNormaliser(scatter: Scatter, merged: number): number {
  const { mean, dispersion } = scatter;
  if (dispersion >= 0) return 0;
  const expected = merged * mean;
  const deviation = Math.sqrt(expected) / (1 - dispersion);
  const end = Math.ceil((-expected * (1 - dispersion)) / dispersion) - 1;
  let total = 0;
  const last = Math.min(end, Math.ceil(expected + farOut * deviation));
  for (let days = Math.max(0, Math.floor(expected - farOut * deviation)); days <= last; days++) {
    total += Math.exp(logUnnormalised(scatter, merged, days));
  }
  return Math.log(total);
}
