/** The composition root: makes the parts, gives them to the application, and the application to the screen. */
import { App } from "./app/app.ts";
import { watchUpdates } from "./app/app-updates.ts";
import { bindKeys } from "./app/keyboard.ts";
import { watchLaunches } from "./app/launch.ts";
import { SourceStore } from "./store/sources.ts";
import { openStore } from "./store/store.ts";
import { AppShell } from "./views/app-shell.ts";
import { COMMANDS } from "./views/commands.ts";
import { createEngine } from "./worker/client.ts";

const app = new App({
  engine: createEngine(),
  openStore,
  sources: new SourceStore(),
  // the checks of the format come with the first report that is imported or exported
  readReport: async (text) => (await import("./report/read.ts")).readReport(text),
  writeReport: async (report) => (await import("./report/write.ts")).writeReport(report),
});

const shell = document.querySelector("tl-app");
if (shell instanceof AppShell) shell.app = app;

bindKeys(app, COMMANDS);
watchUpdates((apply) => app.holder.set({ applyUpdate: apply }));
void app.start().then(() => watchLaunches((picked) => void app.analysing.open(picked)));
