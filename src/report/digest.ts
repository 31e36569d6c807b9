/** The digest of a report: one text that two people can compare instead of two reports. */
import type { Report } from "../model/report.ts";
import { canonicalJson } from "./canonical.ts";
import { DIGEST_METHOD, determinedPart } from "./determined.ts";
import { hex, sha256 } from "./sha256.ts";

/**
 * SHA-256 over a first line that names the method, and the canonical JSON of what bytes, inputs and settings determine
 * (see determined.ts). The report's own `digest` plays no part.
 *
 * @returns 64 lower-case hex digits
 * @throws TypeError when the report holds a number that is not finite
 */
export async function reportDigest(report: Report): Promise<string> {
  const text = `timberline-report-digest ${DIGEST_METHOD}\n${canonicalJson(determinedPart(report))}`;
  return hex(await sha256(new TextEncoder().encode(text)));
}
