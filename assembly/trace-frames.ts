/** Frames of stack traces: whether a line is one, and the function that it names. */
import { DOTNET, GO, JAVA, JAVASCRIPT, NONE, PYTHON } from "./trace-kinds";
import {
  cutName,
  isDigit,
  isHex,
  isLetter,
  isPart,
  nameLength,
  numberStart,
  placeOf,
  put,
  putAll,
  putStable,
  starts,
  wordEnd,
} from "./trace-text";

/** `at pkg.Type.method(File.java:12)`, `at Ns.Type.Method(String a) in C:\\file.cs:line 12`, `at fn (file.js:1:2)`, `at file.js:1:2` */
export function frameAt(p: usize, end: usize): u32 {
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
export function mozillaFrame(p: usize, end: usize): u32 {
  const at = placeOf(0x40, p, end);
  if (at == end || placeOf(0x20, p, at) != at) return NONE;
  if (at == p) return anonymousIn(p + 1, end);
  putAll(p, at);
  return JAVASCRIPT;
}

/** Whether [p, end) ends with a line and a column behind something else. */
export function isLineAndColumn(p: usize, end: usize): bool {
  const column = numberStart(p, end);
  if (column == end || column < p + 2 || load<u8>(column - 1) != 0x3a) return false;
  const line = numberStart(p, column - 1);
  return line < column - 1 && line > p + 1 && load<u8>(line - 1) == 0x3a;
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
      if (hasDigit && partStart > 0) cutName(partStart);
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
export function pythonFrame(p: usize, end: usize): u32 {
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
export function goCall(p: usize, end: usize): u32 {
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
export function goFunction(p: usize, end: usize): u32 {
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
  if (nameLength > 0 && nameLength == part) cutName(nameLength - 1);
  return GO;
}

/** `\t/dir/file.go:12 +0x1d` */
export function isGoPlace(p: usize, end: usize): bool {
  let at = end;
  while (at > p && isHex(load<u8>(at - 1))) at--;
  if (at > p + 4 && starts(at - 4, end, " +0x")) end = at - 4;
  at = numberStart(p, end);
  if (at == end || at < p + 4 || load<u8>(at - 1) != 0x3a) return false;
  return starts(at - 4, end, ".go:") || starts(at - 3, end, ".s:");
}

/** Behind `java.base/`, `app//` or `loader/module@1.2/`; a number behind a slash is of a hidden class. */
function behindModule(p: usize, end: usize): usize {
  for (let at = p; at + 1 < end; at++) if (load<u8>(at) == 0x2f && !isDigit(load<u8>(at + 1))) p = at + 1;
  return p;
}
