/** The real engine asked for parameters: the newest question is answered, an older one is given up, and lines are read meanwhile. */
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "../../../src/model/analysis.ts";
import { benchLog } from "../../../src/simulate/bench-log.ts";
import { createEngine } from "../../../src/worker/client.ts";

it("answers the newest question, and those for lines beside it", async () => {
  const engine = createEngine({ readers: 1 });
  try {
    await engine.open([new File([...benchLog(20_000_000)] as BlobPart[], "a.log")]);
    const { report } = await engine.analyze(DEFAULT_SETTINGS, () => {}, new AbortController().signal);
    const [first, second] = report.templates.filter(({ template }) => template.includes("<*>"));
    const query = { templateIds: [first!.id], limit: 50 };
    const expected = await engine.readLines(query);
    const [older, page, newer] = await Promise.allSettled([
      engine.templateParameters(first!.id, {}),
      engine.readLines(query),
      engine.templateParameters(second!.id, {}),
    ]);
    expect(older).toMatchObject({ status: "rejected", reason: { code: "cancelled" } });
    expect(page).toEqual({ status: "fulfilled", value: expected });
    expect(newer).toMatchObject({ status: "fulfilled", value: { templateId: second!.id, unaligned: 0 } });
    const again = await engine.templateParameters(second!.id, {});
    expect(newer).toEqual({ status: "fulfilled", value: again });
  } finally {
    engine.close();
  }
});
