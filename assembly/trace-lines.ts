/**
 * What a line below an event says of a stack trace, told by the line alone: a frame and the function in it, an exception and
 * its type, or one of the lines between. Languages: Java and its kin, Python, JavaScript, Go, .NET.
 *
 * Names are what stays when a program is built anew: no line numbers, addresses, arguments or folders, and no counters of
 * lambdas, proxies and classes that compilers number. `test/core/support/naive-traces.ts` says the same with regular
 * expressions.
 */
import { allocate } from "./arena";

// kinds of lines; frames first, each of its language
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

/** bytes of a line that are looked at */
const LOOKED_AT: usize = 1024;
/** longest name that is kept */
export const NAME_CAP: u32 = 160;

/** the name that `kindOfTraceLine` found, at most NAME_CAP bytes */
export const name: usize = allocate(NAME_CAP + 16);
export let nameLength: u32 = 0;
/** behind the type of an exception, where another may follow on the same line */
export let restOfLine: usize = 0;

/** Kind of the line [p, end); leaves what it names in `name`. */
export function kindOfTraceLine(p: usize, end: usize): u32 {
  end = min(end, p + LOOKED_AT);
  nameLength = 0;
  const start = p;
  while (p < end && isBlank(load<u8>(p))) p++;
  if (end - p < 4) return NONE;
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

function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x09;
}

function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26;
}

/** Whether [p, end) begins with a text of one byte a character. */
function starts(p: usize, end: usize, text: string): bool {
  if (end - p < <usize>text.length) return false;
  for (let i = 0; i < text.length; i++) if (load<u8>(p + i) != <u8>text.charCodeAt(i)) return false;
  return true;
}

/** Whether digits and then a text stand at p. */
function isCount(p: usize, end: usize, text: string): bool {
  const start = p;
  while (p < end && isDigit(load<u8>(p))) p++;
  return p > start && starts(p, end, text);
}

function wordEnd(p: usize, end: usize): usize {
  while (p < end && !isBlank(load<u8>(p))) p++;
  return p;
}

/** The first place of a byte in [p, end); `end` when there is none. */
function placeOf(byte: u8, p: usize, end: usize): usize {
  while (p < end && load<u8>(p) != byte) p++;
  return p;
}

function put(byte: u32): void {
  if (nameLength < NAME_CAP) store<u8>(name + nameLength++, <u8>byte);
}

function putAll(p: usize, end: usize): void {
  for (; p < end; p++) put(load<u8>(p));
}

/** `at pkg.Type.method(File.java:12)`, `at Ns.Type.Method(String a) in C:\\file.cs:line 12`, `at fn (file.js:1:2)`, `at file.js:1:2` */
function frameAt(p: usize, end: usize): u32 {
  if (starts(p, end, "async ")) p += 6;
  // behind the last frame Node goes on with what else the error holds
  if (end - p > 2 && load<u16>(end - 2) == 0x7b20) end -= 2;
  const open = placeOf(0x28, p, end);
  if (open == end) return isLineAndColumn(p, end) ? anonymousIn(p, end) : NONE;
  if (open == p) return NONE;
  if (load<u8>(open - 1) == 0x20) return javascriptFrame(p, open, end);
  const close = placeOf(0x29, open + 1, end);
  if (close == end || placeOf(0x20, p, open) != open || placeOf(0x2e, p, open) == open) return NONE;
  const isJava =
    close > open + 1 &&
    (placeOf(0x20, open, close) == close ||
      starts(open, end, "(Native Method)") ||
      starts(open, end, "(Unknown Source)"));
  putStable(isJava ? behindModule(p, open) : p, open);
  return isJava ? JAVA : DOTNET;
}

function javascriptFrame(p: usize, open: usize, end: usize): u32 {
  const last = end - 1;
  if (load<u8>(last) != 0x29 || open >= last) return NONE;
  const from = open + 1;
  const isPlace =
    isLineAndColumn(from, last) ||
    starts(from, end, "native)") ||
    starts(from, end, "<anonymous>)") ||
    starts(from, end, "index ");
  if (!isPlace) return NONE;
  for (; p < open - 1 && !starts(p, open, " [as "); p++) put(load<u8>(p));
  return JAVASCRIPT;
}

/** `fn@file.js:1:2` */
function mozillaFrame(p: usize, end: usize): u32 {
  const at = placeOf(0x40, p, end);
  if (at == end || placeOf(0x20, p, at) != at) return NONE;
  if (at == p) return anonymousIn(p + 1, end);
  putAll(p, at);
  return JAVASCRIPT;
}

/** Whether [p, end) ends with a line and a column behind something else. */
function isLineAndColumn(p: usize, end: usize): bool {
  const column = numberStart(p, end);
  if (column == end || column < p + 2 || load<u8>(column - 1) != 0x3a) return false;
  const line = numberStart(p, column - 1);
  return line < column - 1 && line > p + 1 && load<u8>(line - 1) == 0x3a;
}

/** Where the digits before `end` begin. */
function numberStart(p: usize, end: usize): usize {
  while (end > p && isDigit(load<u8>(end - 1))) end--;
  return end;
}

