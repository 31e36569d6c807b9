/** The files with a row a line or event: --events and --assignments, written in one pass over the log's lines. */
import type { Plan } from "../model/plan.ts";
import type { LineNumber } from "../model/units.ts";
import type { Session } from "../pipeline/session.ts";
import { isoTime } from "./iso-time.ts";
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
  const assignments =
    paths.assignments === null ? null : new AssignmentsFile(paths.assignments, names, session.opened.plan);
  for await (const batch of session.rows()) {
    for (const row of batch) {
      assignments?.add(row.file, row.line, row.templateId, row.text);
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

/** A record in quotes spans several physical lines, each of which gets a row: up to where the next record begins. */
class AssignmentsFile {
  private readonly out: TextFile;
  private readonly names: readonly string[];
  private readonly lineEnds: readonly (string | RegExp)[];
  private last: { file: number; line: LineNumber; id: string; lineCount: number } | null = null;

  constructor(path: string, names: readonly string[], plan: Plan) {
    this.out = new TextFile(path);
    this.names = names;
    this.lineEnds = plan.files.map((file) => (file.lineEnd === "cr" ? /\r\n|\r|\n/ : "\n"));
  }

  add(file: number, line: LineNumber, templateId: string | null, text: string): void {
    this.writeLast(this.last?.file === file ? line : null);
    this.last = {
      file,
      line,
      id: templateId ?? NO_TEMPLATE,
      lineCount: text.split(this.lineEnds[file] ?? "\n").length,
    };
  }

  close(): void {
    this.writeLast(null);
    this.out.close();
  }

  private writeLast(nextLine: LineNumber | null): void {
    if (this.last === null) return;
    const { file, id, line, lineCount } = this.last;
    const end = nextLine ?? line + lineCount;
    const tail = this.names.length > 1 ? `\t${this.names[file]}` : "";
    for (let at = line; at < end; at++) this.out.write(`${at}\t${id}${tail}\n`);
  }
}
