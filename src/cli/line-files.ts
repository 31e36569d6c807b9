/** The files with a row a line or event: --events and --assignments, written in one pass over the log's lines. */

import { isoTime } from "../model/iso-time.ts";
import type { FieldedRow } from "../pipeline/lines.ts";
import type { Session } from "../pipeline/session.ts";
import { TextFile } from "./text-file.ts";

/** Template id of a line that has none. */
const NO_TEMPLATE = "-";

/**
 * @param paths absolute; null for a file that is not wanted
 * @param names of the source files, in order; with several, rows say which one they belong to
 */
export async function writeLineFiles(
  session: Session,
  names: readonly string[],
  paths: { events: string | null; assignments: string | null },
): Promise<void> {
  const events = paths.events === null ? null : new TextFile(paths.events);
  const assignments = paths.assignments === null ? null : new AssignmentsFile(paths.assignments, names);
  for await (const batch of session.rows()) {
    for (const row of batch) {
      assignments?.add(row);
      if (events === null || row.kind !== "event") continue;
      const event = {
        ...(names.length > 1 ? { file: names[row.file] } : {}),
        line: row.line,
        time: isoTime(row.timeMs),
        level: row.level,
        template: row.templateId,
        fields: row.fields,
      };
      events.write(`${JSON.stringify(event)}\n`);
    }
  }
  events?.close();
  assignments?.close();
}

/** A row a physical line: a record in quotes spans several, and lines after an event's first take its template. */
class AssignmentsFile {
  private readonly out: TextFile;
  private readonly names: readonly string[];
  private eventId = NO_TEMPLATE;

  constructor(path: string, names: readonly string[]) {
    this.out = new TextFile(path);
    this.names = names;
  }

  add(row: FieldedRow): void {
    if (row.kind !== "continuation") this.eventId = row.templateId ?? NO_TEMPLATE;
    const tail = this.names.length > 1 ? `\t${this.names[row.file]}` : "";
    for (let i = 0; i < row.lineCount; i++) this.out.write(`${row.line + i}\t${this.eventId}${tail}\n`);
  }

  close(): void {
    this.out.close();
  }
}
