/** Names that tell files apart. */

/** @param taken names given before; the new one is added @returns the name, with a number when it is taken */
export function distinctName(name: string, taken: Set<string>): string {
  let distinct = name;
  for (let n = 2; taken.has(distinct); n++) distinct = `${name} (${n})`;
  taken.add(distinct);
  return distinct;
}
