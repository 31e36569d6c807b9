/** What the application is made of, given by the composition root; tests give their own. */
import type { AnalysisEngine } from "../model/analysis.ts";
import type { Report } from "../model/report.ts";
import type { SourceStore } from "../store/sources.ts";
import type { AnalysisStore } from "../store/store.ts";

export interface Parts {
  engine: AnalysisEngine;
  /** opened at the first use; rejects with a TimberlineError where storage is blocked */
  openStore(): Promise<AnalysisStore>;
  /** what is known of sources beyond one file */
  sources: Pick<SourceStore, "load" | "update">;
  /** rejects with a TimberlineError when the text is not a report of a known version */
  readReport(text: string): Promise<Report>;
  writeReport(report: Report): Promise<string>;
}
