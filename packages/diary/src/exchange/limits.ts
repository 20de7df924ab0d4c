/**
 * How much of a file is read. Bytes and days are those of ovumcy's own import: 20,000 days are 54 years. All others
 * are our choice, far above any file we know, so that a hostile file costs seconds and not minutes:
 * `hostile-files.test.ts` holds that.
 */
export const maxFileBytes = 16 * 1024 * 1024;
export const maxDays = 20_000;
/** Lines looked at, blank ones too: a spreadsheet may save many. */
export const maxLines = 200_000;
export const maxColumns = 1_000;
/** Levels of brackets in JSON; our own format has five. */
export const maxJsonDepth = 32;
/** Problems told of one file, and names of unknown columns. */
export const maxProblems = 20_000;
export const maxUnknownNames = 1_000;
/** Characters of a name: a symptom's, as in an entry, and what is looked at and shown of a column's or field's. */
export const maxNameLength = 100;
/** Characters of a cell with several names, and names in one field, that are looked at one by one. */
export const maxListLength = 100_000;
export const maxListedNames = 1_000;
