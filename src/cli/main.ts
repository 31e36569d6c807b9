/** The command line's entry: picks the command, turns errors into one sentence and an exit status. */
import { TimberlineError } from "../model/analysis.ts";
import { runAnalyze } from "./analyze-command.ts";
import { runCorrelate, runShapes } from "./series-commands.ts";
import { runSimulate } from "./simulate-command.ts";
import { runTemplates } from "./templates-command.ts";
import { USAGE, UsageError } from "./usage.ts";
import { runVerify } from "./verify-command.ts";

const COMMANDS: Record<string, (args: string[]) => number | Promise<number>> = {
  analyze: runAnalyze,
  verify: runVerify,
  templates: runTemplates,
  shapes: runShapes,
  correlate: runCorrelate,
  simulate: runSimulate,
};

/** @returns the exit status */
async function main(args: string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h") || args[0] === "help") {
    process.stdout.write(USAGE);
    return 0;
  }
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : COMMANDS[name];
  if (command === undefined) {
    throw new UsageError(name === undefined ? "Name a command." : `There is no command "${name}".`);
  }
  return command(rest);
}

const WRITE_FAILURES: Record<string, string> = {
  ENOENT: "there is no such folder",
  EACCES: "writing there is not allowed",
  EPERM: "writing there is not allowed",
  EISDIR: "it is a folder",
};

/** What is wrong, for people; a stack only for what should never happen. */
function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message} See: timberline --help`;
  if (error instanceof TimberlineError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") return "The disk is full.";
  if (error instanceof Error && "code" in error && "path" in error) {
    return `${error.path} could not be written: ${WRITE_FAILURES[String(error.code)] ?? error.code}.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

// a reader that has seen enough, such as head, is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if ((error as NodeJS.ErrnoException).code !== "EPIPE") {
    process.stderr.write(`timberline: ${explain(error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
