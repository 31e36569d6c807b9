/** The sources of a stored analysis in the files that it was made from, chosen again. */
import type { Report } from "../model/report.ts";
import { inReadingOrder } from "./rotation.ts";
import type { ByteSource } from "./source.ts";
import { asUtf8 } from "./text-source.ts";
import { SharedLimits } from "./unpack/shared.ts";
import { findSources } from "./unpack/unpack.ts";

/**
 * @param disks files on disk, in any order; more than the report names do no harm
 * @returns one source a file of the report where names or numbers agree; else all that there are, for `contentMatches`
 * to say what is wrong
 */
export async function sourcesOf(report: Report, disks: readonly ByteSource[]): Promise<ByteSource[]> {
  const limits = new SharedLimits();
  const found: ByteSource[] = [];
  for await (const { source } of sourcesIn(disks, limits)) found.push(source);
  const rest = new Set(found);
  const named = report.source.files.flatMap(({ name, bytes }) => {
    // several may have one name: each is taken once, in their order
    const isSame = (source: ByteSource) => source.name === name;
    // a file that was in a folder may be chosen alone
    const isLike = (source: ByteSource) =>
      name.endsWith(`/${source.name}`) && (source.exact === false || source.bytes === bytes);
    const source = [...rest].find(isSame) ?? [...rest].find(isLike);
    if (!source) return [];
    rest.delete(source);
    return [source];
  });
  const chosen = named.length === report.source.files.length ? named : inReadingOrder(found, ({ name }) => name);
  return chosen.map((source, i) => asUtf8(source, report.source.plan.files[i]?.encoding ?? "utf-8", limits));
}

async function* sourcesIn(disks: readonly ByteSource[], limits: SharedLimits): AsyncGenerator<{ source: ByteSource }> {
  for await (const found of findSources(disks, limits)) if (!found.leftOut) yield found;
}
