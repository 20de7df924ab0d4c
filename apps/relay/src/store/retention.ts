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
