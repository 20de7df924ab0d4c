/** Marks on text for a terminal that shows colour; for any other the text stays as it is. */
export interface Style {
  /** The sentence and titles. */
  strong(text: string): string;
  /** What may come: blue, as in the app, and never the colour of what was recorded. */
  coming(text: string): string;
}

/**
 * Select Graphic Rendition, ECMA-48 section 8.3.117: 1 bold, 22 not; 94 is bright blue where 16 colours are known
 * (plain blue is hard to read on black), 39 back to before.
 */
export function styleFor(colour: boolean): Style {
  const mark = (on: number, off: number) => (text: string) =>
    colour && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { strong: mark(1, 22), coming: mark(94, 39) };
}
