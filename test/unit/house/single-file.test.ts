import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { singleFileCsp } from "../../../scripts/csp.mjs";
import { escapeInlineScript } from "../../../scripts/single-file.mjs";

it("a script that speaks of tags keeps its meaning between script tags", () => {
  const source =
    "const n = 1, m = 2; [`</script><!-- </SCRIPT >`, /<\\/script/.test('</script'), n<m, String.raw`a<b`]";
  const escaped = escapeInlineScript(source);
  expect(escaped).not.toMatch(/<\/script|<!--/i);
  expect(runInNewContext(escaped)).toEqual(runInNewContext(source));
});

it("the policy of the single file names no origin, only hashes and what the page makes itself", () => {
  const policy = singleFileCsp(["alert(1)"], ["p{}"]);
  expect(policy).toContain("script-src 'sha256-");
  expect(policy).not.toMatch(/https?:|'self'|'unsafe-inline'|'unsafe-eval'|\*/);
});
