/** Lines, events and events per level against counts by grep and awk, written down per format. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { printTable } from "../numbers.mjs";
import { analyze } from "./command-line.mjs";

/** How level texts of the files are meant. */
const MEANING = {
  V: "trace",
  D: "debug",
  I: "info",
  W: "warn",
  E: "error",
  F: "fatal",
  DEBUG: "debug",
  INFO: "info",
  "[notice]": "notice",
  WARN: "warn",
  WARNING: "warn",
  ERROR: "error",
  "[error]": "error",
  SEVERE: "error",
  FATAL: "fatal",
  ALERT: "fatal",
  "fatal:": "fatal",
  "warning:": "warn",
  failure: "error",
  "-": "none",
};

/** Of lines without a level: a level word that is set off, else a word of failure that is no part of a name. */
const LEVEL_IN_TEXT = `{
  if (match($0, /: (ALERT |fatal:|warning:)/)) { split(substr($0, RSTART + 2), word, " "); print word[1] }
  else if (tolower($0) ~ /[^a-z\\/-](fail(s|ed|ing|ures?)?|errors?)([^a-z0-9]|$)/) print "failure"
  else print "-"
}`;

/**
 * Files, with an extended regular expression that every event's first line matches and no other line does, and an awk
 * program that prints the level text of each such line.
 */
const FILES = [
  {
    path: "loghub/Android/Android_2k.log",
    event: "^[0-9]{2}-[0-9]{2} [0-9:.]+ +[0-9]+ +[0-9]+ [A-Z] ",
    level: "{print $5}",
  },
  { path: "loghub/Apache/Apache_2k.log", event: "^\\[[A-Z][a-z]{2} [A-Z][a-z]{2} ", level: "{print $6}" },
  { path: "loghub/BGL/BGL_2k.log", event: "^[^ ]+ [0-9]{10} [0-9]{4}\\.", level: "{print $9}" },
  { path: "loghub/HDFS/HDFS_2k.log", event: "^[0-9]{6} [0-9]{6} ", level: "{print $4}" },
  { path: "loghub/Hadoop/Hadoop_2k.log", event: "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:,]+ ", level: "{print $3}" },
  { path: "loghub/Linux/Linux_2k.log", event: "^[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} ", level: LEVEL_IN_TEXT },
  { path: "loghub/OpenSSH/OpenSSH_2k.log", event: "^[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} ", level: LEVEL_IN_TEXT },
  { path: "loghub/Zookeeper/Zookeeper_2k.log", event: "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:,]+ - ", level: "{print $4}" },
  { path: "logguard/logs.csv", event: "^[0-9]{4}-[0-9-]+T[^,]*Z,", level: '{split($0, f, ","); print f[2]}' },
];

function run(command, args) {
  const { stdout } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: "C" },
  });
  return stdout;
}

function independent(path, { event, level }) {
  const levels = {};
  const texts = spawnSync("sh", ["-c", 'grep -aE "$1" "$3" | awk "$2" | sort | uniq -c', "sh", event, level, path], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  }).stdout;
  for (const line of texts.trim().split("\n")) {
    const [count, text] = line.trim().split(/\s+/);
    const meaning = MEANING[text] ?? text;
    levels[meaning] = (levels[meaning] ?? 0) + Number(count);
  }
  return { lines: Number(run("grep", ["-ac", "", path])), events: Number(run("grep", ["-acE", event, path])), levels };
}

function text(levels) {
  return Object.entries(levels)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([level, count]) => `${level} ${count}`)
    .join(", ");
}

export function totals({ folder, data }) {
  const rows = [];
  const details = [];
  for (const file of FILES) {
    const path = join(data, file.path);
    const expected = independent(path, file);
    const { lines, events, levels } = analyze(folder, path).totals;
    const same = lines === expected.lines && events === expected.events && text(levels) === text(expected.levels);
    rows.push([file.path.split("/").at(-1), same ? "same" : "DIFFERS", lines, events, text(levels)]);
    if (!same) rows.push(["  grep says", "", expected.lines, expected.events, text(expected.levels)]);
    details.push({ file: file.path, same, ours: { lines, events, levels }, expected });
  }
  printTable("totals against grep", ["file", "", "lines", "events", "levels"], rows);
  return { passed: details.every(({ same }) => same), details };
}
