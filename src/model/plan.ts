/**
 * What the sniffer understood of a file: plain data, shown to the user, editable, stored in the report, and compiled
 * by `pipeline/compile.ts` to the numbers that the core executes on every line.
 */

import type { Level } from "./levels.ts";
import type { DurationMs } from "./units.ts";

/** Elements of a time layout that are not a literal text. */
export const TIME_ELEMENTS = [
  "year4",
  "year2",
  /** one or two digits, may be padded by a space */
  "month",
  /** month name in English, French, German or Spanish, short or long */
  "monthName",
  "day",
  "dayOfYear",
  /** letters of a weekday, skipped */
  "weekday",
  "hour",
  "minute",
  "second",
  /** of one or two digits */
  "minuteUnpadded",
  "secondUnpadded",
  /** optional: `.` or `,` or `:` and up to nine digits */
  "fraction",
  /** optional: Z, ±hh, ±hhmm, ±hh:mm, UTC or GMT */
  "zone",
  /** AM or PM */
  "meridiem",
  /** seconds, milliseconds, microseconds or nanoseconds since 1970, by the number of digits; may have a fraction */
  "epoch",
  /** what "zone" reads, or the abbreviation of a zone, e.g. CEST; must be there */
  "zoneName",
  /** hexadecimal digits of a TAI64 or TAI64N label */
  "tai64",
  /** seconds with a fraction since a start that the text does not tell, e.g. since boot; may be padded by spaces */
  "elapsed",
  /** as "elapsed", since the stamp before */
  "delta",
] as const;

/** One element of a time layout, in the order of the text. */
export type TimeElement = (typeof TIME_ELEMENTS)[number] | { literal: string };

/** How a time stamp is written, e.g. year4 "-" month "-" day "T" hour … */
export type TimeLayout = TimeElement[];

/** What a step or column yields. */
export const FIELD_ROLES = [
  "time",
  /**
   * what completes the time: joined behind the time field with a blank, e.g. a clock beside its date; behind whole
   * seconds since 1970 it is their nanoseconds
   */
  "timeRest",
  "level",
  "dimension",
  "measure",
  "message",
  /** a stack trace, which tells events of one message apart */
  "trace",
  /** names one record; shown, neither counted nor grouped */
  "id",
  "ignore",
] as const;

export type FieldRole = (typeof FIELD_ROLES)[number];

/**
 * One step of a line layout. The steps run left to right over the line; one that does not match fails the layout.
 * What is left of the line after the last step is the message. A literal "\n" is the end of the line: the next one belongs
 * to the head too.
 */
export type LayoutStep =
  | { step: "literal"; text: string }
  /** one or more blanks or tabs; `optional` also accepts none */
  | { step: "blank"; optional?: boolean }
  /** a run of non-blank bytes; `field` names it */
  | { step: "token"; field?: string; role?: FieldRole }
  /** a bracketed text with balanced brackets inside, e.g. [main] */
  | { step: "bracket"; open: string; close: string; field?: string; role?: FieldRole }
  /** everything up to a byte, which is passed over too */
  | { step: "until"; byte: string; field?: string; role?: FieldRole }
  /** a run of non-blank bytes that ends in ":", as in `sshd[123]:`; the name ends at "[" or "(" or ":" */
  | { step: "source"; field?: string; role?: FieldRole }
  /** a text in double quotes, \" inside */
  | { step: "quoted"; field?: string; role?: FieldRole }
  /** a level word or letter; an unknown word is passed over and yields no level */
  | { step: "level" }
  /** an HTTP status: 4xx and 5xx are error, others info */
  | { step: "status" }
  /** a syslog priority <n> (RFC 5424 §6.2.1): level from its severity */
  | { step: "priority" }
  | { step: "time"; layout: TimeLayout }
  /** a second stamp, passed over */
  | { step: "timeOver"; layout: TimeLayout }
  /** a mark for a level: . and - debug, * info, # warn */
  | { step: "levelMark" }
  /** matches anything: the lines have this level */
  | { step: "levelIs"; level: Level }
  /** the steps run when they match, else are passed over together */
  | { step: "optional"; steps: LayoutStep[] };

