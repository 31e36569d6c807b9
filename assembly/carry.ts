/**
 * The carry: what later lines need to know of earlier ones. A file read from its start knows all of it. A part that begins
 * within a file does not: it numbers its lines from 1 and keeps open what only the part before can tell, until the two are
 * merged. Its bytes may begin anywhere, its lines begin with the first that starts there.
 *
 * What is open is the head: whether an event was open before, and so whether lines in front of the part's first event
 * continue it or belong to none. Years and days that turn are never open: such files are read in one part.
 */

export const CLOSED: u32 = 0;
export const OPEN: u32 = 1;
/** the part before will tell */
export const UNKNOWN: u32 = 2;

export const NO_FILE: u32 = 0xffffffff;

/** file whose lines are numbered from the part's start; NO_FILE when the part begins with a file */
export let headFile: u32 = NO_FILE;
/** lines in front of the first event that are unparsed unless an event was open */
export let headUnparsed: f64 = 0;

export function beginWithin(file: u32): void {
  headFile = file;
}

export function addHeadUnparsed(lines: f64): void {
  headUnparsed += lines;
}
