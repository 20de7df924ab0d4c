import type { JSX } from "preact";
import { twentiethsFromChance } from "../../twentieths.ts";

const dots = Array.from({ length: 20 }, (_, index) => index);
/** Dots stand in groups of five, so that they can be counted at a glance; in shares of one dot's room. Our choice. */
const groupGap = 0.35;
const width = 20 + 3 * groupGap;

/** A chance as twenty dots, the filled ones first. Beside it stands the number in words: this says nothing more. */
export function ChanceStrip({ chance }: { readonly chance: number }): JSX.Element {
  const counted = twentiethsFromChance(chance);
  const filled = counted.kind === "count" ? counted.count : counted.kind === "under-one" ? 0 : 20;
  return (
    <svg class="chance-strip" height="13" aria-hidden="true">
      {dots.map((dot) => (
        <circle
          key={dot}
          class={dot < filled ? "dot dot-filled" : "dot dot-empty"}
          cx={`${((dot + 0.5 + Math.floor(dot / 5) * groupGap) / width) * 100}%`}
          cy="6.5"
          r="4.5"
        />
      ))}
    </svg>
  );
}
