/** A Vitest reporter that counts results per project and writes them, as JSON, to the file named by TEST_TOTALS. */
import { writeFileSync } from "node:fs";

export default class TotalsReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const totals = {};
    for (const module of modules) {
      // a browser project is called after its browser too: "browser (chromium)"
      const name = module.project.name.replace(/ \(.*\)$/, "");
      totals[name] ??= { passed: 0, failed: 0, skipped: 0 };
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        totals[name][state === "passed" ? "passed" : state === "failed" ? "failed" : "skipped"] += 1;
      }
      // a module that could not be loaded, or whose hooks failed, counts as one failure
      if (module.errors().length > 0) totals[name].failed += 1;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) totals[name].failed += 1;
    }
    if (unhandledErrors.length > 0) {
      totals["unhandled errors"] = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    }
    writeFileSync(process.env.TEST_TOTALS, JSON.stringify(totals));
  }
}
