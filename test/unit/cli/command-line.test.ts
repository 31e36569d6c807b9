/** The built command line as a program: what it writes, says and exits with. */
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../../src/model/report.ts";
import { zipOf } from "../../support/archives.ts";
import { expectEvidenceIn } from "../../support/evidence.ts";

const MAIN = fileURLToPath(new URL("../../../dist-cli/timberline.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "timberline-cli-"));
const at = (name: string) => join(folder, name);

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", cwd: folder });
  return { status, stdout, stderr };
}

function rowsOf(name: string): string[] {
  return readFileSync(at(name), "utf8").trimEnd().split("\n");
}

let report: Report;

beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error("The command line is not built; run: npm run build");
  const made = run(
    ..."simulate --seed 7 --hours 1 --rate 10 --inject spike,cascade --out x.log --truth t.json".split(" "),
  );
  expect(made).toEqual({ status: 0, stdout: "", stderr: "" });
  const outputs = "--report r.json --events e.jsonl --assignments a.tsv --scores s.csv";
  const analysed = run("analyze", "x.log", ...outputs.split(" "));
  expect(analysed).toEqual({ status: 0, stdout: "", stderr: "" });
  report = JSON.parse(readFileSync(at("r.json"), "utf8"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("analyze", () => {
  it("writes a complete report with digests", () => {
    expect(report.completeness.partial).toBe(false);
    expect(report.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(report.source.files).toMatchObject([{ name: "x.log", digest: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect(report.totals.lines).toBe(rowsOf("x.log").length);
    expect(report.alerts.length).toBeGreaterThan(0);
    expectEvidenceIn(report, [at("x.log")]);
  });

  it("writes aggregates, models, window features and rhythms", () => {
    const outputs = "--aggregates agg.csv --by day --models m.json --features f.csv --rhythms h.json".split(" ");
    const asked = ["--series", "events", "--name", "project=acme", "--name", "version=1.2"];
    expect(run("analyze", "x.log", ...outputs, ...asked)).toEqual({ status: 0, stdout: "", stderr: "" });
    const [header, day, ...more] = rowsOf("agg.csv");
    expect([header, more]).toEqual(["series,period,start,end,count,mean,deviation,min,max,p95", []]);
    expect(day).toMatch(/^events,2026-01-05,2026-01-05T00:00:00.000Z,/);
    expect(day?.split(",")[4]).toBe(String(report.totals.events));
    const models = JSON.parse(readFileSync(at("m.json"), "utf8"));
    expect(Object.keys(models)).toEqual(["acme/1.2/2026-01-05/events", "acme/1.2/2026-01-05/00/events"]);
    const windows = rowsOf("f.csv");
    expect(windows[0]).toMatch(
      /^start,events,level:trace,.*,rate:error,.*events p95 60m,.*,new templates,tfidf [0-9a-f]{16}/,
    );
    expect(windows.length).toBe(121);
    expect(JSON.parse(readFileSync(at("h.json"), "utf8"))).toMatchObject({ rhythms: [], lacking: expect.any(String) });
    expect(run("analyze", "x.log", "--by", "year")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--by"),
    });
  });

  it("writes an object an event", () => {
    const lines = rowsOf("x.log");
    const events = rowsOf("e.jsonl").map((row) => JSON.parse(row));
    expect(events).toHaveLength(report.totals.events);
    for (const { line, time, level, template } of events) {
      const text = lines[line - 1] as string;
      if (!text.startsWith(time) || !text.includes(level.toUpperCase()) || !/^[0-9a-f]{16}$/.test(template)) {
        throw new Error(`${JSON.stringify({ line, time, level, template })} is not of the line ${text}`);
      }
    }
  });

  it("writes a row a physical line, stack traces with their event", () => {
    const rows = rowsOf("a.tsv").map((row) => row.split("\t"));
    expect(rows.map(([line]) => Number(line))).toEqual(rows.map((_, index) => index + 1));
    expect(rows).toHaveLength(report.totals.lines);
    const lines = rowsOf("x.log");
    const torn = lines.filter((text, i) => text.startsWith("\tat ") && rows[i]?.[1] !== rows[i - 1]?.[1]);
    expect(torn).toEqual([]);
  });

  it("writes a score a bin, at least 0.5 exactly on the exceedances", () => {
    const [head, ...rows] = rowsOf("s.csv");
    expect(head).toBe("timestamp,value,anomaly_score");
    const binMs = report.series.find((series) => series.id === "events")?.binMs ?? Number.NaN;
    const scored = rows.map((row) => row.split(",")).filter(([, , score]) => Number(score) >= 0.5);
    const over = report.alerts.flatMap((alert) => alert.exceedances.map(({ endMs }) => endMs - binMs));
    const times = [...new Set(over)].sort((a, b) => a - b).map((timeMs) => new Date(timeMs).toISOString());
    expect(scored.map(([time]) => time)).toEqual(times);
  });

  it("says what was found when nothing is to be written", () => {
    const { status, stdout } = run("analyze", "x.log");
    expect(status).toBe(0);
    expect(stdout).toContain(`events  ${report.totals.events.toLocaleString("en")}`);
    expect(stdout).toMatch(/\d+ alerts?:\n/);
  });

  it("takes the plan from a report, and a report is not a log", () => {
    expect(run("analyze", "x.log", "--plan", "r.json", "--report", "again.json").status).toBe(0);
    expect(JSON.parse(readFileSync(at("again.json"), "utf8")).digest).toBe(report.digest);
    writeFileSync(at("bad-plan.json"), '{"version":1,"files":[{}]}');
    const refused = run("analyze", "x.log", "--plan", "bad-plan.json");
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/^timberline: The plan .*bad-plan\.json is wrong at files\.0\.encoding: .*help\n$/);
  });

  it("says in one line which file cannot be read", () => {
    const { status, stderr } = run("analyze", "absent.log");
    expect({ status, lines: stderr.trimEnd().split("\n").length }).toEqual({ status: 1, lines: 1 });
    expect(stderr).toMatch(/absent\.log could not be read: there is no such file\.\n$/);
  });

  it("reads folders, compressed files and archives like files", () => {
    const content = readFileSync(at("x.log"));
    mkdirSync(at("logs/old"), { recursive: true });
    writeFileSync(at("logs/app.log"), content);
    writeFileSync(at("logs/old/app.log.gz"), gzipSync(content));
    expect(run("analyze", "logs", "--report", "folder.json").status).toBe(0);
    const names = () =>
      (JSON.parse(readFileSync(at("folder.json"), "utf8")) as Report).source.files.map(({ name }) => name);
    expect(names()).toEqual(["logs/app.log", "logs/old/app.log.gz"]);
    writeFileSync(at("bundle.zip"), zipOf([{ path: "app.log", content }]));
    expect(run("analyze", "bundle.zip", "x.log", "--report", "folder.json").status).toBe(0);
    expect(names()).toEqual(["bundle.zip/app.log", "x.log"]);
    expect(run("verify", "folder.json", "bundle.zip", "x.log")).toMatchObject({ status: 0 });
  });
});

describe("templates", () => {
  const rows = (stdout: string): string[][] =>
    stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("\t"));

  it("lists those of the report, most events first", () => {
    const { status, stdout } = run("templates", "r.json");
    expect(status).toBe(0);
    const listed = rows(stdout);
    expect(listed.map(([id, count]) => [id, Number(count)]).sort()).toEqual(
      report.templates.map(({ id, count }) => [id, count]).sort(),
    );
    expect(listed.map(([, count]) => Number(count))).toEqual(
      report.templates.map(({ count }) => count).sort((a, b) => b - a),
    );
    expect(listed.every((row) => row.length === 7)).toBe(true);
  });

  it("gives commands that find their lines", () => {
    const [most] = rows(run("templates", "r.json", "--as", "grep").stdout);
    const [id = "", count = "", others = "", command = ""] = most ?? [];
    const { stdout } = spawnSync("sh", ["-c", `${command} "$0" | wc -l`, at("x.log")], { encoding: "utf8" });
    expect(Number(stdout)).toBe(Number(count) + Number(others));
    expect(rows(run("templates", "r.json", "--template", id.slice(0, 8), "--as", "loki").stdout)).toEqual([
      [id, count, others, expect.stringMatching(/^\|> "<_>/)],
    ]);
  });

  it("say what is wrong", () => {
    expect(run("templates").status).toBe(2);
    expect(run("templates", "r.json", "--as", "awk").stderr).toContain("regex, grok, grep, loki");
    expect(run("templates", "r.json", "--template", "nothing like it")).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("shapes and correlate", () => {
  it("answer with finds at times of the report's bins", () => {
    const { status, stdout, stderr } = run(
      "shapes",
      "r.json",
      "--series",
      "level:error",
      "--window",
      "20",
      "--profile",
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const found = JSON.parse(stdout);
    const series = report.series.find(({ id }) => id === "level:error");
    expect(found).toMatchObject({ series: "level:error", window: 20, binMs: series?.binMs, startMs: series?.startMs });
    expect(found.profile.distance).toHaveLength((series?.counts.length ?? 0) - 19);
    const [discord] = found.discords;
    expect(discord.distance).toBe(Math.max(...found.profile.distance));
    const bin = (discord.startMs - found.startMs) / found.binMs;
    expect(found.profile.distance[bin]).toBe(discord.distance);
  });

  it("answer with every pair of the chosen series", () => {
    const { status, stdout } = run(
      "correlate",
      "r.json",
      "--series",
      "events",
      "--series",
      "level:error",
      "--lag",
      "5",
    );
    expect(status).toBe(0);
    const { pairs, mostLagMs, binMs } = JSON.parse(stdout);
    expect(mostLagMs).toBe(5 * binMs);
    expect(pairs).toMatchObject([{ a: "events", b: "level:error" }]);
    expect(Math.abs(pairs[0].lagMs)).toBeLessThanOrEqual(mostLagMs);
  });

  it("say what is wrong", () => {
    expect(run("shapes").status).toBe(2);
    expect(run("shapes", "r.json", "--window", "wide").status).toBe(2);
    expect(run("shapes", "r.json", "--series", "nothing").stderr).toContain('no series "nothing"');
    expect(run("shapes", "r.json", "--window", "3")).toMatchObject({ status: 1 });
    expect(run("shapes", "none.json").status).toBe(1);
    expect(run("correlate", "r.json", "--series", "events").status).toBe(2);
  });
});

describe("verify", () => {
  it("agrees with the same bytes under another name", () => {
    writeFileSync(at("copy.log"), readFileSync(at("x.log")));
    const { status, stdout } = run("verify", "r.json", "copy.log");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: `The report agrees with the files: digest ${report.digest}\n`,
    });
  });

  it("says what differs when the log does", () => {
    writeFileSync(at("longer.log"), readFileSync(at("x.log")));
    appendFileSync(at("longer.log"), "2026-01-05T00:59:59.999Z INFO  [http-1] auth: User eve signed out\n");
    const { status, stdout } = run("verify", "r.json", "longer.log");
    expect(status).toBe(1);
    expect(stdout).toContain(
      `totals.events: the report says ${report.totals.events}, the files give ${report.totals.events + 1}`,
    );
  });

  it("notices a report that was altered", () => {
    const totals = { ...report.totals, events: report.totals.events + 1 };
    writeFileSync(at("altered.json"), JSON.stringify({ ...report, totals }));
    const { status, stdout } = run("verify", "altered.json", "x.log");
    expect(status).toBe(1);
    expect(stdout).toContain("the report was altered");
    expect(stdout).toContain("totals.events");
  });

  it("refuses what is no report", () => {
    expect(run("verify", "x.log", "x.log")).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("output", () => {
  it("says in one line what cannot be written", () => {
    const { status, stderr } = run("simulate", "--out", "absent/x.log");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^timberline: .*absent\/x\.log could not be written: there is no such folder\.\n$/);
  });
});

describe("usage", () => {
  it("explains itself", () => {
    expect(run("--help")).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("timberline verify"),
    });
    expect(run("analyze", "--help").status).toBe(0);
  });

  it.each([[[]], [["dance"]], [["analyze"]], [["analyze", "x.log", "--what"]], [["verify", "r.json"]]])(
    "exits with 2 for %j",
    (args) => {
      const { status, stdout, stderr } = run(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(/^timberline: .*timberline --help\n$/);
    },
  );
});
