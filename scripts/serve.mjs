/**
 * A small static server on loopback, for `npm start` and the end-to-end tests. It serves files of one folder, sends
 * the same policy as the page carries, and lets nothing be cached that has no hash in its name.
 */
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { HOSTED_CSP } from "./csp.mjs";

const MIME_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** @returns the file of `root` that a request's path names, or null; never one outside `root` */
function fileOf(root, path) {
  let name;
  try {
    name = normalize(decodeURIComponent(path));
  } catch {
    return null;
  }
  const file = join(root, name.endsWith(sep) ? join(name, "index.html") : name);
  if (!file.startsWith(root + sep) || file.includes("\0")) return null;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

function handle(root, request, response) {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const file = request.method === "GET" || request.method === "HEAD" ? fileOf(root, pathname) : null;
  if (!file) {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  const type = MIME_TYPES[extname(file)] ?? "application/octet-stream";
  const headers = {
    "Content-Type": type,
    "Content-Length": statSync(file).size,
    "Cache-Control": /[\\/]assets[\\/]/.test(file) ? "public, max-age=31536000, immutable" : "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
  };
  // the single file brings a policy of its own, with the hash of its script
  if (!file.endsWith("timberline.html")) {
    headers["Content-Security-Policy"] = `${HOSTED_CSP}; frame-ancestors 'none'`;
  }
  response.writeHead(200, headers);
  if (request.method === "HEAD") response.end();
  else createReadStream(file).pipe(response);
}

/**
 * Serves `root` on 127.0.0.1.
 *
 * @param port tried first; when it is taken the system chooses one, unless `strict`
 * @returns the address and a function that stops the server and drops its connections
 */
export function serve(root, { port = 4173, strict = false } = {}) {
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => handle(root, request, response));
    server.on("error", (error) => {
      if (error.code === "EADDRINUSE" && !strict && port !== 0) {
        port = 0;
        server.listen(0, "127.0.0.1");
      } else {
        reject(error);
      }
    });
    server.on("listening", () => {
      const { port: actual } = server.address();
      const stop = () =>
        new Promise((stopped) => {
          server.close(() => stopped());
          server.closeAllConnections();
        });
      resolve({ url: `http://127.0.0.1:${actual}/`, port: actual, stop });
    });
    server.listen(port, "127.0.0.1");
  });
}
