import { describeFeeds } from "./contract-feeds.ts";
import { describeKept } from "./contract-kept.ts";
import { describeLetterboxes } from "./contract-letterboxes.ts";
import { describeLog } from "./contract-log.ts";
import { type Place, setUpIn } from "./contract-place.ts";

/** What every engine must do, on a real one. `place` gives an empty place each time. */
export function describeStore(engine: string, place: () => Promise<Place>): void {
  const setUp = setUpIn(place);
  describeLog(engine, setUp);
  describeKept(engine, setUp);
  describeLetterboxes(engine, setUp);
  describeFeeds(engine, setUp);
}
