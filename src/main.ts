/** The composition root: makes the parts, gives them to the application, and the application to the screen. */
import { App } from "./app/app.ts";
import { watchUpdates } from "./app/app-updates.ts";
import { bindKeys } from "./app/keyboard.ts";
import { watchLaunches } from "./app/launch.ts";
import { readReport } from "./report/read.ts";
import { writeReport } from "./report/write.ts";
import { openStore } from "./store/store.ts";
import { AppShell } from "./views/app-shell.ts";
import { createEngine } from "./worker/client.ts";

const app = new App({ engine: createEngine(), openStore, readReport, writeReport });

const shell = document.querySelector("tl-app");
if (shell instanceof AppShell) shell.app = app;

bindKeys(app);
watchUpdates((apply) => app.holder.set({ applyUpdate: apply }));
void app.start().then(() => watchLaunches((picked) => void app.analysing.open(picked)));
