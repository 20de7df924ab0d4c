/**
 * How much of a calendar is read. All are our choice, far above any calendar we know, so that a hostile file costs
 * seconds and little memory: `test/calendar/hostile-calendars.test.ts` holds that.
 */
export const maxCalendarBytes = 10 * 1024 * 1024;
/** Events in a file, and busy days' events that come of them once repeats are unfolded. */
export const maxEvents = 20_000;
export const maxBusyEvents = 20_000;
/** Characters of a line after unfolding that we need whole: a thousand dates that are left out are 17,000. */
export const maxLineLength = 65_536;
/** Components within components; a calendar with an event with an alarm has three. */
export const maxDepth = 16;
/** Single dates that one event lists beside its rule, or leaves out. */
export const maxListedDates = 5_000;
/** Days that are looked at, one by one, for all repeats of a file together. */
export const maxDaysLookedAt = 2_000_000;
/** Longest event, days; longer ones are errors of whoever wrote the file. A sabbatical is shorter. */
export const maxEventDays = 1_100;
/** Days of a question: ten years. */
export const maxWindowDays = 3_660;
/** Characters of a title, a calendar's name and a zone's name. */
export const maxTitleLength = 200;
export const maxZoneNameLength = 100;
/** What is told as left out; a file with more is told to be broken. */
export const maxLeftOut = 20_000;
