/**
 * What a line below an event says of a stack trace, told by the line alone: a frame and the function in it, an exception and
 * its type, or one of the lines between. Languages: Java and its kin, Python, JavaScript, Go, .NET.
 *
 * Names are what stays when a program is built anew: no line numbers, addresses, arguments or folders, and no counters of
 * lambdas, proxies and classes that compilers number. `test/core/support/naive-traces.ts` says the same with regular
 * expressions.
 */
import { frameAt, goCall, goFunction, isGoPlace, isLineAndColumn, mozillaFrame, pythonFrame } from "./trace-frames";
import {
  BETWEEN,
  DOTNET,
  EXCEPTION,
  GO_PLACE,
  GOROUTINE,
  JAVA,
  JAVASCRIPT,
  MAYBE_EXCEPTION,
  NONE,
  SURE_EXCEPTION,
} from "./trace-kinds";
import {
  cutName,
  ends,
  isBlank,
  isCount,
  isDigit,
  isLetter,
  name,
  nameLength,
  placeOf,
  put,
  putAll,
  putStable,
  starts,
  wordEnd,
} from "./trace-text";

/** bytes of a line that are looked at */
const LOOKED_AT: usize = 1024;
/** behind the type of an exception, where another may follow on the same line */
export let restOfLine: usize = 0;

/** Kind of the line [p, end); leaves what it names in `name`. */
export function kindOfTraceLine(p: usize, end: usize): u32 {
  end = min(end, p + LOOKED_AT);
  cutName(0);
  let start = p;
  while (p < end && isBlank(load<u8>(p))) p++;
  if (end - p < 4) return NONE;
  // the margin of Python's exception groups
  if (load<u16>(p) == 0x207c) {
    start = p += 2;
    while (p < end && isBlank(load<u8>(p))) p++;
    if (end - p < 4) return NONE;
  }
  const atStart = p == start;
  switch (<u32>load<u8>(p)) {
    case 0x61: // a
      if (starts(p, end, "at ")) return frameAt(p + 3, end);
      break;
    case 0x46: // F
      if (starts(p, end, 'File "')) return pythonFrame(p + 6, end);
      break;
    case 0x54: // T
      if (starts(p, end, "Traceback (most recent call last)")) return BETWEEN;
      break;
    case 0x2b: // +
      if (starts(p, end, "+ Exception Gr")) return BETWEEN;
      break;
    case 0x43: // C
      if (starts(p, end, "Caused by: ")) return exceptionAt(p + 11, end);
      break;
    case 0x53: // S
      if (starts(p, end, "Suppressed: ")) return exceptionAt(p + 12, end);
      break;
    case 0x57: // W
      if (starts(p, end, "Wrapped by: ")) return exceptionAt(p + 12, end);
      break;
    case 0x45: // E
      if (starts(p, end, 'Exception in thread "')) return exceptionAt(placeOf(0x22, p + 21, end) + 2, end);
      break;
    case 0x55: // U
      if (starts(p, end, "Unhandled exception. ") || starts(p, end, "Unhandled Exception: "))
        return exceptionAt(p + 21, end);
      if (starts(p, end, "Uncaught ")) return exceptionAt(p + 9, end);
      break;
    case 0x5b: // [
      if (starts(p, end, "[cause]: ")) return exceptionAt(p + 9, end);
      break;
    case 0x2d: // -
      if (starts(p, end, "---> ")) return exceptionAt(behindInner(p + 5, end), end);
      if (starts(p, end, "--- End of ")) return BETWEEN;
      break;
    case 0x2e: // .
      if (starts(p, end, "... "))
        return isCount(p + 4, end, " more") || isCount(p + 4, end, " common frames omitted") ? BETWEEN : NONE;
      break;
    case 0x67: // g
      if (atStart && starts(p, end, "goroutine ") && isCount(p + 10, end, " [")) return GOROUTINE;
      break;
    case 0x70: // p
      if (starts(p, end, "panic: ")) return panicAt(p + 7, end);
      break;
    case 0x66: // f
      if (atStart && starts(p, end, "fatal error: ")) return textUpToNumber(p, end);
      break;
    case 0x63: // c
      if (atStart && starts(p, end, "created by ")) return goFunction(p + 11, wordEnd(p + 11, end));
      break;
    default:
      break;
  }
  if (isLineAndColumn(p, end)) return mozillaFrame(p, end);
  if (!atStart) return isGoPlace(p, end) ? GO_PLACE : NONE;
  const kind = bareException(p, end);
  if (kind != NONE) return kind;
  return load<u8>(end - 1) == 0x29 ? goCall(p, end) : goFunction(p, end);
}

