/**
 * What makes files of different days one source: that they are called alike and written alike. What a user taught of a source
 * (template edits, baselines) is kept by this key and holds for its next file. The key is text that people can read.
 */
import type { FilePlan, Plan, TimeLayout } from "./plan.ts";

const PACKED = /\.(?:gz|tgz|zst|xz|bz2|z|zip|tar)$/i;
const MONTH =
  /(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])/g;

/** @returns a file's name without what differs from day to day: folder, numbers, dates, rotation, compression */
export function maskedName(path: string): string {
  let name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1).toLowerCase();
  for (let shorter = name.replace(PACKED, ""); shorter !== name; shorter = name.replace(PACKED, "")) name = shorter;
  const masked = name
    .replace(MONTH, "0")
    .replace(/(?<=\d)t(?=\d)|(?<=\d)z(?![a-z])/g, "")
    // a stamp in any writing is one mark, with what parts it from the name
    .replace(/[-_.:~+ ]*\d+(?:[-_.:~+ ]*\d+)*/g, "#")
    .replace(/^#[-_.:~+ ]*(?=.)|#(?=\.|$)/g, "");
  return masked === "" ? "#" : masked;
}

/** How a time is written; day and month alike, as which is which may be a guess. */
function timeShape(layout: TimeLayout | null | undefined): string {
  if (!layout) return "no time";
  return layout
    .map((element) => {
      if (typeof element === "object") return element.literal;
      return element === "day" || element === "month" ? "dd" : element;
    })
    .join("");
}

function bodyShape({ body }: FilePlan): string {
  switch (body.kind) {
    case "lines": {
      const steps = body.layouts[0]?.steps ?? [];
      const time = steps.find((step) => step.step === "time");
      return `lines ${timeShape(time?.step === "time" ? time.layout : null)}`;
    }
    case "table":
      return `table ${body.columns
        .map(({ name }) => name)
        .sort()
        .join(",")}`;
    case "json":
    case "logfmt":
      return `${body.kind} ${timeShape(body.time)}`;
    case "text":
      return "text";
  }
}

/** @param names of the files, in the order of the plan @returns the same key for files of one source, however many of them */
export function sourceKey(names: readonly string[], plan: Plan): string {
  const each = plan.files.map((file, i) => `${maskedName(names[i] ?? "")} (${bodyShape(file)})`);
  return [...new Set(each)].sort().join(" + ");
}
