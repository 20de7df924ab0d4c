import { element, picture, text } from "./svg.ts";

export interface Histogram {
  readonly name: string;
  /** Shares of equal bins, which sum to 1. */
  readonly shares: readonly number[];
}

const [panelWidth, panelHeight, gap] = [170, 130, 24];
const perRow = 4;

/** Small histograms side by side on one scale; the dashed line is where every bin of a calibrated forecast would end. */
export function histograms(title: string, description: string, all: readonly Histogram[]): string {
  const most = Math.max(0.2, ...all.flatMap(({ shares }) => shares));
  const rows = Math.ceil(all.length / perRow);
  const size = {
    width: perRow * (panelWidth + gap) + gap,
    height: rows * (panelHeight + 52) + 36,
    title,
    description,
  };
  return picture(size, [
    text(gap, 20, title, { "font-weight": "bold" }),
    ...all.flatMap((histogram, index) =>
      panel(
        histogram,
        index,
        gap + (index % perRow) * (panelWidth + gap),
        60 + Math.floor(index / perRow) * (panelHeight + 52),
        most,
      ),
    ),
  ]);
}

function panel(
  { name, shares }: Histogram,
  index: number,
  left: number,
  top: number,
  most: number,
): readonly string[] {
  const bottom = top + panelHeight;
  const barWidth = panelWidth / shares.length;
  const heightOf = (share: number): number => (panelHeight * share) / most;
  const even = bottom - heightOf(1 / shares.length);
  return [
    text(left, top - 8, name),
    ...shares.map((share, bin) =>
      element("rect", {
        class: `fill${Math.min(index, 3)}`,
        x: left + bin * barWidth + 1,
        y: bottom - heightOf(share),
        width: barWidth - 2,
        height: heightOf(share),
      }),
    ),
    element("line", { class: "axis", x1: left, y1: bottom, x2: left + panelWidth, y2: bottom }),
    element("line", {
      class: "axis",
      "stroke-dasharray": "4 3",
      x1: left,
      y1: even,
      x2: left + panelWidth,
      y2: even,
    }),
    text(left, bottom + 16, "0"),
    text(left + panelWidth, bottom + 16, "1", { "text-anchor": "end" }),
  ];
}