/**
 * Whether a line of a text without heads goes on the one above: a frame or a cause, told by the line alone. Traces of Python
 * and Go hold lines of any kind, so none of theirs does.
 */
export function goesOn(p: usize, end: usize): bool {
  if (!isBlank(load<u8>(p))) return starts(p, end, "Caused by: ") || starts(p, end, "Suppressed: ");
  const kind = kindOfTraceLine(p, end);
  return kind == JAVA || kind == JAVASCRIPT || kind == DOTNET || kind == SURE_EXCEPTION || kind == BETWEEN;
}

function isOfType(byte: u32): bool {
  return (
    isLetter(byte) || isDigit(byte) || byte == 0x5f || byte == 0x2e || byte == 0x24 || byte == 0x2b || byte == 0x60
  );
}

/** End of the name of a type at p; p when there is none. */
function typeEnd(p: usize, end: usize): usize {
  if (p >= end || !(isLetter(load<u8>(p)) || load<u8>(p) == 0x5f)) return p;
  while (p < end && isOfType(load<u8>(p))) p++;
  return p;
}

function isColon(p: usize, end: usize): bool {
  return p < end && load<u8>(p) == 0x3a && (p + 1 == end || isBlank(load<u8>(p + 1)));
}

/** Behind words that only traces have. */
function exceptionAt(p: usize, end: usize): u32 {
  const stop = typeEnd(p, end);
  if (stop == p || p > end) return NONE;
  if (stop < end && !isColon(stop, end) && !isException(p, stop)) return NONE;
  putStable(p, stop);
  restOfLine = stop;
  return SURE_EXCEPTION;
}

/** `(Inner Exception #0) ` is passed over. */
function behindInner(p: usize, end: usize): usize {
  if (!starts(p, end, "(Inner Exception #")) return p;
  return min(end, placeOf(0x29, p, end) + 2);
}

/** A line that begins with a type and ends behind it or goes on with a colon. */
function bareException(p: usize, end: usize): u32 {
  const stop = typeEnd(p, end);
  if (stop == p) return NONE;
  const isStrong = isException(p, stop);
  const closed = stop == end || isColon(stop, end);
  if (!closed && !(isStrong && starts(stop, end, " ["))) return NONE;
  let part = stop;
  while (part > p && load<u8>(part - 1) != 0x2e && load<u8>(part - 1) != 0x2b) part--;
  if (!isStrong && (part == stop || <u32>load<u8>(part) - 0x41 >= 26)) return NONE;
  putStable(p, stop);
  restOfLine = stop;
  if (!isStrong) return MAYBE_EXCEPTION;
  return part > p ? SURE_EXCEPTION : EXCEPTION;
}

/** Whether a type ends as those of exceptions do. */
function isException(p: usize, end: usize): bool {
  return (
    ends(p, end, "Exception") ||
    ends(p, end, "Error") ||
    ends(p, end, "Throwable") ||
    ends(p, end, "Failure") ||
    ends(p, end, "Interrupt") ||
    ends(p, end, "Warning") ||
    ends(p, end, "Exit")
  );
}

function panicAt(p: usize, end: usize): u32 {
  if (starts(p, end, "runtime error: ")) return textUpToNumber(p, end);
  putAll(p - 7, p - 2);
  restOfLine = end;
  return EXCEPTION;
}

/** The words up to the first number or bracket. */
function textUpToNumber(p: usize, end: usize): u32 {
  for (; p < end && !isDigit(load<u8>(p)) && load<u8>(p) != 0x5b; p++) put(load<u8>(p));
  while (nameLength > 0 && isBlank(load<u8>(name + nameLength - 1))) cutName(nameLength - 1);
  restOfLine = end;
  return EXCEPTION;
}

/** The first type of an exception in a message: with a package or a colon behind it, or at the end. `nameLength` 0 for none. */
export function exceptionInMessage(p: usize, end: usize): void {
  cutName(0);
  if (starts(p, end, "panic: ")) {
    panicAt(p + 7, end);
    return;
  }
  while (p < end) {
    const stop = typeEnd(p, end);
    if (stop == p) {
      p++;
      continue;
    }
    let last = stop;
    // the end of a sentence is none of a name
    while (last > p && load<u8>(last - 1) == 0x2e) last--;
    const tells = last == end || isColon(last, end) || placeOf(0x2e, p, last) < last;
    if (isException(p, last) && tells) {
      putStable(p, last);
      return;
    }
    p = stop;
  }
}
