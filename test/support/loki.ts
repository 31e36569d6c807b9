/** Whether a pattern of Loki finds a line: its literals in their order. */
export function lokiFinds(pattern: string, text: string): boolean {
  let at = 0;
  for (const literal of pattern.split("<_>")) {
    const found = text.indexOf(literal, at);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return true;
}
