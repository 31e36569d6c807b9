/**
 * What the simulated application says: its services, the templates of each with level and weight, and its stack
 * traces. Parameters in braces are written by `line-template.ts`. Data only.
 */
import type { Level } from "../model/levels.ts";

export type ServiceName =
  | "gateway"
  | "auth"
  | "catalog"
  | "checkout"
  | "inventory"
  | "storage"
  | "notifier"
  | "scheduler";

export interface TemplateSource {
  service: ServiceName;
  level: Level;
  /** share of all events, relative to the other templates; 0 for what only injections write */
  weight: number;
  text: string;
  /** name of a stack trace that follows half of the time */
  trace?: keyof typeof TRACES;
}

/** Thread names per service, with a {t} for a small number. */
export const THREADS: Record<ServiceName, string> = {
  gateway: "http-{t}",
  auth: "http-{t}",
  catalog: "worker-{t}",
  checkout: "worker-{t}",
  inventory: "worker-{t}",
  storage: "io-{t}",
  notifier: "mail-{t}",
  scheduler: "main",
};

export const TEMPLATES: TemplateSource[] = [
  { service: "gateway", level: "info", weight: 170, text: "GET {path} 200 {bytes} bytes in {ms} ms from {ip}" },
  { service: "gateway", level: "info", weight: 60, text: "POST {path} 201 {bytes} bytes in {ms} ms from {ip}" },
  { service: "gateway", level: "info", weight: 24, text: "GET {path} 304 in {ms} ms from {ip}" },
  { service: "gateway", level: "warn", weight: 8, text: "GET {path} 404 from {ip}" },
  { service: "gateway", level: "warn", weight: 5, text: "Rate limit reached for {ip}: {count} requests in 60 s" },
  { service: "gateway", level: "error", weight: 2.5, text: "Upstream {service} answered 503 for request {uuid}" },
  { service: "gateway", level: "debug", weight: 30, text: "Connection from {ip}:{port} reused {count} times" },
  { service: "auth", level: "info", weight: 70, text: "User {user} signed in from {ip}" },
  { service: "auth", level: "info", weight: 45, text: "Session {hex} of user {user} renewed for {count} min" },
  { service: "auth", level: "info", weight: 22, text: "User {user} signed out" },
  { service: "auth", level: "warn", weight: 9, text: "Wrong password for user {user} from {ip}, attempt {small}" },
  { service: "auth", level: "error", weight: 1.2, text: "Token check failed for session {hex}: signature mismatch" },
  { service: "auth", level: "debug", weight: 26, text: "Key cache hit for kid={hex8} age={count}s" },
  { service: "catalog", level: "info", weight: 65, text: 'Search "{word}" returned {count} products in {ms} ms' },
  { service: "catalog", level: "info", weight: 34, text: "Product {id} viewed by user {user}" },
  { service: "catalog", level: "debug", weight: 38, text: "Cache hit for product:{id}" },
  { service: "catalog", level: "debug", weight: 16, text: "Cache miss for product:{id}, loaded in {ms} ms" },
  { service: "catalog", level: "warn", weight: 4, text: "Index segment {hex8} is {percent}% deleted documents" },
  {
    service: "catalog",
    level: "error",
    weight: 1,
    text: "Could not render {path}: template variable missing",
    trace: "render",
  },
  { service: "checkout", level: "info", weight: 46, text: "Order {order} paid in {ms} ms" },
  { service: "checkout", level: "info", weight: 46, text: "Order {order} created by user {user} with {small} items" },
  {
    service: "checkout",
    level: "info",
    weight: 18,
    text: "Basket {uuid} of user {user} updated: {small} items, total {money} EUR",
  },
  { service: "checkout", level: "warn", weight: 5, text: "Payment of order {order} is slow: {ms} ms" },
  {
    service: "checkout",
    level: "error",
    weight: 2.2,
    text: "Payment of order {order} failed: card declined (code {code})",
  },
  {
    service: "checkout",
    level: "error",
    weight: 1.6,
    text: "Payment of order {order} failed: no answer after {ms} ms",
    trace: "payment",
  },
  { service: "inventory", level: "info", weight: 40, text: "Reserved {small} of item {id} for order {order}" },
  { service: "inventory", level: "info", weight: 14, text: "Stock of item {id} is now {count}" },
  { service: "inventory", level: "warn", weight: 5, text: "Stock of item {id} is low: {small} left" },
  {
    service: "inventory",
    level: "error",
    weight: 1.8,
    text: "Reservation for order {order} timed out after {ms} ms",
    trace: "reservation",
  },
  {
    service: "storage",
    level: "info",
    weight: 30,
    text: "Wrote block blk_{big} of {bytes} bytes to {file} in {ms} ms",
  },
  { service: "storage", level: "debug", weight: 32, text: "Read block blk_{big} from {file} offset {bytes}" },
  { service: "storage", level: "info", weight: 8, text: "Compaction {count} merged {small} files into {file}" },
  { service: "storage", level: "warn", weight: 3.5, text: "Slow write to {file}: {ms} ms, queue length {count}" },
  {
    service: "storage",
    level: "error",
    weight: 0.8,
    text: "Checksum mismatch in {file} at 0x{hex8}",
    trace: "checksum",
  },
  {
    service: "notifier",
    level: "info",
    weight: 26,
    text: "Mail {uuid} to {user}@example.com accepted by mx{small}.example.com",
  },
  {
    service: "notifier",
    level: "warn",
    weight: 3,
    text: "Mail {uuid} deferred: mailbox of {user}@example.com is full",
  },
  {
    service: "notifier",
    level: "error",
    weight: 0.9,
    text: "Mail {uuid} rejected by mx{small}.example.com with code {code}",
  },
  { service: "scheduler", level: "info", weight: 12, text: "Job nightly-report[{small}] finished in {ms} ms" },
  {
    service: "scheduler",
    level: "info",
    weight: 10,
    text: "Heap {percent}% used, {count} threads, load {small}.{two}",
  },
  { service: "scheduler", level: "debug", weight: 18, text: "Next run of job cleanup in {count} s" },
  { service: "scheduler", level: "warn", weight: 2, text: "Clock drifted by {ms} ms, corrected" },
  { service: "scheduler", level: "fatal", weight: 0.05, text: "Lost lease {uuid}, stopping all jobs" },
];

