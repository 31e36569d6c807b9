/** A filter asked of one line at a time, with nothing but strings. */
import type { LineFilter } from "../../../src/model/line-filter.ts";
import type { EventFacts } from "../../../src/pipeline/line-matcher.ts";

const folded = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** @param event the one that the line belongs to; null for none */
export function holds(filter: LineFilter, text: string, event: EventFacts | null): boolean {
  switch (filter.kind) {
    case "and":
      return filter.of.every((part) => holds(part, text, event));
    case "or":
      return filter.of.some((part) => holds(part, text, event));
    case "not":
      return !holds(filter.of, text, event);
    case "text":
      if (filter.exact) return text.includes(filter.text);
      if (/^[\0-\x7f]*$/.test(filter.text)) return folded(text).includes(folded(filter.text));
      return text.toLowerCase().includes(filter.text.toLowerCase());
    case "regex":
      return new RegExp(filter.source, filter.flags).test(text);
    case "level":
      return event !== null && filter.levels.includes(event.level);
    case "template":
      return event !== null && filter.ids.includes(event.templateId ?? "");
    case "dimension":
      return event?.fields[filter.name] === filter.value;
    case "time":
      return (
        event !== null &&
        event.timeMs !== null &&
        event.timeMs >= (filter.startMs ?? -Infinity) &&
        event.timeMs < (filter.endMs ?? Infinity)
      );
  }
}
