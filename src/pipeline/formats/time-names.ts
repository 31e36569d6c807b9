/** Month, weekday and zone names as they stand in stamps; the same as assembly/time-names.ts, for sniffing. */

/** Months of English, French, German and Spanish, short or long, by their first letters; a regular expression. */
export const MONTH =
  "(?:jan|ene|jän|f[eé][bv]|mar|mär|mrz|apr|avr|abr|ma[iy]|jun|juin|jul|juil|aug|ao[uû]|ago|sep|o[ck]t|nov|d[eéi]c|dez)" +
  "[a-zéû]*\\.?";
export const WEEKDAY =
  "(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|so|mi[eé]|jue|vie|s[aá]b|dom)[a-z]*\\.?";

/** Month 1…12 of a name, null when it is none. */
export function monthOf(name: string): number | null {
  const plain = name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  if (plain.startsWith("jui")) return plain[3] === "n" ? 6 : plain[3] === "l" ? 7 : null;
  const at = STEMS.findIndex((stems) => stems.includes(plain.slice(0, 3)));
  return at < 0 ? null : at + 1;
}

const STEMS = [
  ["jan", "ene"],
  ["feb", "fev"],
  ["mar", "mrz"],
  ["apr", "avr", "abr"],
  ["may", "mai"],
  ["jun"],
  ["jul"],
  ["aug", "aou", "ago"],
  ["sep"],
  ["oct", "okt"],
  ["nov"],
  ["dec", "dez", "dic"],
];

/** Minutes east of Greenwich by abbreviation. Where one name has several zones, the busiest. */
export const ZONE_MINUTES: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 60,
  CET: 60,
  CEST: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  MSD: 240,
  BST: 60,
  IST: 330,
  PKT: 300,
  WIB: 420,
  HKT: 480,
  SGT: 480,
  AWST: 480,
  JST: 540,
  KST: 540,
  ACST: 570,
  ACDT: 630,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  SAST: 120,
  NST: -210,
  NDT: -150,
  AST: -240,
  ADT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
  BRT: -180,
  CLT: -240,
};
