/**
 * The templates of a set of messages, decided with strings, maps and sets: the plain reference of assembly/templates.ts.
 * One message a signature goes in, what they share comes out; see there for what each rule is for.
 */

interface Token {
  text: string;
  variable: boolean;
  unit: boolean;
  strong: boolean;
  weak: boolean;
  mark: boolean;
  /** stands behind "=" */
  value: boolean;
  /** stands before "=" or ":" */
  key: boolean;
  keyOfEquals: boolean;
  /** a name that stands there, which is no key */
  nameOf: boolean;
  /** stands right behind ":" */
  glued: boolean;
  closed: boolean;
}

const MESSAGE_CAP = 512;
const BOUNDARY = new Set(`"'(),:;<=>[]{|}`);
const isBoundary = (c: string) => c <= " " || BOUNDARY.has(c);

const LITERALS = new Set("true True TRUE false False FALSE null Null NULL nil None NaN".split(" "));
const MONTHS = new Set(
  "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december".split(
    " ",
  ),
);
const DAYS = new Set("mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday".split(" "));
const UNITS = new Set(
  "ns us ms msec msecs millis s sec secs second seconds millisecond milliseconds microseconds nanoseconds m min mins minute minutes h hr hrs hour hours day days b byte bytes k kb mb gb tb kib mib gib tib hz khz mhz ghz %".split(
    " ",
  ),
);

const SCHEMES = new Set("http https wss ftps sftp ldaps amqp amqps mqtt mqtts".split(" "));

/** The words of a message; runs of words with digits are one token. */
function tokensOf(message: string): Token[] {
  const found: { text: string; separator: string; digits: boolean }[] = [];
  const cut = message.slice(0, cutLength(message));
  let separator = "";
  for (let at = 0; at < cut.length; ) {
    if (isBoundary(cut[at] as string)) {
      separator += cut[at++];
      continue;
    }
    let end = at;
    while (end < cut.length && !isBoundary(cut[end] as string)) end++;
    const text = cut.slice(at, end);
    const before = found.at(-1);
    // what stands beside words with digits differs within a signature, so nothing may depend on it
    if (!/[0-9]/.test(text)) found.push({ text, separator: before && !before.digits ? separator : "", digits: false });
    else if (!before?.digits) found.push({ text: "", separator: "", digits: true });
    separator = "";
    at = end;
  }
  return classified(joinQuoted(found));
}

/** Length of what is looked at: no word is cut in two. */
function cutLength(message: string): number {
  if (message.length <= MESSAGE_CAP) return message.length;
  for (let at = MESSAGE_CAP; at > 0; at--) if (isBoundary(message[at] as string)) return at;
  return MESSAGE_CAP;
}

type Found = {
  text: string;
  separator: string;
  digits: boolean;
  quoted?: boolean;
  capitals?: boolean;
  address?: boolean;
};

/** Text between quotes, lists and addresses are one token, where all of it is constant. */
function joinQuoted(found: Found[]): Found[] {
  const out: Found[] = [];
  for (let k = 0; k < found.length; k++) {
    const token = found[k] as Found;
    const end = token.digits ? -1 : Math.max(enclosedUntil(found, k), listUntil(found, k));
    const last = Math.max(end, end < 0 ? capitalsUntil(found, k) : -1);
    if (last < 0) {
      out.push(token);
      continue;
    }
    const text = found.slice(k, last + 1).map((one, i) => (i ? one.separator : "") + one.text);
    out.push({ ...token, text: text.join(""), quoted: end >= 0, capitals: end < 0, address: isAddress(found, k) });
    k = last;
  }
  return out;
}

const CLOSING: Record<string, string> = { '"': '"', "'": "'", "(": ")", "[": "]", "<": ">" };

