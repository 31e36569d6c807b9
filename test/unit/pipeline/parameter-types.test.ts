/** What values look like, each type by values that people know and by values that only resemble it. */
import { expect, it } from "vitest";
import { looksOf } from "../../../src/pipeline/parameter-types.ts";

it.each([
  ["number", "0 -5 +3.25 .5 1e9 1,234,567 007"],
  ["percent", "45% 0.5%"],
  ["duration", "12ms 1.5s 3us 250µs 1h2m3s 5m 90sec"],
  ["size", "10KB 4k 1.5GiB 512b"],
  ["rate", "10MB/s 4k/s 1.5GiB/s"],
  ["frequency", "50Hz 2.4GHz"],
  ["time", "2026-03-14 12:30:05 12:30:05,123 2026-03-14T12:30:05.1Z 14/03/2026"],
  ["IP", "10.0.0.1 255.255.255.255:80 10.0.0.0/8 /10.1.2.3:50010 ::1 fe80::1 2001:db8:0:0:1:0:0:1 ::ffff:10.0.0.1"],
  ["UUID", "123e4567-e89b-12d3-a456-426614174000 123E4567-E89B-12D3-A456-426614174000"],
  ["hex", "0x1F deadbeef00 abcdefab 00:1a:2b:3c:4d:5e 7f3a9c"],
  ["URL", "http://host/x?y=1 ftp://a"],
  ["path", "/var/log ~/x ./a ../b/c C:\\x \\\\host\\share \\Users\\bob\\x a/b/c.txt"],
  ["word", "root Ärger"],
  ["identifier", "256.1.1.1 \\d+ 5x/s blk_-12 web-3 1.2.3 12xy 5apples 1::2::3 user@host and/or a.b"],
] as const)("%s: %s", (type, values) => {
  for (const value of values.split(" ")) expect([value, looksOf(value).type]).toEqual([value, type]);
});

it("sees several words as text, but not what is written with a blank inside", () => {
  expect(looksOf("some words 5").type).toBe("text");
  expect(looksOf("2026-03-14 12:30:05.250").type).toBe("time");
  expect(looksOf("Fri Jul  1 07:57:30 2005").type).toBe("time");
  expect(looksOf("Foo Jul  1 07:57:30 2005").type).toBe("text");
  expect(looksOf("12 ms")).toEqual({ type: "duration", amount: { value: 12, unit: "ms" } });
});

it("takes the unit that stands behind the value as a constant", () => {
  expect(looksOf("12", "seconds")).toEqual({ type: "duration", amount: { value: 12, unit: "seconds" } });
  expect(looksOf("1h30m")).toEqual({ type: "duration", amount: { value: 5_400_000, unit: "ms" } });
  expect(looksOf("1,234.5")).toEqual({ type: "number", amount: { value: 1234.5, unit: "" } });
});
