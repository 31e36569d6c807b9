/**
 * The carry: what later lines need to know of earlier ones. A file read from its start knows all of it. A part that begins
 * within a file does not: it numbers its lines from 1 and keeps open what only the part before can tell, until the two are
 * merged. Its bytes may begin anywhere, its lines begin with the first that starts there.
 *
 * What is open is the head: whether an event was open before, and so whether lines in front of the part's first event
 * continue it or belong to none; and what they say of its trace, which the part before goes on with. Years and days that turn
 * are never open: such files are read in one part.
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

// how far the lines are that may go on an event before the part
/** there are none: the part begins with a file, or has not begun */
export const NO_HEAD: u32 = 0;
/** no event has come yet */
export const HEAD_OPEN: u32 = 1;
export const HEAD_ENDED: u32 = 2;
export let headState: u32 = NO_HEAD;

export function setHeadState(state: u32): void {
  headState = state;
}

export function beginWithin(file: u32): void {
  headFile = file;
}

export function addHeadUnparsed(lines: f64): void {
  headUnparsed += lines;
}
