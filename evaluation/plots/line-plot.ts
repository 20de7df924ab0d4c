import { linearScale, type Scale } from "./scale.ts";
import { element, picture, short, text } from "./svg.ts";

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [number, number])[];
}

export interface LinePlot {
  readonly title: string;
  readonly description: string;
  readonly xName: string;
  readonly yName: string;
  readonly series: readonly Series[];
  /** What stands under each x; without it the numbers themselves. */
  readonly xLabels?: ReadonlyMap<number, string>;
  /** A line of perfect agreement between x and y. */
  readonly diagonal?: boolean;
}

const [width, height] = [790, 372];
const [left, right, top, bottom] = [64, 500, 56, 324];
const dashes = ["none", "8 4", "2 3", "10 3 2 3"] as const;

/** Up to four series as lines with a mark at each point, and their names beside them. */
export function linePlot(plot: LinePlot): string {
  const points = plot.series.flatMap((series) => series.points);
  if (points.length === 0) throw new RangeError("series expects at least one point, got none");
  const xs = [...new Set(points.map(([x]) => x))].sort((a, b) => a - b);
  const x = plot.diagonal
    ? linearScale([0, 1], left, right)
    : { ...linearScale([xs[0]!, xs.at(-1)!], left + 16, right - 16), ticks: xs };
  const y = plot.diagonal
    ? linearScale([0, 1], bottom, top)
    : linearScale(
        points.map(([, value]) => value),
        bottom,
        top,
      );
  return picture({ width, height, title: plot.title, description: plot.description }, [
    text(left, 20, plot.title, { "font-weight": "bold" }),
    ...axes(plot, x, y),
    ...(plot.diagonal
      ? [
          element("line", {
            class: "axis",
            "stroke-dasharray": "2 4",
            x1: left,
            y1: bottom,
            x2: right,
            y2: top,
          }),
        ]
      : []),
    ...plot.series.flatMap((series, index) => drawn(series, index, x, y)),
  ]);
}

function axes({ xName, yName, xLabels, diagonal }: LinePlot, x: Scale, y: Scale): readonly string[] {
  const decimals = Math.max(0, ...y.ticks.map((tick) => `${tick}`.split(".")[1]?.length ?? 0));
  return [
    ...y.ticks.flatMap((tick) => [
      element("line", { class: "grid", x1: left, y1: y.at(tick), x2: right, y2: y.at(tick) }),
      text(left - 8, y.at(tick) + 4, tick.toFixed(decimals), { "text-anchor": "end" }),
    ]),
    ...x.ticks.map((tick) => {
      const label = xLabels?.get(tick) ?? (diagonal ? tick.toFixed(1) : `${tick}`);
      return text(x.at(tick), bottom + 18, label, { "text-anchor": "middle" });
    }),
    element("line", { class: "axis", x1: left, y1: bottom, x2: right, y2: bottom }),
    text((left + right) / 2, bottom + 38, xName, { "text-anchor": "middle" }),
    text(left - 52, top - 14, yName),
  ];
}

function drawn({ name, points }: Series, index: number, x: Scale, y: Scale): readonly string[] {
  const path = points
    .map(([a, b], i) => `${i === 0 ? "M" : "L"}${short(x.at(a))} ${short(y.at(b))}`)
    .join("");
  const row = top + 16 + 24 * index;
  const line = { class: `series ink${index}`, "stroke-dasharray": dashes[index % dashes.length]! };
  return [
    element("path", { ...line, d: path }),
    ...points.map(([a, b]) => mark(index, x.at(a), y.at(b))),
    element("line", { ...line, x1: right + 20, y1: row - 4, x2: right + 52, y2: row - 4 }),
    mark(index, right + 36, row - 4),
    text(right + 60, row, name),
  ];
}

/** A circle, a square, a triangle or a diamond. */
function mark(index: number, x: number, y: number): string {
  const fill = `fill${index}`;
  const shape = (...corners: readonly (readonly [number, number])[]): string =>
    element("polygon", {
      class: fill,
      points: corners.map(([dx, dy]) => `${short(x + dx)},${short(y + dy)}`).join(" "),
    });
  switch (index % 4) {
    case 0:
      return element("circle", { class: fill, cx: x, cy: y, r: 4 });
    case 1:
      return shape([-3.5, -3.5], [3.5, -3.5], [3.5, 3.5], [-3.5, 3.5]);
    case 2:
      return shape([0, -4.5], [4.5, 3.5], [-4.5, 3.5]);
    default:
      return shape([0, -5], [5, 0], [0, 5], [-5, 0]);
  }
}
