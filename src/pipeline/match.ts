/** Whether files are those that a report was made from: by size, and by the lines that it quotes. */
import { TimberlineError } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import { withoutEscapes } from "./escapes.ts";
import type { ByteSource } from "./source.ts";

const MOST_CHECKED = 40;
/** room for escape sequences, which quoted lines are without */
const SEQUENCES_BYTES = 4096;

/** @throws TimberlineError "mismatch" saying which file differs and in what */
export async function contentMatches(report: Report, sources: readonly ByteSource[]): Promise<void> {
  const { files } = report.source;
  if (sources.length !== files.length) {
    const wanted = files.map(({ name }) => name).join(", ");
    differs(`This analysis needs ${files.length === 1 ? "one file" : `${files.length} files`}: ${wanted}.`);
  }
  for (const [i, file] of files.entries()) {
    const source = sources[i] as ByteSource;
    const isKnown = source.exact !== false;
    if (!isKnown || source.bytes === file.bytes || (report.completeness.partial && source.bytes > 0)) continue;
    differs(
      `${source.name} has ${source.bytes} bytes, but ${file.bytes} when it was analysed: choose the file of that time, or open this one anew.`,
    );
  }
  const quoted = report.alerts.flatMap(({ evidence }) => evidence).slice(0, MOST_CHECKED);
  for (const { file, byteOffset, text, line } of quoted) {
    const index = files.findIndex(({ name }) => name === file);
    const source = sources[index];
    if (!source) continue;
    const bytes = await source.slice(byteOffset, byteOffset + text.length * 4 + SEQUENCES_BYTES);
    const written = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const found = report.source.plan.files[index]?.ansi ? withoutEscapes(written) : written;
    if (!found.startsWith(text))
      differs(
        `Line ${line} of ${source.name} is not what it was when it was analysed: choose the file of that time, or open this one anew.`,
      );
  }
}

function differs(message: string): never {
  throw new TimberlineError({ code: "mismatch", message });
}