/** A function without a name is told by its file: parts of the name with digits, as bundlers write, are left out. */
function anonymousIn(p: usize, end: usize): u32 {
  end = numberStart(p, numberStart(p, end) - 1) - 1;
  end = placeOf(0x3f, p, end);
  p = behindFolders(p, end);
  let partStart: u32 = 0;
  let hasDigit = false;
  for (; p <= end; p++) {
    const byte: u32 = p < end ? load<u8>(p) : 0x2e;
    if (byte == 0x2e || byte == 0x2d || byte == 0x5f) {
      if (hasDigit && partStart > 0) nameLength = partStart;
      hasDigit = false;
      partStart = nameLength;
      if (p == end) break;
    } else if (isDigit(byte)) hasDigit = true;
    put(byte);
  }
  return JAVASCRIPT;
}

function behindFolders(p: usize, end: usize): usize {
  let at = end;
  while (at > p && load<u8>(at - 1) != 0x2f && load<u8>(at - 1) != 0x5c) at--;
  return at;
}

/** `File "dir/file.py", line 3, in function` */
function pythonFrame(p: usize, end: usize): u32 {
  const quote = placeOf(0x22, p, end);
  if (!starts(quote, end, '", line ')) return NONE;
  p = behindFolders(p, quote);
  const isMade = p < quote && load<u8>(p) == 0x3c;
  let fileEnd = quote;
  if (fileEnd - p > 3 && starts(fileEnd - 3, end, ".py")) fileEnd -= 3;
  for (; p < fileEnd && !(isMade && isDigit(load<u8>(p))); p++) put(load<u8>(p));
  let at = quote + 8;
  while (at < end && isDigit(load<u8>(at))) at++;
  if (!starts(at, end, ", in ")) return PYTHON;
  put(0x2e);
  putAll(at + 5, end);
  return PYTHON;
}

/** `pkg/path.(*Type).Method(0x1, 0x2)` */
function goCall(p: usize, end: usize): u32 {
  let depth = 0;
  let open = end;
  while (open > p) {
    const byte = <u32>load<u8>(--open);
    if (byte == 0x29) depth++;
    else if (byte == 0x28 && --depth == 0) break;
  }
  return goFunction(p, open);
}

/** A name with a dot and without blanks; numbers of functions without a name are left out. */
function goFunction(p: usize, end: usize): u32 {
  if (p >= end || !isLetter(load<u8>(p)) || wordEnd(p, end) != end || placeOf(0x2e, p, end) == end) return NONE;
  let part: u32 = 0;
  for (; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if (byte == 0x2e) {
      if (nameLength == part) continue;
      put(byte);
      part = nameLength;
      continue;
    }
    const counts = isDigit(byte) && (nameLength == part || isPart(part, "func") || isPart(part, "gowrap"));
    if (!counts) put(byte);
  }
  if (nameLength > 0 && nameLength == part) nameLength--;
  return GO;
}

/** Whether what was put from a place on is a text. */
function isPart(from: u32, text: string): bool {
  return nameLength - from == <u32>text.length && starts(name + from, name + nameLength, text);
}

/** `\t/dir/file.go:12 +0x1d` */
function isGoPlace(p: usize, end: usize): bool {
  let at = end;
  while (at > p && isHex(load<u8>(at - 1))) at--;
  if (at > p + 4 && starts(at - 4, end, " +0x")) end = at - 4;
  at = numberStart(p, end);
  if (at == end || at < p + 4 || load<u8>(at - 1) != 0x3a) return false;
  return starts(at - 4, end, ".go:") || starts(at - 3, end, ".s:");
}

function isHex(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - 0x61 < 6;
}

/** Behind `java.base/`, `app//` or `loader/module@1.2/`; a number behind a slash is of a hidden class. */
function behindModule(p: usize, end: usize): usize {
  for (let at = p; at + 1 < end; at++) if (load<u8>(at) == 0x2f && !isDigit(load<u8>(at + 1))) p = at + 1;
  return p;
}

/** Puts a qualified name without what compilers and proxies number. */
function putStable(p: usize, end: usize): void {
  let isMade = false;
  for (; p < end; p++) {
    const byte = <u32>load<u8>(p);
    if (byte == 0x2f && p + 1 < end && isDigit(load<u8>(p + 1))) {
      // the address of a hidden class
      while (p + 1 < end && load<u8>(p + 1) != 0x2e) p++;
      continue;
    }
    const last: u32 = nameLength > 0 ? load<u8>(name + nameLength - 1) : 0;
    if (byte == 0x2e) isMade = false;
    else if (byte == 0x3e) isMade = true;
    else if (last == 0x24 && endsWith("$$")) {
      const hexEnd = endOfHex(p, end);
      if (hexEnd - p >= 6 && (hexEnd == end || load<u8>(hexEnd) == 0x2e || load<u8>(hexEnd) == 0x24)) {
        p = hexEnd - 1;
        continue;
      }
    }
    if (isDigit(byte) && (isMade || last == 0x24 || endsWith("roxy") || endsWith("cessor"))) continue;
    put(byte);
  }
}

function endsWith(text: string): bool {
  return nameLength >= <u32>text.length && starts(name + nameLength - text.length, name + nameLength, text);
}

function endOfHex(p: usize, end: usize): usize {
  while (p < end && isHex(load<u8>(p))) p++;
  return p;
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

function ends(p: usize, end: usize, text: string): bool {
  return end - p >= <usize>text.length && starts(end - text.length, end, text);
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
  while (nameLength > 0 && isBlank(load<u8>(name + nameLength - 1))) nameLength--;
  restOfLine = end;
  return EXCEPTION;
}

/** The first type of an exception in a message: with a package or a colon behind it, or at the end. `nameLength` 0 for none. */
export function exceptionInMessage(p: usize, end: usize): void {
  nameLength = 0;
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
