/** The file of --scores: a row a bin, or a row a record. */

import { isoTime } from "../model/iso-time.ts";
import type { Session } from "../pipeline/session.ts";
import { TextFile } from "./text-file.ts";

/** @param path absolute */
export async function writeScores(session: Session, path: string): Promise<void> {
  const out = new TextFile(path);
  out.write("timestamp,value,anomaly_score\n");
  for await (const { timeMs, value, score } of session.scores()) {
    out.write(`${isoTime(timeMs) ?? ""},${value},${score}\n`);
  }
  out.close();
}
