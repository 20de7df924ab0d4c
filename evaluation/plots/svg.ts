/**
 * Plots as plain SVG without a script. They follow the reader's light or dark page, also where they are shown as an
 * image; every series has a dash and a mark of its own beside its colour.
 */

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What the picture shows, for those who do not see it. */
  readonly description: string;
}

/** Colours of light and dark pages. Source: the palette of the app, whose pairs are told apart in every colour vision. */
const style = `
svg { color: #24292f; font: 12px system-ui, sans-serif; }
text { fill: currentColor; }
.axis, .grid { fill: none; stroke: currentColor; }
.grid { opacity: 0.15; }
.series { fill: none; stroke-width: 2; }
.ink0 { stroke: #783204; } .fill0 { fill: #783204; }
.ink1 { stroke: #1b8fdb; } .fill1 { fill: #1b8fdb; }
.ink2 { stroke: #af8620; } .fill2 { fill: #af8620; }
.ink3 { stroke: #1b5459; } .fill3 { fill: #1b5459; }
@media (prefers-color-scheme: dark) {
  svg { color: #d7dde3; }
  .ink0 { stroke: #cc6d54; } .fill0 { fill: #cc6d54; }
  .ink1 { stroke: #5789cd; } .fill1 { fill: #5789cd; }
  .ink2 { stroke: #f9e963; } .fill2 { fill: #f9e963; }
  .ink3 { stroke: #c8ede8; } .fill3 { fill: #c8ede8; }
}`;

type Attributes = Readonly<Record<string, string | number>>;

/** One element with what is in it, which is SVG already. */
export function element(name: string, attributes: Attributes, inner = ""): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? short(value) : escaped(value)}"`)
    .join("");
  return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

export const text = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  element("text", { x, y, ...attributes }, escaped(words));

/** A whole file. */
export function picture({ width, height, title, description }: Picture, inner: readonly string[]): string {
  const lines = [
    element("title", { id: "title" }, escaped(title)),
    element("desc", { id: "description" }, escaped(description)),
    element("style", {}, style),
    ...inner,
  ];
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "aria-labelledby": "title description",
  };
  return `${element("svg", attributes, `\n${lines.join("\n")}\n`)}\n`;
}

/** To a hundredth of a pixel, so that the same numbers give the same bytes on every machine. */
export const short = (value: number): string => `${Number(value.toFixed(2))}`;

const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
