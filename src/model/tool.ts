/** What a report says made it; the version is that of package.json, which a test checks. */
export const TOOL = { name: "timberline", version: "0.1.0" } as const;