/** One way in which lines of a line log begin. */
export interface LineLayout {
  /** e.g. "syslog", "access", "inferred" */
  id: string;
  /** for people: "syslog (RFC 3164)" */
  label: string;
  steps: LayoutStep[];
  /** where the message starts: after the last step, or at the start of the step with this index */
  messageFromStep?: number;
  /** an event without a level takes one from words of its message: a level's in a level's place, or that of a failure */
  searchLevel?: boolean;
}

export interface TableColumn {
  name: string;
  role: FieldRole;
}

export interface JsonField {
  /** keys from the root, joined by "." in `name` */
  path: string[];
  role: FieldRole;
}

/** How level texts or numbers are read; "otel" is the severity number 1…24 of OpenTelemetry. */
export type LevelScale = "words" | "syslog" | "bunyan" | "zero-to-four" | "http-status" | "otel";

export type PlanBody =
  /** tried in this order; the first that matches wins */
  | { kind: "lines"; layouts: LineLayout[] }
  | {
      kind: "table";
      delimiter: string;
      /** whether double quotes enclose fields (RFC 4180) */
      quoted: boolean;
      /** lines before the first record, the header included */
      headerLines: number;
      columns: TableColumn[];
      /** null when no column holds a time */
      time: TimeLayout | null;
      /** words when absent */
      levelScale?: LevelScale;
      /** whether numbers have a decimal comma, points between their thousands */
      decimalComma?: boolean;
      /** whether runs of blanks or tabs delimit, the last column taking what is left of the row */
      padded?: boolean;
      /** first byte of lines that are no records */
      comment?: string;
      /** whether comments name the columns (`#Fields:`, `#fields`) and the date; `columns` holds every name, in any order */
      directives?: boolean;
      /** the text of a cell without a value, e.g. "-"; at most eight bytes */
      unset?: string;
    }
  | {
      kind: "json";
      /** of several fields of one role the first counts that a record has */
      fields: JsonField[];
      time: TimeLayout | null;
      /** for times that are not written so, tried in this order; where several programs write into one file */
      otherTimes?: TimeLayout[];
      levelScale: LevelScale;
      /** an object a line, which is meant when absent; or objects and arrays of objects over any number of lines */
      records?: "lines" | "objects";
      /** level of records without one, where the format says so */
      defaultLevel?: Level;
      /** for lines between the objects that are none; what none of them reads belongs to the record above */
      layouts?: LineLayout[];
    }
  /** key=value pairs: a record a line, or a paragraph of lines with a pair each */
  | {
      kind: "logfmt";
      fields: JsonField[];
      time: TimeLayout | null;
      /** as in "json" */
      otherTimes?: TimeLayout[];
      levelScale: LevelScale;
      records?: "lines" | "paragraphs";
      /** as in "json" */
      layouts?: LineLayout[];
    }
  /** no time was found: every line that is not empty is an event without a time */
  | { kind: "text" };

export interface FilePlan {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
  /** bytes of a byte-order mark at the start */
  bomBytes: number;
  /** "lf" also reads CR LF; a lone CR ends a line only with "cr", or with "any" beside the others */
  lineEnd: "lf" | "cr" | "any";
  /** whether lines carry ANSI escape sequences (ECMA-48), which are read as blanks */
  ansi: boolean;
  /** IANA zone of stamps that carry none, where it differs from that of the analysis */
  timeZone: string | null;
  /** added to every time, for a clock that was wrong */
  clockOffsetMs: DurationMs;
  /** year of the first stamp where stamps lack it; absent: worked out from when the file was last modified */
  firstYear?: number;
  /** for people: "comma-separated table, 4 columns" */
  label: string;
  body: PlanBody;
  /** whether stamps lack the year, or the whole date; what is lacking comes from the inputs */
  lacks: "nothing" | "year" | "date";
  /** share of the sampled lines that the plan read, 0…1 */
  confidence: number;
}

/** One plan a file, in the order of the files. */
export interface Plan {
  version: 1;
  files: FilePlan[];
  /** name of the dimension whose values are the files; absent: there is none, as with a single file */
  fileDimension?: string;
}

/** The value of the dimension of files: by place, so that nothing depends on how files are called. @param index 0-based */
export function fileLabel(index: number): string {
  return `#${index + 1}`;
}

/** @returns the 0-based index that a value of the dimension of files stands for; null for any other text */
export function fileIndexOf(label: string): number | null {
  return /^#[1-9]\d*$/.test(label) ? Number(label.slice(1)) - 1 : null;
}
