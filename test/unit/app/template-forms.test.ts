/** The lines that a template's expression finds beside its own, as a filter. */
import { expect, it } from "vitest";
import { otherLinesFilter } from "../../../src/app/template-forms.ts";
import { parseLineFilter } from "../../../src/model/line-filter.ts";
import type { Plan } from "../../../src/model/plan.ts";
import type { Report, Template } from "../../../src/model/report.ts";

it("asks for lines of the expression that are not of the template", () => {
  const template = { id: "00000000000000ab", template: "GET /api/<*> took <*> ms [ok]" } as Template;
  const plan: Plan = { version: 1, files: [] };
  expect(parseLineFilter(otherLinesFilter({ source: { plan } } as unknown as Report, template))).toEqual({
    filter: {
      kind: "and",
      of: [
        { kind: "regex", source: expect.stringMatching(/^GET\\W\+\\\/api/), flags: "" },
        { kind: "not", of: { kind: "template", ids: ["00000000000000ab"] } },
      ],
    },
  });
});
