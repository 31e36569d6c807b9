/**
 * Reads lines of one template for its parameters: block by block in an order that is spread evenly over the range, until
 * there are enough. Nothing is kept of it, and the analysis is not touched.
 */
import { TimberlineError } from "../model/analysis.ts";
import type { ParameterRange, TemplateParameters } from "../model/parameters.ts";
import type { Template } from "../model/report.ts";
import type { LineReader } from "./lines.ts";
import { ParameterCounts } from "./parameters.ts";

/** events that are read of one template at most */
export const MOST_EVENTS = 20_000;
/** blocks that are read at most, as a seldom template is looked for in many in vain */
const MOST_BLOCKS = 2000;

export interface Hearing {
  /** lets waiting messages in */
  pause(): Promise<void>;
  isCancelled(): boolean;
}

/** @throws TimberlineError "cancelled" when something newer was asked for */
export async function templateParameters(
  lines: LineReader,
  { id, template, count }: Pick<Template, "id" | "template" | "count">,
  range: ParameterRange,
  { pause, isCancelled }: Hearing,
  most = MOST_EVENTS,
): Promise<TemplateParameters> {
  const counts = new ParameterCounts(template);
  const blocks = lines.blocksWith({ ...range, templateIds: [id] });
  let complete = blocks.length <= MOST_BLOCKS;
  let read = 0;
  let blocksRead = 0;
  for (const place of spread(blocks.length).slice(0, MOST_BLOCKS)) {
    if (read === most) {
      complete = false;
      break;
    }
    await pause();
    if (isCancelled()) throw new TimberlineError({ code: "cancelled", message: "Something else was asked for." });
    const messages = await lines.messagesIn(blocks[place] as number, { ...range, templateIds: [id] });
    if (messages.length > most - read) complete = false;
    const taken = messages.slice(0, most - read);
    for (const { timeMs, message } of taken) {
      if (message === null) counts.unaligned++;
      else counts.add(message, timeMs);
    }
    read += taken.length;
    blocksRead++;
  }
  // blocks hold about equally many, as they were taken evenly from all
  const there = complete ? read : Math.min(count, (read / Math.max(1, blocksRead)) * blocks.length);
  return {
    templateId: id,
    events: counts.events,
    unaligned: counts.unaligned,
    complete,
    parameters: counts.summary(there),
  };
}

/** All numbers below `count`, so that every beginning of the row is spread evenly: by their bits backwards. */
export function spread(count: number): number[] {
  const bits = Math.ceil(Math.log2(Math.max(1, count)));
  const order: number[] = [];
  for (let i = 0; i < 2 ** bits; i++) {
    let turned = 0;
    for (let bit = 0; bit < bits; bit++) turned = turned * 2 + (Math.floor(i / 2 ** bit) & 1);
    if (turned < count) order.push(turned);
  }
  return order;
}