/** Templates that occur only where a new-template injection puts them; used in turn. */
export const NEW_TEMPLATES: TemplateSource[] = [
  { service: "gateway", level: "warn", weight: 0, text: "Certificate of {host} expires in {small} days" },
  {
    service: "storage",
    level: "error",
    weight: 0,
    text: "Volume {hex8} remounted read-only after {count} failed writes",
  },
  {
    service: "checkout",
    level: "warn",
    weight: 0,
    text: "Currency table {hex8} is older than {count} hours, using fallback",
  },
  { service: "auth", level: "error", weight: 0, text: "Signing key {hex8} revoked by operator {user}" },
];

/** Exceptions that occur only where an exception injection puts them; used in turn. */
export const NEW_EXCEPTIONS: TemplateSource[] = [
  { service: "catalog", level: "error", weight: 0, text: "Unhandled exception in search of {user}", trace: "search" },
  {
    service: "checkout",
    level: "fatal",
    weight: 0,
    text: "Ledger {hex8} is out of balance by {money}",
    trace: "ledger",
  },
  { service: "inventory", level: "error", weight: 0, text: "Stock feed {id} could not be parsed", trace: "feed" },
  { service: "notifier", level: "error", weight: 0, text: "Template of mail {uuid} refused", trace: "mail" },
];

/** What begins to be said from some day on without anything being wrong: subjects and what happens to them. */
export const BIRTH_SUBJECTS = ["Voucher", "Coupon", "Invoice", "Wishlist", "Banner", "Parcel", "Locale", "Feature"];
export const BIRTH_EVENTS = ["archived", "imported", "translated", "exported", "refreshed", "deduplicated", "shared"];

/** Lines after the event's first one, {n} being a line number. */
export const TRACES = {
  payment: [
    "java.net.SocketTimeoutException: Read timed out",
    "\tat java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:{n})",
    "\tat app.checkout.PaymentClient.charge(PaymentClient.java:{n})",
    "\tat app.checkout.CheckoutFlow.pay(CheckoutFlow.java:{n})",
    "\tat app.common.Worker.run(Worker.java:{n})",
  ],
  reservation: [
    "app.inventory.ReservationTimeout: lock not granted",
    "\tat app.inventory.StockTable.lock(StockTable.java:{n})",
    "\tat app.inventory.Reservations.reserve(Reservations.java:{n})",
    "Caused by: java.util.concurrent.TimeoutException",
    "\tat app.common.Locks.acquire(Locks.java:{n})",
    "\t... 7 more",
  ],
  render: [
    "app.catalog.RenderError: undefined variable 'price'",
    "\tat app.catalog.Renderer.lookup(Renderer.java:{n})",
    "\tat app.catalog.Renderer.render(Renderer.java:{n})",
  ],
  checksum: [
    "java.io.IOException: checksum mismatch",
    "\tat app.storage.BlockReader.verify(BlockReader.java:{n})",
    "\tat app.storage.BlockReader.read(BlockReader.java:{n})",
    "\tat app.common.Worker.run(Worker.java:{n})",
  ],
  search: [
    "java.lang.NullPointerException: facet",
    "\tat app.catalog.Facets.narrow(Facets.java:{n})",
    "\tat app.catalog.Search.run(Search.java:{n})",
  ],
  ledger: [
    "app.checkout.LedgerError: sums differ",
    "\tat app.checkout.Ledger.close(Ledger.java:{n})",
    "\tat app.checkout.Ledger.verify(Ledger.java:{n})",
  ],
  feed: ["app.inventory.FeedError: unexpected end", "\tat app.inventory.Feed.read(Feed.java:{n})"],
  mail: ["app.notifier.MailError: unknown variable", "\tat app.notifier.Mailer.fill(Mailer.java:{n})"],
} as const;
