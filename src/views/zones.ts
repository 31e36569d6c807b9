/** Zones that a person may choose: that of the machine and UTC first. */
export function zonesOffered(): string[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const all = Intl.supportedValuesOf?.("timeZone") ?? [];
  return [...new Set(["UTC", here, ...all])];
}
