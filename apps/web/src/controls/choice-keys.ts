/**
 * Where a key moves within a row of `count` choices, from `index`; null for a key that does not move.
 *
 * Ends meet, as the radio group pattern has it. Left and right follow the writing direction.
 */
export function indexAfterKey(
  key: string,
  index: number,
  count: number,
  isRightToLeft: boolean,
): number | null {
  const forward = isRightToLeft ? "ArrowLeft" : "ArrowRight";
  const backward = isRightToLeft ? "ArrowRight" : "ArrowLeft";
  if (key === forward || key === "ArrowDown") return (index + 1) % count;
  if (key === backward || key === "ArrowUp") return (index - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
