/** A file's plan as the core executes it: numbers only. The codes are those of assembly/records.ts, layout.ts and time.ts. */

export const KIND = { text: 0, lines: 1, table: 2, json: 3, logfmt: 4, objects: 5, paragraphs: 6 } as const;

export const STEP = {
  end: 0,
  literal: 1,
  blank: 2,
  token: 3,
  bracket: 4,
  until: 5,
  source: 6,
  quoted: 7,
  level: 8,
  status: 9,
  priority: 10,
  time: 11,
  optional: 12,
  optionalEnd: 13,
  message: 14,
  head: 15,
  levelIs: 16,
  levelMark: 17,
  timeOver: 18,
  searchLevel: 19,
} as const;

export const TIME = {
  end: 0,
  literal: 1,
  year4: 2,
  year2: 3,
  month: 4,
  monthName: 5,
  day: 6,
  dayOfYear: 7,
  weekday: 8,
  hour: 9,
  minute: 10,
  second: 11,
  fraction: 12,
  zone: 13,
  meridiem: 14,
  epoch: 15,
  zoneName: 16,
  tai64: 17,
  elapsed: 18,
  delta: 19,
  minuteUnpadded: 20,
  secondUnpadded: 21,
} as const;

/** Added to the op of a step that comes after one or more blanks. */
export const AFTER_BLANKS = 128;

/** Roles of table columns and named fields; see assembly/record.ts. */
export const ROLE = {
  ignore: 0,
  time: 1,
  level: 2,
  message: 3,
  slot: 4,
  timeRest: 5,
  timeNanos: 6,
  trace: 7,
} as const;

/** Slots: a dimension's number, or MEASURE_SLOT + a measure's, or NO_SLOT. */
export const MEASURE_SLOT = 32;
export const NO_SLOT = 255;

export interface TimeProgram {
  ops: Uint8Array;
  /** how many bytes of `ops` decide the second and may be cached by their text; 0 for none */
  cacheable: number;
}

export interface Program {
  kind: number;
  /** byte that ends a line */
  lineEnd: number;
  /** whether escape sequences are read as blanks */
  escapes: boolean;
  /** whether a CR without LF behind it ends a line too */
  loneReturns: boolean;
  /** whether the last dimension is the file */
  hasFileValue: boolean;
  times: TimeProgram[];
  /** words of assembly/layout.ts, a layout each */
  layouts: Uint32Array[];
  table: {
    delimiter: number;
    quoted: boolean;
    padded: boolean;
    directives: boolean;
    headerLines: number;
    /** byte that comments begin with; 0 when there are none */
    comment: number;
    roles: { role: number; argument: number }[];
    /** names of the columns, in the order of `roles` */
    names: string[];
    /** how the header is written when it comes again */
    headers: string[];
    /** whether its times lack the date */
    lacksDate: boolean;
  } | null;
  /** fields by path, of kinds whose records name their fields */
  fields: { path: string[]; role: number; argument: number }[];
  /** code of the level of records without one */
  defaultLevel: number;
  decimalComma: boolean;
  /** what a value that is none is written as; "" when there is no such text */
  unset: string;
}
