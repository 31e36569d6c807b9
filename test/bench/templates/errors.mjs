/** What is wrong most in a labelled set: labels whose lines are parted, or lie together with lines of others. */
import { readFileSync } from "node:fs";

const SHOWN = 5;
const WIDTH = 110;

/** Prints the labels with the most lines that no template holds exactly. */
export function printErrors(system, truthPath, assignmentsPath) {
  const labels = new Map();
  const texts = new Map();
  for (const row of readFileSync(truthPath, "utf8").split(/\r?\n/).slice(1)) {
    const found = /^(\d+),([^,]+),(.*)$/.exec(row);
    if (!found) continue;
    labels.set(Number(found[1]), found[2]);
    texts.set(found[2], found[3]);
  }
  const templates = new Map();
  for (const row of readFileSync(assignmentsPath, "utf8").split("\n")) {
    const [line, id] = row.split("\t");
    if (id !== undefined) templates.set(Number(line), id);
  }
  const linesOf = gather([...labels]);
  const linesIn = gather([...labels.keys()].map((line) => [line, templates.get(line) ?? `none ${line}`]));
  const exact = new Set([...linesIn.values()].map(String));
  const wrong = [...linesOf].filter(([, lines]) => !exact.has(String(lines))).sort((a, b) => b[1].length - a[1].length);
  if (wrong.length === 0) return;
  console.log(`\n${system}: ${wrong.length} labels without a template of their own`);
  for (const [label, lines] of wrong.slice(0, SHOWN)) {
    const parts = new Set(lines.map((line) => templates.get(line)));
    const others = new Set([...parts].flatMap((id) => (linesIn.get(id) ?? []).map((line) => labels.get(line))));
    others.delete(label);
    const how = [
      ...(parts.size > 1 ? [`in ${parts.size} templates`] : []),
      ...(others.size > 0 ? [`with ${others.size} other labels`] : []),
    ];
    console.log(`  ${String(lines.length).padStart(5)} lines ${how.join(", ")}: ${texts.get(label).slice(0, WIDTH)}`);
  }
}

/** Names by what they are given: lists of lines. */
function gather(pairs) {
  const lists = new Map();
  for (const [line, name] of pairs) lists.set(name, [...(lists.get(name) ?? []), line]);
  return lists;
}
