/**
 * The order of files that continue one another: `app.log.2.gz`, `app.log.1`, `app.log` and `app-20260131.log`,
 * `app-20260201.log` are read oldest first. Files of other names stay where they are.
 */

interface Place {
  /** what the files of one set have in common */
  set: string;
  /** larger is newer */
  rank: number;
}

const PACKED = /\.(?:gz|zst|xz|bz2|z)$/i;
const DATE = /(?<![0-9])(20\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?:[-_.T]?([01]\d|2[0-3]))?(?![0-9])/;

function placeOf(path: string): Place {
  const name = path.replace(PACKED, "");
  const numbered = /^(.*)\.(\d{1,5})$/.exec(name) ?? /^(.*?)[-_.](\d{1,3})(\.(?:log|txt))$/i.exec(name);
  if (numbered) return { set: `${numbered[1]}${numbered[3] ?? ""}`, rank: -Number(numbered[2]) };
  const slash = name.lastIndexOf("/") + 1;
  const date = DATE.exec(name.slice(slash));
  if (!date) return { set: name, rank: 1 };
  const [text, year, , month, day, hour = "0"] = date;
  const before = name.slice(0, slash + date.index).replace(/[-_.]$/, "");
  const after = name.slice(slash + date.index + text.length);
  // a dated file is older than the one without, which is still being written
  const age = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour));
  return { set: before + after, rank: age - Number.MAX_SAFE_INTEGER };
}

/** @returns the files in reading order; a set stands where its first file stood; files that tie keep their order */
export function inReadingOrder<T>(files: readonly T[], nameOf: (file: T) => string): T[] {
  const sets = new Map<string, { file: T; rank: number }[]>();
  for (const file of files) {
    const { set, rank } = placeOf(nameOf(file));
    const members = sets.get(set);
    if (members) members.push({ file, rank });
    else sets.set(set, [{ file, rank }]);
  }
  return [...sets.values()].flatMap((members) => members.sort((a, b) => a.rank - b.rank).map(({ file }) => file));
}
