import { expect, test } from "vitest";
import { histograms } from "../plots/histograms.ts";
import { linePlot } from "../plots/line-plot.ts";
import { linearScale } from "../plots/scale.ts";
import { element, picture, text } from "../plots/svg.ts";

const plot = {
  title: "Errors & <days>",
  description: "What it shows",
  xName: "x",
  yName: "y",
  series: [
    {
      name: "ours",
      points: [
        [0, 1.5],
        [3, 2.25],
      ] as const,
    },
    {
      name: "other",
      points: [
        [0, 1.75],
        [3, 2.5],
      ] as const,
    },
  ],
};
const whole = [
  linePlot(plot),
  linePlot({ ...plot, diagonal: true, series: [{ name: "a", points: [[0.5, 0.6]] }] }),
  histograms("Title", "Description", [{ name: "a", shares: [0.5, 0.5] }]),
];

test.each(whole)(
  "a picture says what it is, runs nothing, asks for nothing, and holds no number that is none",
  (svg) => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox=/);
    expect(svg).toMatch(/role="img" aria-labelledby="title description"/);
    expect(svg).toMatch(/<title id="title">.+<\/title>\n<desc id="description">.+<\/desc>/);
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg).not.toMatch(/<script|href|url\(|NaN|Infinity|undefined/);
    expect(svg.endsWith("</svg>\n")).toBe(true);
  },
);

test.each(whole)("every element that is opened is closed", (svg) => {
  const open: string[] = [];
  for (const [, slash, name, end] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
    if (slash) expect(open.pop()).toBe(name);
    else if (!end) open.push(name!);
  }
  expect(open).toEqual([]);
});

test("words are escaped, and pixels are whole hundredths", () => {
  expect(text(1, 2, `a & b < c > "d"`)).toBe('<text x="1" y="2">a &amp; b &lt; c &gt; &quot;d&quot;</text>');
  expect(element("circle", { cx: 1 / 3, class: '"' })).toBe('<circle cx="0.33" class="&quot;"/>');
  expect(picture({ width: 1, height: 1, title: "<", description: "&" }, [])).toContain(">&lt;</title>");
});

test("the same numbers give the same bytes", () => {
  expect(linePlot(plot)).toBe(whole[0]);
});

test("a lower value is drawn lower, a later one further right", () => {
  const [first, second] = [...linePlot(plot).matchAll(/<circle class="fill0" cx="([\d.]+)" cy="([\d.]+)"/g)];
  expect(Number(second![1])).toBeGreaterThan(Number(first![1]));
  expect(Number(second![2])).toBeLessThan(Number(first![2]));
});

test.each([
  [
    [0.93, 2.3],
    [0.5, 1, 1.5, 2, 2.5],
  ],
  [
    [1, 1],
    [1, 1.2],
  ],
  [
    [0, 1],
    [0, 0.2, 0.4, 0.6, 0.8, 1],
  ],
  [
    [-3, 12],
    [-5, 0, 5, 10, 15],
  ],
])("ticks for %j are round and hold all values: %j", (values, ticks) => {
  const scale = linearScale(values, 100, 200);
  expect(scale.ticks).toEqual(ticks);
  expect(scale.at(ticks[0]!)).toBe(100);
  expect(scale.at(ticks.at(-1)!)).toBeCloseTo(200, 9);
});

test("no point is no plot", () => {
  expect(() => linePlot({ ...plot, series: [] })).toThrow(/^series expects/);
});
