/**
 * Whether a pattern of Loki finds a line, as its line filter `|>` does: each text from where the one before ended, at its first
 * place there; no capture may be empty, and none is taken back to try another place.
 */
export function lokiFinds(pattern: string, line: string): boolean {
  const texts = pattern.split("<_>");
  let at = 0;
  for (const [i, text] of texts.entries()) {
    if (text === "") continue;
    const found = line.indexOf(text, at);
    if (found < 0 || (i > 0 && found === at)) return false;
    at = found + text.length;
  }
  const endsOpen = texts.at(-1) === "";
  return endsOpen === at < line.length;
}
