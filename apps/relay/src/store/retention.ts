import { limits } from "@tidetable/sync/protocol";

/** How many snapshots of a vault are kept (rule 50). */
export const snapshotsKept = 3;

/** Days after which an entry goes that two newer snapshots cover (rule 50). */
const prunedAfterDays = 30;

/** Days from writing to deletion of mail, and of answered challenges: when the day after the next begins (rule 55). */
const passingDays = 2;

/** Entries of this day and before are old enough to go. */
export const prunedUpTo = (day: number): number => day - prunedAfterDays;

/** Mail and challenges of this day and before are over; a challenge lives 300 s, so one midnight is not enough. */
export const passedUpTo = (day: number): number => day - passingDays;

/** Letterboxes and queues that were last written on this day or before are over (rule 104). */
export const forgottenUpTo = (day: number): number => day - limits.letterboxDays;

/**
 * Notices that were due in this hour or before are over, whoever did not take them: they were due before yesterday began,
 * and nobody is told a day too late. Our choice.
 */
export const missedUpTo = (day: number): number => (day - 1) * 24 - 1;
