/** The user's corrections of templates through the pipeline: no event is lost, and how they came to be plays no part. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../src/model/analysis.ts";
import type { Report, Template } from "../../src/model/report.ts";
import { refOf, type TemplateEdit } from "../../src/model/template-edits.ts";
import type { Session } from "../../src/pipeline/session.ts";
import { reportDigest } from "../../src/report/digest.ts";
import { readReport } from "../../src/report/read.ts";
import { writeReport } from "../../src/report/write.ts";
import { expectEvidence } from "../support/evidence.ts";
import { analyzeBytes, analyzeSources, memorySource } from "./memory-source.ts";

const START_MS = Date.UTC(2026, 2, 4, 8);
const VERBS = ["mounted", "removed", "checked", "repaired", "skipped", "renamed"];
const PLACES = ["/var/log", "/srv/data", "/home/ada", "/opt/tool", "/etc/net", "/mnt/tape"];

/** A volume is worked on by many verbs, at many places, so that a verb becomes a parameter. */
function lines(count: number, seed: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const k = (i * 7919 + seed * 104_729) % 1_000_003;
    const time = new Date(START_MS + i * 1000).toISOString();
    const messages = [
      `INFO volume ${k % 90} was ${VERBS[k % 6]} at ${PLACES[(k >> 3) % 6]} by operator`,
      `INFO heartbeat ${k} ok`,
      `ERROR disk ${k % 8} failed`,
      `WARN disk ${k % 8} is slow`,
      `INFO job ${k % 50} took ${k % 977} ms`,
    ];
    return `${time} ${messages[k % 5]}`;
  });
}

const bytesOf = (all: readonly string[]) => new TextEncoder().encode(`${all.join("\n")}\n`);

function edited(session: Session, report: Report, edits: readonly TemplateEdit[]): Report {
  session.useTemplateEdits(edits);
  return session.rescore(report, report.settings);
}

/** An edit of the templates at hand, chosen by numbers. */
function editOf({ templates }: Report, [kind, first, second]: readonly [number, number, number]): TemplateEdit {
  const at = (i: number) => refOf(templates[i % templates.length] as Template);
  switch (kind) {
    case 0:
      return { kind: "split", of: at(first), parameter: second % 3 };
    case 1:
      return { kind: "merge", of: [at(first), at(second)] };
    case 2:
      return { kind: "name", of: at(first), name: `name ${second}` };
    default:
      return { kind: "noise", of: at(first) };
  }
}

const choices = fc.array(fc.tuple(fc.nat(3), fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 6 });

