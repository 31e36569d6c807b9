/** What a value of a parameter looks like: its type, and its amount where it has one. Decided by the text of one value alone. */
import type { ParameterType } from "../model/parameters.ts";

export interface Looks {
  type: ParameterType;
  /** the number as written, and its unit; null for what is no amount */
  amount: { value: number; unit: string } | null;
}

interface Unit {
  type: ParameterType;
  /** in ms, bytes, bytes a second or Hz */
  factor: number;
}

/** what amounts of one type in several units are converted to */
export const BASE_UNITS: Partial<Record<ParameterType, string>> = {
  duration: "ms",
  size: "B",
  rate: "B/s",
  frequency: "Hz",
};

const UNITS = new Map<string, Unit>();
for (const [type, factor, words] of [
  ["duration", 1e-6, "ns nanosecond nanoseconds"],
  ["duration", 1e-3, "us µs μs microsecond microseconds"],
  ["duration", 1, "ms msec msecs millis millisecond milliseconds"],
  ["duration", 1e3, "s sec secs second seconds"],
  ["duration", 6e4, "m min mins minute minutes"],
  ["duration", 3.6e6, "h hr hrs hour hours"],
  ["duration", 8.64e7, "d day days"],
  ["size", 1, "b byte bytes"],
  ["size", 1e3, "k kb"],
  ["size", 1e6, "mb"],
  ["size", 1e9, "gb"],
  ["size", 1e12, "tb"],
  ["size", 2 ** 10, "kib"],
  ["size", 2 ** 20, "mib"],
  ["size", 2 ** 30, "gib"],
  ["size", 2 ** 40, "tib"],
  ["frequency", 1, "hz"],
  ["frequency", 1e3, "khz"],
  ["frequency", 1e6, "mhz"],
  ["frequency", 1e9, "ghz"],
  ["percent", 1, "%"],
] as const)
  for (const word of words.split(" ")) UNITS.set(word, { type, factor });

const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?)(?:[eE][+-]?\d{1,3})?$/;
const AMOUNT = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+|\d{1,3}(?:,\d{3})+(?:\.\d+)?)) ?([a-zA-Zµμ]+(?:\/s)?|%)$/;
/** a duration in several units, as "1h2m3.5s" */
const COMPOUND = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|μs|ms|s|m|h|d)){2,}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
/** also as Java writes an address without a name, with "/" before it */
const IPV4 = new RegExp(`^/?${OCTET}(?:\\.${OCTET}){3}(?::\\d{1,5}|/\\d{1,2})?$`);
const IPV6 =
  /^(?=[0-9a-f:.]*$)(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?=.*::)(?!.*::.*::)(?!.*:::)[0-9a-f:]*(?:\d+(?:\.\d+){3})?)$/i;
const TIME =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?$|^\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?$/;
/** as ctime and syslog write it */
const NAMED_TIME =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?: \d{4})?$/;
const HEX = /^0x[0-9a-f]+$|^(?=.*[a-f])(?=.*\d)[0-9a-f]{6,}$|^[a-f]{8,}$|^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i;
const DIGITS = /^\d{6,}$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\/\S/i;
const PATH = /^(?:~|\.{1,2})?\/\S|^[a-z]:[\\/]|^\\\\\S|^\\[^\s\\]+\\\S|^[^\s/\\]+[/\\][^\s/\\]+[/\\]\S*$/i;

/** @returns the unit that a word is, in any case; undefined when it is none */
export function unitOf(word: string): Unit | undefined {
  const unit = word.toLowerCase();
  const known = UNITS.get(unit);
  if (known || !unit.endsWith("/s")) return known;
  const amount = UNITS.get(unit.slice(0, -2));
  return amount?.type === "size" ? { type: "rate", factor: amount.factor } : undefined;
}

/** @param unit the word behind the value where the template has it as a constant; "" for none */
export function looksOf(value: string, unit = ""): Looks {
  if (NUMBER.test(value)) {
    const amount = { value: Number(value.replaceAll(",", "")), unit };
    return { type: unitOf(unit)?.type ?? "number", amount };
  }
  const [, digits = "", word = ""] = AMOUNT.exec(value) ?? [];
  const found = unitOf(word);
  if (found) return { type: found.type, amount: { value: Number(digits.replaceAll(",", "")), unit: word } };
  if (COMPOUND.test(value)) return { type: "duration", amount: { value: compoundMs(value), unit: "ms" } };
  return { type: typeOf(value), amount: null };
}

/** Whether a value of digits alone may be one of a parameter's hexadecimal values. */
export function mayBeHex(value: string): boolean {
  return DIGITS.test(value);
}

function typeOf(value: string): ParameterType {
  if (UUID.test(value)) return "UUID";
  if (TIME.test(value) || NAMED_TIME.test(value)) return "time";
  if (IPV4.test(value) || IPV6.test(value)) return "IP";
  if (HEX.test(value)) return "hex";
  if (URL.test(value)) return "URL";
  if (PATH.test(value)) return "path";
  if (/\s/.test(value)) return "text";
  return /^\p{L}+$/u.test(value) ? "word" : "identifier";
}

function compoundMs(value: string): number {
  let ms = 0;
  for (const [, digits = "", unit = ""] of value.matchAll(/(\d+(?:\.\d+)?)([a-zµμ]+)/g))
    ms += Number(digits) * (unitOf(unit)?.factor ?? 0);
  return ms;
}
