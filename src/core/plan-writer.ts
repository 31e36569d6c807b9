/** Puts what a plan was compiled to into the core's memory, where a file's lines are read by it. */
import { fileLabel } from "../model/plan.ts";
import type { CoreExports } from "./core.ts";
import type { Program } from "./program.ts";

/** Offsets of a zone by local time; ascending. */
export type ZoneRows = readonly { localStartSeconds: number; offsetSeconds: number }[];

const encode = (text: string) => new TextEncoder().encode(text);

export class PlanWriter {
  readonly #wasm: CoreExports;

  constructor(wasm: CoreExports) {
    this.#wasm = wasm;
  }

  #put(bytes: Uint8Array): number {
    const place = this.#wasm.allocate(Math.max(8, bytes.byteLength));
    new Uint8Array(this.#wasm.memory.buffer, place, bytes.byteLength).set(bytes);
    return place;
  }

  #putNumbers(values: Float64Array | Int32Array | Uint32Array | BigInt64Array): number {
    return this.#put(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** zone tables that are in memory already, by the rows they were made of */
  readonly #zones = new Map<ZoneRows, number>();

  /** Sets the zone of stamps without one, for the files that are started next. */
  setTransitions(rows: ZoneRows): void {
    const place = this.#zones.get(rows) ?? this.#putZone(rows);
    this.#zones.set(rows, place);
    this.#wasm.setTransitions(place, rows.length);
  }

  #putZone(rows: ZoneRows): number {
    const table = new BigInt64Array(rows.length * 2);
    rows.forEach((row, i) => {
      table[i * 2] = BigInt(row.localStartSeconds);
      table[i * 2 + 1] = BigInt(row.offsetSeconds);
    });
    return this.#putNumbers(table);
  }

  /**
   * Starts a file.
   * @param file its index @param place sum of the sizes of the files before it
   */
  startFile(program: Program, file: number, place: number, firstYear: number, clockOffsetMs: number): void {
    const wasm = this.#wasm;
    wasm.startFile(firstYear, clockOffsetMs);
    for (const time of program.times) wasm.addTimeLayout(this.#put(time.ops), time.cacheable);
    for (const layout of program.layouts) wasm.addLineLayout(this.#putNumbers(layout));
    if (program.table) this.#startTable(program.table);
    for (const field of program.fields) {
      // as a key stands in the text, its escapes included
      const keys = field.path.map((key) => `${JSON.stringify(key).slice(1, -1)}\0`);
      const path = encode(keys.join(""));
      wasm.addNamedField(this.#put(path), path.length, field.role, field.argument);
    }
    const unset = encode(program.unset);
    wasm.setRecord(program.defaultLevel, program.decimalComma, this.#put(unset), unset.length);
    if (program.hasFileValue) {
      const label = new TextEncoder().encode(fileLabel(file));
      const at = this.#put(label);
      wasm.setFileValue(at, at + label.length);
    }
    wasm.startCleaning(program.escapes, program.loneReturns);
    wasm.startLines(program.kind, program.lineEnd, file, place);
  }

  #startTable(table: NonNullable<Program["table"]>): void {
    const wasm = this.#wasm;
    const roles = new Uint32Array(table.roles.flatMap(({ role, argument }) => [role, argument]));
    const flags = (table.quoted ? 1 : 0) | (table.padded ? 2 : 0) | (table.directives ? 4 : 0);
    const { delimiter, headerLines, comment } = table;
    wasm.setTable(delimiter, flags, headerLines, comment, this.#putNumbers(roles), table.roles.length);
    for (const header of table.headers) {
      const text = encode(header);
      wasm.addHeader(this.#put(text), text.length);
    }
    if (!table.directives) return;
    table.names.forEach((name, i) => {
      const text = encode(name);
      const { role, argument } = table.roles[i] ?? { role: 0, argument: 0 };
      wasm.addColumnName(this.#put(text), text.length, role, argument);
    });
    if (table.lacksDate) wasm.lacksDate();
  }
}
