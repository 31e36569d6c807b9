/**
 * The layers of the product: which folder of src/ may import which. This table is the only place where they are
 * written for machines; `node scripts/lint-config.mjs` turns it into the linter's settings, ARCHITECTURE.md explains it.
 */

/** Folder of src/ → the folders or single files of src/ that it may import besides itself. */
export const LAYERS = {
  model: [],
  core: ["model"],
  pipeline: ["core", "model"],
  report: ["model"],
  simulate: ["model"],
  store: ["model"],
  worker: ["store/checkpoints.ts", "pipeline", "report", "simulate", "core", "model"],
  charts: ["model"],
  app: ["worker/client.ts", "store", "report", "model"],
  views: ["app", "charts", "model"],
  cli: ["pipeline", "report", "simulate", "core", "model"],
  sw: [],
};

/** Folders of src/ that may import Node's own modules; all others also run in a browser. */
export const NODE_LAYERS = ["cli"];

/** The compiler of the core sees only itself. */
export const CORE_SOURCE = "assembly";