describe("edits of templates", () => {
  it("never lose an event, and give the same result from the start, by re-scoring, and after undoing and redoing", async () => {
    const content = bytesOf(lines(600, 1));
    const { session, report } = await analyzeBytes("app.log", content);
    const all = report.templates.flatMap(({ signatures }) => signatures).sort();
    let regrouped = 0;
    await fc.assert(
      fc.asyncProperty(choices, async (numbers) => {
        let now = report;
        const edits: TemplateEdit[] = [];
        for (const each of numbers) {
          edits.push(editOf(now, each));
          now = edited(session, report, edits);
        }
        expect(now.templates.reduce((sum, { count }) => sum + count, 0)).toBe(report.totals.events);
        expect(now.templates.flatMap(({ signatures }) => signatures).sort()).toEqual(all);
        for (const { id, signatures } of now.templates) {
          expect(signatures).toEqual([...signatures].sort());
          expect(id).toBe(signatures[0]);
        }
        if (now.templates.length !== report.templates.length) regrouped++;
        const source = memorySource("app.log", content, [997], Date.UTC(2026, 2, 4, 9));
        const { session: fresh } = await analyzeSources([source]);
        fresh.useTemplateEdits(edits);
        const { report: again } = await fresh.analyze(DEFAULT_SETTINGS);
        // the file is at hand: alerts of templates that were made anew get their lines
        await session.addMissingEvidence(now);
        await expectEvidence(now, session);
        const digest = await reportDigest(now);
        expect(await reportDigest(again)).toBe(digest);
        expect(digest).toBe(await reportDigest(edited(session, report, edits)));
        expect(await reportDigest(edited(session, report, []))).toBe(report.digest);
      }),
      { numRuns: 10, seed: 20_260_304 },
    );
    expect(regrouped).toBeGreaterThan(3);
  });

  it("do not depend on the order of the lines", async () => {
    const straight = lines(600, 2);
    const { session, report } = await analyzeBytes("app.log", bytesOf(straight));
    const turned = await analyzeBytes("app.log", bytesOf([...straight].reverse()));
    const grouped = ({ templates }: Report) => templates.map(({ id, template, count }) => `${id} ${count} ${template}`);
    const volume = report.templates.find(({ template }) => template.startsWith("volume")) as Template;
    const edits: TemplateEdit[] = [
      { kind: "split", of: refOf(volume), parameter: 1 },
      { kind: "merge", of: ["failed", "slow"].map((word) => refOf(templateWith(report, word))) },
    ];
    expect(grouped(edited(turned.session, turned.report, edits))).toEqual(grouped(edited(session, report, edits)));
  });

  it("split a template by the words at a parameter", async () => {
    const { session, report } = await analyzeBytes("app.log", bytesOf(lines(600, 3)));
    const volume = templateWith(report, "volume");
    expect(volume.template).toBe("volume <*> was <*> at <*> by operator");
    const after = edited(session, report, [{ kind: "split", of: refOf(volume), parameter: 1 }]);
    const parts = after.templates.filter(({ template }) => template.startsWith("volume"));
    expect(parts.map(({ template }) => template).sort()).toEqual(
      [...VERBS].sort().map((verb) => `volume <*> was ${verb} at <*> by operator`),
    );
    for (const { template, count } of parts) {
      const verb = VERBS.find((word) => template.includes(word)) ?? "";
      expect(count).toBe(lines(600, 3).filter((line) => line.includes(` was ${verb} `)).length);
    }
  });

  it("say where a split is possible: not between words with digits, which reading has masked", async () => {
    const { session, report } = await analyzeBytes("app.log", bytesOf(lines(600, 3)));
    const splits = session.lines.templateSplits(templateWith(report, "volume").id);
    expect(splits.map(({ parts }) => parts.length)).toEqual([0, 6, 6]);
    expect(splits[1]?.parts.reduce((sum, { events }) => sum + events, 0)).toBe(templateWith(report, "volume").count);
    expect(splits[0]?.hasRest).toBe(true);
    const [number] = [{ kind: "split" as const, of: refOf(templateWith(report, "volume")), parameter: 0 }];
    expect(edited(session, report, [number]).templates.length).toBe(report.templates.length);
  });

  it("hold in the next file of the source, by text or by signatures", async () => {
    const { session, report } = await analyzeBytes("app.log", bytesOf(lines(600, 4)));
    const edits: TemplateEdit[] = [
      { kind: "split", of: refOf(templateWith(report, "volume")), parameter: 1 },
      { kind: "merge", of: ["failed", "slow"].map((word) => refOf(templateWith(report, word))) },
    ];
    const [named] = edited(session, report, edits).templates.filter(({ template }) => template.includes("repaired"));
    edits.push({ kind: "name", of: refOf(named as Template), name: "repair" });
    edits.push({ kind: "noise", of: refOf(templateWith(report, "heartbeat")) });
    const next = await analyzeBytes("app.log", bytesOf(lines(400, 5)));
    const after = edited(next.session, next.report, edits);
    expect(after.templates.find(({ name }) => name === "repair")?.template).toContain("repaired");
    expect(templateWith(after, "heartbeat").noise).toBe(true);
    expect(templateWith(after, "disk").template).toBe("disk <*>");
    // a file in which the verb never varied: the template has another text, its signatures are known
    const few = lines(400, 6).filter((line) => !line.includes("volume") || /repaired.*srv/.test(line));
    const narrow = await analyzeBytes("app.log", bytesOf(few));
    expect(templateWith(narrow.report, "volume").template).not.toContain("was <*> at");
    const known = edited(narrow.session, narrow.report, edits);
    expect(templateWith(known, "volume").name).toBe("repair");
  });

  it("are told back by the lines", async () => {
    const { session, report } = await analyzeBytes("app.log", bytesOf(lines(600, 7)));
    const merge: TemplateEdit = {
      kind: "merge",
      of: ["failed", "slow"].map((word) => refOf(templateWith(report, word))),
    };
    const after = edited(session, report, [merge]);
    const disk = templateWith(after, "disk");
    const { rows } = await session.readLines({ templateIds: [disk.id], limit: 1000 });
    expect(rows.length).toBe(disk.count);
    expect(rows.every(({ text, templateId }) => /disk \d/.test(text) && templateId === disk.id)).toBe(true);
  });

  it("are in the report, and reading it back gives the same", async () => {
    const { session, report } = await analyzeBytes("app.log", bytesOf(lines(600, 8)));
    const edits: TemplateEdit[] = [
      { kind: "name", of: refOf(templateWith(report, "heartbeat")), name: "beat" },
      { kind: "noise", of: refOf(templateWith(report, "slow")) },
    ];
    const after = edited(session, report, edits);
    after.digest = await reportDigest(after);
    const back = readReport(writeReport(after));
    expect(back.inputs.templateEdits).toEqual(edits);
    expect(back.templates).toEqual(after.templates);
    expect(await reportDigest(back)).toBe(after.digest);
    // names are for people: the digest is that without
    const unnamed = edited(session, report, edits.slice(1));
    expect(await reportDigest(unnamed)).toBe(after.digest);
    expect(after.digest).not.toBe(report.digest);
  });
});

describe("noise", () => {
  it("raises no alert of its own, nor of a level", async () => {
    const quiet = lines(7200, 9).filter((line) => !line.includes("ERROR"));
    const burst = Array.from({ length: 400 }, (_, i) => {
      const time = new Date(START_MS + 5_400_000 + i * 50).toISOString();
      return `${time} ERROR cache of node ${i} is cold`;
    });
    const all = [...quiet, ...burst].sort();
    const { session, report } = await analyzeBytes("app.log", bytesOf(all));
    const cold = templateWith(report, "cold");
    const about = ({ alerts }: Report) => alerts.map(({ series }) => series);
    expect(about(report)).toContain("level:error");
    const after = edited(session, report, [{ kind: "noise", of: refOf(cold) }]);
    expect(about(after)).not.toContain("level:error");
    expect(about(after)).not.toContain(`template:${cold.id}`);
    // it is still counted and shown
    expect(templateWith(after, "cold").count).toBe(400);
    expect(after.totals.levels.error).toBe(400);
    expect(after.series).toEqual(report.series);
  });
});

function templateWith({ templates }: Report, word: string): Template {
  const found = templates.find(({ template }) => template.includes(word));
  if (!found) throw new Error(`no template with ${word}: ${templates.map(({ template }) => template).join(" | ")}`);
  return found;
}
