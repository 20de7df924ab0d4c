import type { FitResult } from "../results.ts";
import { markdownTable } from "./markdown.ts";
import { score } from "./numbers.ts";

/** Each constant as shipped and as fitted. */
export const fitTable = ({ constants }: FitResult): string =>
  markdownTable(constants, [
    { heading: "constant", isText: true, cell: ({ name }) => `\`${name}\`` },
    { heading: "shipped", cell: ({ published }) => score(published) },
    { heading: "fitted to this half", cell: ({ fitted }) => score(fitted) },
    { heading: "standard error", cell: ({ standardError }) => score(standardError) },
  ]);
