/** Joins the parts of the single-file build into dist/timberline.html: one page that needs nothing beside it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cspMeta, singleFileCsp } from "./csp.mjs";
import { DIST, ROOT, SINGLE_PARTS } from "./paths.mjs";

/**
 * Makes a script safe between script tags: the HTML parser looks for `</script` and `<!--` wherever they stand. In
 * JavaScript both can only occur in strings, templates, regular expressions (where `\x3c` is the same character) and
 * comments.
 */
export function escapeInlineScript(source) {
  return source.replace(/<(?=\/script|!--)/gi, "\\x3c");
}

/** @returns the text of the file that a tag of the built page points to */
function part(address) {
  return readFileSync(join(SINGLE_PARTS, address.replace(/^\.\//, "")), "utf8");
}

function iconDataUrl(address) {
  const bytes = readFileSync(join(ROOT, "public", address.replace(/^\.?\//, "")));
  return `data:image/svg+xml;base64,${bytes.toString("base64")}`;
}

/** @returns the page with script, style sheet and icon inside and a policy that names their hashes */
function joinSingleFile(page) {
  const scripts = [];
  const styles = [];
  let html = page
    .replace(/\s*<link\b[^>]*rel="(?:manifest|apple-touch-icon|modulepreload)"[^>]*>/g, "")
    .replace(/<link\b[^>]*rel="stylesheet"[^>]*href="([^"]+)"[^>]*>/g, (_, address) => {
      styles.push(part(address));
      return "<!--style-->";
    })
    .replace(/<script\b[^>]*type="module"[^>]*src="([^"]+)"[^>]*><\/script>/g, (_, address) => {
      scripts.push(escapeInlineScript(part(address)));
      return "<!--script-->";
    })
    .replace(/<link\b[^>]*rel="icon"[^>]*>/g, (tag) => {
      const address = /href="([^"]+\.svg)"/.exec(tag)?.[1];
      return address ? `<link rel="icon" href="${iconDataUrl(address)}">` : "";
    });
  // a policy must stand before what it judges
  html = html.replace(
    /<meta charset="?utf-8"?\s*\/?>/i,
    (meta) => `${meta}\n    ${cspMeta(singleFileCsp(scripts, styles))}`,
  );
  html = html.replace("<!--style-->", () => `<style>${styles.shift()}</style>`);
  html = html.replace("<!--script-->", () => `<script type="module">${scripts.shift()}</script>`);
  const left = /<(?:script|link)\b[^>]*(?:src|href)="(?!data:)[^"]*"/.exec(
    html.replace(/<script type="module">[\s\S]*?<\/script>/g, ""),
  );
  if (left || !html.includes("Content-Security-Policy")) {
    throw new Error(`The single file would still need something beside it: ${left?.[0] ?? "no policy was placed"}`);
  }
  return html;
}

/** Writes dist/timberline.html. */
export function writeSingleFile() {
  const page = readFileSync(join(SINGLE_PARTS, "index.html"), "utf8");
  writeFileSync(join(DIST, "timberline.html"), joinSingleFile(page));
}
