/** The formats that can be read and written, in the order in which a file is tried. */
export const formatNames = [
  "tidetable-json",
  "ovumcy-json",
  "drip-csv",
  "ovumcy-csv",
  "start-dates-csv",
  "days-csv",
] as const;

export type FormatName = (typeof formatNames)[number];
