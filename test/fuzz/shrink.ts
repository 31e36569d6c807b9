/** Makes the files of a failing case smaller while it fails in the same way. */
import type { FuzzCase } from "./fuzz-case.ts";

const SHRINK_MS = 15_000;

/** The first words of a reason, numbers left out: what makes two failures the same. */
function kindOf(reason: string): string {
  return (reason.split("\n")[0] ?? "").split(/ instead of |: [[{"\d]/)[0]?.replace(/[\da-f]{6,}|\d+/g, "#") ?? "";
}

/** @param again makes the case anew, as its plan is chosen by what was chosen before */
export async function shrink(
  again: () => FuzzCase,
  failure: (input: FuzzCase) => Promise<string | null>,
): Promise<{ input: FuzzCase; reason: string }> {
  let files = again().files;
  let reason = (await failure(again())) ?? "It did not fail when it was run again.";
  const wanted = kindOf(reason);
  const until = Date.now() + SHRINK_MS;
  const fails = async (smaller: Uint8Array[]) => {
    const found = await failure(withFiles(again(), smaller));
    if (found === null || kindOf(found) !== wanted) return false;
    reason = found;
    files = smaller;
    return true;
  };
  for (let i = 0; i < files.length; i++) {
    for (let part = Math.ceil((files[i] as Uint8Array).length / 2); part >= 1 && Date.now() < until; ) {
      let removed = false;
      for (let at = 0; at < (files[i] as Uint8Array).length && Date.now() < until; ) {
        const content = files[i] as Uint8Array;
        const without = Buffer.concat([content.subarray(0, at), content.subarray(at + part)]);
        if (await fails(files.map((file, j) => (j === i ? without : file)))) removed = true;
        else at += part;
      }
      if (!removed || part > files[i]!.length) part = part === 1 ? 0 : Math.ceil(part / 2);
    }
  }
  return { input: withFiles(again(), files), reason };
}

/** A text holds itself when it is smaller, too; what is left of a packed file holds nothing that is known. */
function withFiles(input: FuzzCase, files: Uint8Array[]): FuzzCase {
  const plain = input.plain.map((own, i) => {
    if (own === input.files[i]) return files[i] as Uint8Array;
    return files[i]?.length === input.files[i]?.length ? own : null;
  });
  return { ...input, files, plain };
}
