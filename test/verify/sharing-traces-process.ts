/** A process of its own that simulates some households and says their samples, a JSON line a household. */
import { onlyConcerned, randomPlaces, sampleOf } from "./sharing-features.ts";
import { tracesOfHousehold } from "./sharing-traces.ts";

/** What such a process is asked to do. */
export interface TraceOrder {
  readonly households: readonly number[];
  readonly seed: number;
  /** Traces of each household. */
  readonly count: number;
}

const { households, seed, count }: TraceOrder = JSON.parse(process.argv[2] ?? "null");
for (const household of households) {
  const traces = await tracesOfHousehold(household, seed, count);
  const acts = traces.map(({ act }) => act);
  const said = {
    acts,
    real: traces.map(sampleOf),
    onlyConcerned: traces.map((trace) => sampleOf(onlyConcerned(trace))),
    randomPlaces: traces.map((trace) => sampleOf(randomPlaces(trace))),
  };
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
