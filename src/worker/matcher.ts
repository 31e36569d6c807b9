/**
 * Matching in a worker of the page that can be ended at any time, as nobody knows how long an expression takes: the same
 * script under another name. The analysis worker reads the bytes and hands them over; here is what both do.
 */
import { expose, proxy, type Remote, transfer, wrap } from "comlink";
import { TimberlineError } from "../model/analysis.ts";
import type { TextSpan } from "../model/line-window.ts";
import type { StartMatching } from "../pipeline/line-desk.ts";
import type { BlockMatch, BlockToMatch, EventFacts, LineMatcher, MatcherSetup } from "../pipeline/line-matcher.ts";
import type { MatcherStart } from "./api.ts";

/** marks that come later than this are not waited for */
const MARKS_WITHIN_MS = 150;

interface MatcherApi {
  start(setup: Omit<MatcherSetup, "module">, eventBefore: (block: number) => Promise<EventFacts | null>): Promise<void>;
  /** batches come in order */
  match(blocks: BlockToMatch[]): Promise<BlockMatch[]>;
  marksIn(texts: string[]): TextSpan[][];
}

/** What a worker of that name does: it answers on each port it is given. */
export function serveAsMatcher(): void {
  self.onmessage = ({ data }: MessageEvent<MatcherStart>) => expose(matcherApi(data.core), data.port);
}

function matcherApi(module: WebAssembly.Module): MatcherApi {
  let matcher: LineMatcher | null = null;
  let busy: Promise<unknown> = Promise.resolve();
  const needed = () => {
    if (!matcher) throw new Error("Matching has not begun.");
    return matcher;
  };
  return {
    async start(setup, eventBefore) {
      const { LineMatcher } = await import("../pipeline/line-matcher.ts");
      matcher = new LineMatcher({ ...setup, module }, eventBefore);
    },
    match(blocks) {
      const work = async () => {
        const matches: BlockMatch[] = [];
        for (const block of blocks) matches.push(await needed().match(block));
        return transfer(
          matches,
          matches.flatMap(({ bits }) => (bits ? [bits.buffer] : [])),
        );
      };
      // a batch may wait for what came before its first block
      const done = busy.then(work);
      busy = done.catch(() => {});
      return done;
    },
    marksIn: (texts) => needed().marksIn(texts),
  };
}

/**
 * Matches on the other side of a port.
 * @param signal tells that nobody answers there any more: what was asked rejects with "cancelled"
 */
export function matchThrough(port: MessagePort, signal: AbortSignal): StartMatching {
  const remote: Remote<MatcherApi> = wrap(port);
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () =>
      reject(new TimberlineError({ code: "cancelled", message: "The search was stopped." })),
    );
  });
  ended.catch(() => {});
  return async ({ module: _, ...setup }, eventBefore) => {
    await Promise.race([remote.start(setup, proxy(eventBefore)), ended]);
    return {
      match: (blocks) => {
        const buffers = blocks.map(({ bytes }) => bytes.buffer as ArrayBuffer);
        return Promise.race([remote.match(transfer(blocks, buffers)), ended]);
      },
      marksIn: (texts) => {
        if (signal.aborted || texts.length === 0) return Promise.resolve(null);
        const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), MARKS_WITHIN_MS));
        return Promise.race([remote.marksIn(texts), late, ended]).catch(() => null);
      },
    };
  };
}
