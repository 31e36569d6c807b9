/** One case of the fuzz run: files, how they are read, and what a person would count in them. Made from a seed and a number. */
import { type Budgets, DEFAULT_BUDGETS } from "../../src/core/core.ts";
import type { FilePlan, Plan } from "../../src/model/plan.ts";
import { benchLog } from "../../src/simulate/bench-log.ts";
import { Choice } from "./choice.ts";
import { damaged, fragments, headedLines, noise, objects, tables, tracedLines } from "./hostile-bytes.ts";
import { edited } from "./hostile-plans.ts";
import { type Packed, packed } from "./packed-bytes.ts";

export interface FuzzCase {
  /** what made the bytes, for people */
  about: string;
  files: Uint8Array[];
  /** what is in each file: itself, or what it was packed from; null where that is several files, or damaged */
  plain: (Uint8Array | null)[];
  timeZone: string;
  /** null: as it is sniffed; else what it is turned into */
  edit: ((sniffed: Plan) => Plan) | null;
  /** sizes of the chunks of the second reading, taken in turn */
  chunkBytes: number[];
  /** how many read parts of the files at the same time */
  readers: number;
  /** bytes after which a partial is kept */
  keepBytes: number;
  budgets: Budgets;
  lastModified: number;
}

const ZONES = ["UTC", "UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe"];
/** least size of a chunk for each byte of a file: what is left over of a chunk is looked at again with the next */
const MOST_CHUNKS = 3000;

/** @param good logs that are in order, to be damaged */
export function makeCase(seed: number, index: number, good: readonly Uint8Array[]): FuzzCase {
  const choice = new Choice(seed, index);
  const made = choice.times(choice.chance(0.15) ? choice.int(2, 3) : 1, () => makeFile(choice, good));
  const files = made.map(({ content }) => content);
  const largest = Math.max(...files.map((content) => content.length));
  const least = Math.ceil(largest / MOST_CHUNKS);
  return {
    about: made.map(({ about }) => about).join(" + "),
    files,
    plain: made.map(({ plain }) => plain),
    timeZone: choice.of(ZONES),
    edit: choice.chance(0.35) ? (plan) => ({ ...plan, files: plan.files.map((one) => editedMore(choice, one)) }) : null,
    chunkBytes: choice.times(choice.int(1, 4), () => least + choice.size(100_000) - 1),
    readers: choice.int(1, 8),
    keepBytes: Math.ceil(largest / 30) + choice.size(150_000),
    budgets: choice.chance(0.3)
      ? {
          facets: choice.int(1, 40),
          cells: choice.int(64, 600),
          measureCells: choice.int(64, 600),
          blocks: choice.int(1, 6),
        }
      : DEFAULT_BUDGETS,
    lastModified: choice.of([0, Date.UTC(2026, 2, 1), Date.UTC(2024, 1, 29, 23, 59)]),
  };
}

function editedMore(choice: Choice, plan: FilePlan): FilePlan {
  let own = plan;
  for (let i = choice.int(1, 3); i > 0; i--) own = edited(choice, own);
  return own;
}

interface Made extends Packed {
  about: string;
}

function makeFile(choice: Choice, good: readonly Uint8Array[]): Made {
  const [about, text] = makeText(choice, good);
  if (choice.chance(0.75)) return { about, content: text, plain: text };
  if (choice.chance(0.3)) {
    const content = wide(choice, text);
    return { about: `${about} in two bytes a character`, content, plain: content };
  }
  return { about: `packed ${about}`, ...packed(choice, text) };
}

function wide(choice: Choice, text: Uint8Array): Uint8Array {
  const content = Buffer.from((choice.chance(0.5) ? "\ufeff" : "") + Buffer.from(text).toString("utf8"), "utf16le");
  if (choice.chance(0.5)) content.swap16();
  return choice.chance(0.2) ? content.subarray(0, choice.below(content.length + 1)) : content;
}

function makeText(choice: Choice, good: readonly Uint8Array[]): [string, Uint8Array] {
  const kind = choice.below(14);
  if (kind === 0) return ["noise", noise(choice)];
  if (kind <= 2) return ["fragments", fragments(choice)];
  if (kind <= 4) return ["headed lines", headedLines(choice)];
  if (kind <= 6) return ["table", tables(choice)];
  if (kind === 7) return ["objects", objects(choice)];
  if (kind === 8)
    return [
      "damaged long log",
      damaged(choice, [Buffer.concat([...benchLog(choice.size(200_000) + 500, choice.below(50))])]),
    ];
  if (kind === 9) return ["stack traces", tracedLines(choice)];
  return ["damaged sample", damaged(choice, good)];
}