/** The last token of a text between quotes or brackets that begins at k; -1 when none does. Alone between two letters only `"` counts. */
function enclosedUntil(found: Found[], k: number): number {
  const isMark = (separator: string, mark: string) => mark === '"' || separator.length > 1;
  const { separator } = found[k] as Found;
  const open = separator.at(-1) ?? "";
  // what stands before the first word is not seen: a quote that is closed before any was opened began there
  const marks = k === 0 ? ['"', "'"] : isMark(separator, open) ? [CLOSING[open]] : [];
  const ends = marks.map((mark) => {
    if (mark === undefined) return -1;
    let end = k;
    // brackets within it are closed first
    let within = 0;
    const closes = (separator: string) =>
      [...separator].some((byte) => {
        if (byte === mark && within-- === 0) return true;
        if (byte === open && open !== mark) within++;
        return false;
      });
    while (found[end + 1] && !found[end + 1]?.digits && !closes(found[end + 1]?.separator ?? "")) end++;
    const next = found[end + 1];
    // no mark is seen behind the last word: a quote that is open ends there, where a bracket may go on
    if (!next) return k > 0 && mark === open ? end : -1;
    return !next.digits && next.separator.startsWith(mark) && isMark(next.separator, mark) ? end : -1;
  });
  return Math.max(-1, ...ends);
}

/** The last token of a name of several words, each with a capital; -1 for none. */
function capitalsUntil(found: Found[], k: number): number {
  const isCapital = (at: number) => found[at]?.digits === false && /^[A-Z].*[a-z]/s.test(found[at]?.text ?? "");
  if (k === 0 || !isCapital(k)) return -1;
  let end = k;
  while (isCapital(end + 1) && found[end + 1]?.separator === " ") end++;
  return end > k ? end : -1;
}

/** Whether token k is the scheme of `ftp://…`. */
function isAddress(found: Found[], k: number): boolean {
  const next = found[k + 1];
  return next?.digits === false && next.separator === ":" && next.text.startsWith("//");
}

