/** What a line below an event may be of a stack trace, in five languages. */

export const NONE: u32 = 0;
export const JAVA: u32 = 1;
export const PYTHON: u32 = 2;
export const JAVASCRIPT: u32 = 3;
export const GO: u32 = 4;
export const DOTNET: u32 = 5;
/** where a frame of Go stands; what comes before it is one */
export const GO_PLACE: u32 = 6;
/** a type behind words that only traces have, or with a package */
export const SURE_EXCEPTION: u32 = 7;
/** a type that ends as those of exceptions do */
export const EXCEPTION: u32 = 8;
/** any name before a colon, as may end a trace of Python */
export const MAYBE_EXCEPTION: u32 = 9;
/** the first line of the trace of one thread of Go */
export const GOROUTINE: u32 = 10;
/** belongs to a trace and says nothing that stays */
export const BETWEEN: u32 = 11;
