/**
 * Tables whose comments name their columns: W3C extended logs (`#Fields:`, as IIS and others write them) and Zeek
 * (`#fields`). Source: W3C working draft WD-logfile-960323; the header lines of Zeek's ASCII writer.
 */
import type { FilePlan, TableColumn } from "../../model/plan.ts";
import { assignRoles, type Column, timeOfColumns } from "./column-roles.ts";
import type { SniffedTable } from "./table.ts";

export interface SniffedDirectives extends SniffedTable {
  timeZone: FilePlan["timeZone"];
}

const MAX_ROWS = 1000;
const FIELDS = /^#fields(?::|\s)\s*(.*)$/i;
const UNSET = "-";

/** @param text the sample with its line ends as LF @returns null when no comment at its start names columns */
export function sniffDirectives(text: string): SniffedDirectives | null {
  const lines = text.split("\n");
  const firstRow = lines.findIndex((line) => line !== "" && !line.startsWith("#"));
  const head = firstRow < 0 ? lines : lines.slice(0, firstRow);
  const named = head.filter((line) => FIELDS.test(line));
  if (named.length === 0) return null;
  const isTabbed =
    named.some((line) => line.includes("\t")) && !named.some((line) => / \S/.test(FIELDS.exec(line)?.[1] ?? ""));
  const columns = columnsOf(lines.slice(0, MAX_ROWS), isTabbed);
  const time = timeOfColumns(columns, true);
  const { roles } = assignRoles(columns, time);
  const status = columns.findIndex(
    ({ name, values }) => name === "sc-status" && values.every((v) => /^\d{3}$/.test(v)),
  );
  if (status >= 0 && !roles.includes("level")) roles[status] = "level";
  const isLocal = columns.some(({ name }, i) => (i === time?.column || i === time?.rest) && name.endsWith("-local"));
  return {
    body: {
      kind: "table",
      delimiter: isTabbed ? "\t" : " ",
      quoted: text.includes('"') && !isTabbed,
      headerLines: 0,
      columns: columns.map(({ name }, i): TableColumn => ({ name, role: roles[i] ?? "ignore" })),
      time: time?.layout ?? null,
      comment: "#",
      directives: true,
      unset: UNSET,
      ...(isTabbed ? {} : { padded: true }),
      ...(status >= 0 && roles[status] === "level" ? { levelScale: "http-status" as const } : {}),
    },
    lacks: time?.lacks ?? "nothing",
    timeZone: isLocal ? null : zoneOf(head),
    label: `table with named columns (#${isTabbed ? "fields" : "Fields"}), ${columns.length} columns`,
  };
}

/** Every column that is named, in the order of the first naming, with its values wherever they stand. */
function columnsOf(lines: readonly string[], isTabbed: boolean): Column[] {
  const columns = new Map<string, Column>();
  let current: Column[] = [];
  for (const line of lines) {
    const names = FIELDS.exec(line)?.[1]
      ?.trim()
      .split(isTabbed ? "\t" : /\s+/);
    if (names) {
      current = names.map((name) => columns.get(name) ?? { name, values: [] });
      for (const column of current) columns.set(column.name, column);
    }
    if (line === "" || line.startsWith("#")) continue;
    const cells = isTabbed ? line.split("\t") : cellsOf(line);
    // every column gets a cell of every row, so that the rows stay in step
    for (const column of columns.values()) {
      const cell = cells[current.indexOf(column)] ?? "";
      column.values.push(cell === UNSET ? "" : cell);
    }
  }
  const rows = Math.max(0, ...[...columns.values()].map(({ values }) => values.length));
  for (const { values } of columns.values())
    if (values.length < rows) values.unshift(...Array<string>(rows - values.length).fill(""));
  return [...columns.values()];
}

/** Cells between blanks, in double quotes where they hold some. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"]|"")*)"|(\S+)/g)].map(
    ([, quoted, plain]) => plain ?? quoted?.replaceAll('""', '"') ?? "",
  );
}

/** Times of W3C logs are in GMT, but for an offset that the head gives; whole hours have a zone of their own. */
function zoneOf(head: readonly string[]): string {
  const [, sign, hours, minutes] =
    head.map((line) => /^#GMT-Offset:\s*([+-])(\d{2}):?(\d{2})/i.exec(line)).find((match) => match !== null) ?? [];
  const whole = Number(hours);
  if (sign === undefined || Number(minutes) !== 0 || whole === 0 || whole > 12) return "UTC";
  return `Etc/GMT${sign === "-" ? "+" : "-"}${whole}`;
}