/** The last token of `a,b`, of `a, b, c`, of `(a, b)` from a bracket on, or of `ftp://…`; -1 for none. */
function listUntil(found: Found[], k: number): number {
  const joins = (at: number, mark: string) => found[at]?.digits === false && found[at]?.separator === mark;
  if (isAddress(found, k)) return k + 1;
  let end = k;
  while (joins(end + 1, ",")) end++;
  if (end > k) return end;
  while (joins(end + 1, ", ")) end++;
  if (end >= k + 2) return end;
  end = k;
  if (!/[[(][\0- ]*$/.test((found[k] as Found).separator)) return -1;
  while (joins(end + 1, ", ")) end++;
  const next = found[end + 1];
  // words behind it without another mark make it a clause
  return end > k && (!next || next.digits || !/^[\0- ]+$/.test(next.separator)) ? end : -1;
}

function classified(found: Found[]): Token[] {
  const tokens = found.map((one, k): Token => {
    const next = found[k + 1]?.digits ? "" : (found[k + 1]?.separator.replace(/^[\0- ]+/, "") ?? "");
    const strong = !one.digits && (one.quoted === true || isStrong(one.text));
    return {
      text: one.text,
      variable:
        one.digits ||
        one.address === true ||
        (k > 0 && LITERALS.has(one.text)) ||
        /^([a-f]{8,}|[A-F]{8,})$/.test(one.text),
      unit: false,
      strong,
      weak: !one.digits && !strong && (one.capitals === true || isWeak(one.text)),
      mark: !one.digits && !/[A-Za-z\x80-\xff]/.test(one.text),
      value: /=[\0- ]*["'([{<]*$/.test(one.separator),
      key: !strong && /^[=:]/.test(next),
      keyOfEquals: !strong && next.startsWith("="),
      nameOf: strong && /^[=:]/.test(next),
      glued: one.separator === ":",
      closed: false,
    };
  });
  const sure = tokens.map(({ variable }, k) => variable && !found[k]?.address);
  tokens.forEach((token, k) => {
    if (sure[k]) return;
    const text = token.text.toLowerCase();
    const before = sure[k - 1] ?? false;
    const after = sure[k + 1] ?? false;
    if (MONTHS.has(text) && (before || after)) {
      token.variable = true;
      const day = tokens[k - 1];
      if (day && DAYS.has(day.text.toLowerCase())) day.variable = true;
    } else if (UNITS.has(text) && before) token.variable = token.unit = true;
    else if (SCHEMES.has(text) && found[k + 1]?.digits) token.variable = true;
    else if (/^[A-F]{2}$/.test(token.text) && (before || after)) token.variable = true;
    else if (isByte(token)) {
      // bytes of letters only, beside others
      let from = k;
      let to = k;
      while (isByte(tokens[from - 1]) && tokens[from]?.glued) from--;
      while (isByte(tokens[to + 1]) && tokens[to + 1]?.glued) to++;
      const beside = [sure[from - 1], sure[to + 1]].filter(Boolean).length;
      if (beside === 2 || (beside === 1 && to > from)) token.variable = true;
      else if (beside === 1) token.weak = true;
    }
  });
  for (let k = 0; k < tokens.length; k++) {
    let end = k;
    let names = 0;
    for (; tokens[end]?.variable || tokens[end]?.strong; end++) if (!tokens[end]?.variable) names++;
    if (names >= 2 && end - k >= 4) for (let i = k; i < end; i++) (tokens[i] as Token).variable = true;
    k = Math.max(k, end - 1);
  }
  return collapsed(tokens);
}

const isByte = (token: Token | undefined) => token !== undefined && /^[a-f]{2}$/.test(token.text);
const isStrong = (text: string) => {
  const inner = [...text.slice(1, -1)].filter((c, i) => /[./@\\]/.test(c) && !/[./@\\]/.test(text[i + 2] as string));
  return /^[.~]{0,2}\/./.test(text) || inner.length >= 2 || inner.includes("@");
};
const isWeak = (text: string) =>
  !/^[A-Z_]+$/.test(text) && (/[a-z][A-Z]/.test(text) || /[\s\S][._/\\@][^._/\\@]/.test(text));

function collapsed(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, i) => !(token.variable && tokens[i - 1]?.variable));
}

const key = (tokens: readonly Token[]) => tokens.map((t) => (t.variable ? "\0" : t.text)).join("\x01");
const bump = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
const added = (sets: Map<string, Set<string>>, name: string, value: string) => {
  const set = sets.get(name) ?? new Set();
  sets.set(name, set.add(value));
};

const LIMITS = {
  plain: 5,
  weak: 3,
  strong: 2,
  value: 4,
  first: 10,
  firstStrong: 3,
  rounds: 8,
  boundFrom: { seldom: 2, open: 5 },
  shape: 500,
  wideShape: 4000,
  share: 50,
  governing: 20,
  closed: 16,
  rare: 8,
  rareGroup: 20,
  keys: 4,
  shared: 3,
  tries: 64,
  /** so many words that agree say more */
  sure: 4,
};

/** One of the docs with equal keys, with the flags of all. */
interface Representative {
  tokens: Token[];
  marked: Set<number>;
}

/** @returns by message: a text that is equal for messages of one template */
export function naiveTemplates(messages: readonly string[]): string[] {
  let docs = messages.map(tokensOf);
  closeClasses(docs);
  const values = new Map<string, number>();
  for (let round = 0; round < LIMITS.rounds; round++) {
    const representatives = new Map<string, Representative>();
    for (const doc of docs) {
      const first = representatives.get(key(doc));
      if (first) for (const [i, token] of doc.entries()) join(first.tokens[i] as Token, token);
      else representatives.set(key(doc), { tokens: doc.map((token) => ({ ...token })), marked: new Set() });
    }
    const all = [...representatives.values()];
    const before = docs;
    if (round === 0) bound(all, LIMITS.wideShape, false, "seldom alone");
    for (const which of ["seldom", "open"] as const) if (round >= LIMITS.boundFrom[which]) boundBoth(all, which);
    markSureNames(all);
    markNames(all, values);
    const isRare = rareAmong(all);
    markRareWords(all, isRare);
    markProperties(all);
    markBehindBeginnings(all);
    const contexts = contextsOf(all);
    markByContext(all, contexts);
    absorbNames(representatives, isRare, values);
    markGlued(all);
    markKnownValues(all, contexts, values);
    docs = applied(docs, representatives);
    for (const which of ["seldom", "open"] as const) {
      if (docs.some((doc, i) => doc !== before[i])) break;
      boundBoth(all, which);
      docs = applied(docs, representatives);
    }
    if (docs.every((doc, i) => doc === before[i])) break;
  }
  return docs.map(key);
}

function applied(docs: Token[][], representatives: Map<string, Representative>): Token[][] {
  return docs.map((doc) => {
    const marked = representatives.get(key(doc))?.marked;
    if (!doc.some((token, i) => marked?.has(i) && !token.variable)) return doc;
    return collapsed(doc.map((token, i) => (marked?.has(i) ? { ...token, variable: true } : token)));
  });
}

function join(into: Token, token: Token): void {
  for (const flag of ["strong", "weak", "value", "key", "keyOfEquals", "nameOf", "glued", "closed", "mark"] as const)
    into[flag] ||= token[flag];
}

const constantCount = (tokens: readonly Token[]) => tokens.filter((t) => !t.variable).length;
const isSoft = (t: Token) => t.strong || t.weak || (t.value && !t.mark);
const isFree = (t: Token, i: number) => !t.variable && !t.key && !t.mark && !t.closed && i > 0;
const without = (tokens: readonly Token[], out: (t: Token, i: number) => boolean) =>
  key(tokens.map((t, i) => (out(t, i) ? { ...t, variable: false, text: "\x02" } : t)));

function closeClasses(docs: Token[][]): void {
  const nodes = new Map<string, Map<string, number>>();
  const visit = (see: (children: Map<string, number>, token: Token) => void) => {
    for (const doc of docs)
      for (const [i, token] of doc.entries()) {
        if (token.variable) continue;
        const prefix = key(doc.slice(0, i));
        const children = nodes.get(prefix) ?? new Map();
        nodes.set(prefix, children);
        see(children, token);
      }
  };
  visit((children, token) => bump(children, token.text));
  visit((children, token) => {
    const counts = [...children.values()];
    const governing = counts.filter((count) => count >= LIMITS.governing);
    const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
    if (governing.length >= 2 && counts.length <= LIMITS.closed && sum(governing) * 10 >= sum(counts) * 9)
      token.closed = true;
  });
}

/** Which words go where sentences of one shape are too many: see assembly/template-rules.ts. */
type Going = "seldom" | "seldom alone" | "open";

function boundBoth(all: readonly Representative[], which: Going): void {
  bound(all, LIMITS.shape, true, which);
  bound(all, LIMITS.wideShape, false, which);
}

function bound(all: readonly Representative[], cap: number, withFirst: boolean, which: Going): void {
  const sizes = new Map<string, number>();
  const seen = new Map<string, Map<string, number>>();
  const shape = (tokens: Token[]) =>
    tokens.map((t) => (t.variable ? "v" : "w")).join("") + (withFirst ? key(tokens.slice(0, 1)) : "");
  for (const { tokens } of all) {
    const name = shape(tokens);
    bump(sizes, name);
    for (const [i, t] of tokens.entries()) {
      const words = seen.get(`${name} ${i}`) ?? new Map();
      seen.set(`${name} ${i}`, words);
      if (!t.variable) bump(words, t.text);
    }
  }
  for (const { tokens, marked } of all) {
    const name = shape(tokens);
    const size = sizes.get(name) ?? 0;
    if (size <= cap) continue;
    const going = tokens.flatMap((t, i) => {
      const words = seen.get(`${name} ${i}`);
      const goes =
        which === "open" ? (words?.size ?? 0) > LIMITS.closed : (words?.get(t.text) ?? 0) * LIMITS.share < size;
      return goes && !t.variable && !t.closed ? [i] : [];
    });
    if (which !== "seldom alone" || going.length === constantCount(tokens)) for (const i of going) marked.add(i);
  }
}

function markSureNames(all: readonly Representative[]): void {
  for (const { tokens, marked } of all) {
    const names = tokens.flatMap((t, i) => (i > 0 && t.strong && !t.nameOf && !t.variable && !t.closed ? [i] : []));
    if (constantCount(tokens) > names.length) for (const i of names) marked.add(i);
  }
}

function markNames(all: readonly Representative[], values: ReadonlyMap<string, number>): void {
  const isKnown = (t: Token) => !t.variable && !t.key && !t.mark && !t.closed && (values.get(t.text) ?? 0) >= 2;
  const isName = (t: Token, i: number) =>
    isKnown(t) || (i === 0 ? t.strong && !t.variable && !t.closed : isFree(t, i) && isSoft(t));
  const names = new Map<string, Set<string>>();
  const kinds = new Map<string, { strong: boolean; weak: boolean; known: boolean }>();
  const eligible = all.filter(({ tokens }) => {
    const count = tokens.filter(isName).length;
    const [first] = tokens;
    const needed = tokens.some(isKnown) || (first && isName(first, 0)) ? 2 : 1;
    return count > 0 && constantCount(tokens) - count >= needed;
  });
  const forEach = (see: (place: string, t: Token, i: number, marked: Set<number>) => void) => {
    for (const { tokens, marked } of eligible) {
      const group = without(tokens, isName);
      for (const [i, t] of tokens.entries()) if (isName(t, i)) see(`${group}\n${i}`, t, i, marked);
    }
  };
  forEach((place, t) => {
    added(names, place, t.text);
    const kind = kinds.get(place);
    kinds.set(place, {
      strong: t.strong || kind?.strong === true,
      weak: t.weak || kind?.weak === true,
      known: isKnown(t) && kind?.known !== false,
    });
  });
  forEach((place, _, i, marked) => {
    const kind = kinds.get(place);
    const byKind = kind?.known || kind?.strong ? LIMITS.strong : kind?.weak ? LIMITS.weak : LIMITS.value;
    if ((names.get(place)?.size ?? 0) >= (i === 0 && !kind?.known ? LIMITS.firstStrong : byKind)) marked.add(i);
  });
}

function rareAmong(all: readonly Representative[]): (t: Token) => boolean {
  const frequency = new Map<string, number>();
  for (const { tokens } of all)
    for (const text of new Set(tokens.flatMap((t) => (t.variable ? [] : [t.text])))) bump(frequency, text);
  return (t) => !t.variable && !t.key && !t.mark && !t.closed && (frequency.get(t.text) ?? 0) <= LIMITS.rare;
}

function markRareWords(all: readonly Representative[], isRare: (t: Token) => boolean): void {
  const members = new Map<string, number>();
  const words = new Map<string, Set<string>>();
  const eligible = all.filter(({ tokens }) => {
    const rare = tokens.filter(isRare).length;
    const frequent = constantCount(tokens) - rare;
    return rare > 0 && frequent >= 2 && frequent >= rare;
  });
  for (const { tokens } of eligible) {
    const group = without(tokens, isRare);
    bump(members, group);
    for (const [i, t] of tokens.entries()) if (isRare(t)) added(words, `${group}\n${i}`, t.text);
  }
  for (const { tokens, marked } of eligible) {
    const group = without(tokens, isRare);
    const size = members.get(group) ?? 0;
    if (size < LIMITS.rareGroup) continue;
    for (const [i, t] of tokens.entries())
      if (i > 0 && isRare(t) && (words.get(`${group}\n${i}`)?.size ?? 0) * 2 >= size) marked.add(i);
  }
}

function markProperties(all: readonly Representative[]): void {
  const keysBehind = new Map<string, Set<string>>();
  for (const { tokens } of all) {
    const places = tokens.flatMap((t, i) => (!t.variable && t.keyOfEquals ? [i] : []));
    const [at] = places;
    if (places.length !== 1 || at === undefined || constantCount(tokens.slice(0, at)) < 2) continue;
    added(keysBehind, key(tokens.slice(0, at)), tokens[at]?.text ?? "");
  }
  for (const { tokens, marked } of all) {
    const from = tokens.findIndex((_, i) => (keysBehind.get(key(tokens.slice(0, i)))?.size ?? 0) >= LIMITS.keys);
    if (from >= 0) for (let i = from; i < tokens.length; i++) marked.add(i);
  }
}

function markBehindBeginnings(all: readonly Representative[]): void {
  const words = new Map<string, Set<string>>();
  const isSure = (tokens: Token[], i: number) => constantCount(tokens.slice(0, i)) >= LIMITS.sure;
  for (const { tokens } of all)
    for (const [i, t] of tokens.entries())
      if (isSure(tokens, i)) added(words, key(tokens.slice(0, i)), t.variable ? "\0" : t.text);
  for (const { tokens, marked } of all)
    for (const [i, t] of tokens.entries()) {
      const isName = (t.strong || t.weak) && !t.variable && !t.mark && !t.closed;
      const needed = t.strong ? LIMITS.strong : LIMITS.weak;
      if (isName && isSure(tokens, i) && (words.get(key(tokens.slice(0, i)))?.size ?? 0) >= needed) marked.add(i);
    }
}

interface Context {
  words: Set<string>;
  variable: boolean;
  strong: number;
  /** of which so many words are names */
  soft: number;
  /** words seen behind the same word in another context */
  shared: number;
  known: number;
}

/** by representative: the context of each of its tokens */
type Contexts = Context[][];

function contextsOf(all: readonly Representative[]): Contexts {
  const found = new Map<string, Context>();
  return all.map(({ tokens }) =>
    tokens.map((t, i) => {
      const name = without(tokens, (_, j) => i === j);
      const context = found.get(name) ?? { words: new Set(), variable: false, strong: 0, soft: 0, shared: 0, known: 0 };
      found.set(name, context);
      if (t.variable) context.variable = true;
      else context.words.add(t.text);
      if (t.strong && !t.variable) context.strong++;
      if ((t.strong || t.weak) && !t.variable) context.soft++;
      return context;
    }),
  );
}

function forEachToken(
  all: readonly Representative[],
  contexts: Contexts,
  see: (t: Token, i: number, context: Context, one: Representative) => void,
): void {
  for (const [r, one] of all.entries())
    for (const [i, t] of one.tokens.entries()) if (!t.variable) see(t, i, contexts[r]?.[i] as Context, one);
}

function markByContext(all: readonly Representative[], contexts: Contexts): void {
  const pairOf = (t: Token, i: number, tokens: Token[]) => {
    if (i === 0) return t.key ? t.text : null;
    return !t.key && !tokens[i - 1]?.variable ? `${tokens[i - 1]?.text}\n${t.value}\n${t.text}` : null;
  };
  const pairs = new Map<string, number>();
  forEachToken(all, contexts, (t, i, { words }, { tokens }) => {
    const pair = pairOf(t, i, tokens);
    if (pair !== null && words.size >= LIMITS.shared) bump(pairs, pair);
  });
  forEachToken(all, contexts, (t, i, context, { tokens }) => {
    const pair = pairOf(t, i, tokens);
    if (pair !== null && context.words.size >= LIMITS.shared && (pairs.get(pair) ?? 0) >= 2) context.shared++;
  });
  forEachToken(all, contexts, (t, i, context, { tokens, marked }) => {
    const { words, variable, shared } = context;
    const others = constantCount(tokens) - 1;
    if (t.closed || t.mark || others < 1) return;
    const beside = variable && ((!t.key && (i > 0 || t.strong || t.weak) && others >= 2) || others >= 3);
    const inside = shared >= LIMITS.shared && words.size >= LIMITS.shared && pairOf(t, i, tokens) !== null;
    if (beside || inside || words.size >= wordsNeeded(t, i, others, context)) marked.add(i);
  });
}

function wordsNeeded(t: Token, i: number, others: number, { strong, soft }: Context): number {
  if (i === 0) {
    if (t.strong && others >= 2 && strong >= LIMITS.firstStrong) return 0;
    if (others >= 3 && soft >= (others >= LIMITS.sure ? 3 : 4)) return 0;
    return others >= LIMITS.sure ? 5 : others === 3 ? 7 : LIMITS.first;
  }
  if (t.key) return others >= LIMITS.sure ? 5 : LIMITS.first;
  if (t.strong) return LIMITS.strong;
  if (t.weak) return LIMITS.weak;
  if (t.value) return LIMITS.value;
  return others >= LIMITS.sure ? 4 : LIMITS.plain;
}

function absorbNames(
  representatives: Map<string, Representative>,
  isRare: (t: Token) => boolean,
  values: Map<string, number>,
): void {
  for (const { tokens, marked } of representatives.values()) {
    const tryWithout = (isOut: (t: Token, i: number) => boolean, left: number) => {
      const mayGo = (t: Token, i: number) =>
        i === 0
          ? !t.variable && !t.key && !t.closed && (t.strong || t.weak) && tokens[1]?.variable === true
          : isFree(t, i);
      const out = new Set(tokens.flatMap((t, i) => (mayGo(t, i) && isOut(t, i) ? [i] : [])));
      if (out.size === 0 || constantCount(tokens) - out.size < left) return;
      const rest = collapsed(tokens.map((t, i) => (out.has(i) ? { ...t, variable: true } : t)));
      if (representatives.has(key(rest))) for (const i of out) marked.add(i);
    };
    tryWithout(isSoft, 2);
    tryWithout((t) => isSoft(t) || isRare(t), 3);
    tryWithout((t) => t.strong || t.value, 2);
    const isKnown = (t: Token) => !t.variable && !t.key && !t.mark && !t.closed && (values.get(t.text) ?? 0) >= 2;
    if (tokens.some(isKnown)) tryWithout((t) => isSoft(t) || isKnown(t), 2);
    if (tokens.length > LIMITS.tries) continue;
    for (const [i, t] of tokens.entries()) {
      const between = tokens[i - 1]?.variable && tokens[i + 1]?.variable && (values.get(t.text) ?? 0) >= 2;
      if (t.strong || t.value || between || i === 0) tryWithout((_, j) => j === i, 2);
    }
  }
}

function markGlued(all: readonly Representative[]): void {
  for (const { tokens, marked } of all)
    for (const [i, t] of tokens.entries()) if (!t.variable && t.glued && marked.has(i - 1)) marked.add(i);
}

function markKnownValues(all: readonly Representative[], contexts: Contexts, values: Map<string, number>): void {
  const kept = new Map<string, number>();
  forEachToken(all, contexts, (t, i, _, { marked }) => {
    if (!marked.has(i)) bump(kept, t.text);
    else if (!t.mark) bump(values, t.text);
  });
  const isKnown = (text: string) =>
    (values.get(text) ?? 0) >= 2 || (values.get(text) === 1 && (kept.get(text) ?? 0) <= 1);
  forEachToken(all, contexts, (t, _, context) => {
    if (isKnown(t.text)) context.known++;
  });
  forEachToken(all, contexts, (t, i, { words, known }, { tokens, marked }) => {
    const free = i === 0 ? !t.key && !t.mark && !t.closed && constantCount(tokens) >= 3 : isFree(t, i);
    if (free && words.size >= 2 && known === words.size) marked.add(i);
  });
}
