/** Starts a real Chromium and serves the built app to it, for tests and screenshots. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";

const root = fileURLToPath(new URL("../../", import.meta.url));
const webFolder = join(root, "apps/web");
const distFolder = join(webFolder, "dist");

/** Where a Chromium may be; the environment's word goes first. */
const chromiumPaths = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Nothing but the page's own requests, so that what a test sees on the network is the app's. */
const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The installed Chromium. @throws Error naming the places looked at, where there is none */
export function chromiumPath(): string {
  const found = chromiumPaths.find((path) => path !== undefined && existsSync(path));
  if (!found)
    throw new Error(`no Chromium at ${chromiumPaths.filter(Boolean).join(", ")}; set CHROMIUM_PATH`);
  return found;
}

export function startChromium(moreArguments: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArguments, ...moreArguments],
  });
}

/** A Chromium whose profile stays in a folder, as a person's does. */
export function startChromiumIn(
  profileFolder: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profileFolder, {
    executablePath: chromiumPath(),
    args: chromiumArguments,
    ...options,
  });
}

/** The folder of the built app, built first where a source is newer. */
export async function builtApp(): Promise<string> {
  const page = join(distFolder, "index.html");
  const sources = ["apps/web", "packages"].map((folder) => newestSource(join(root, folder)));
  if (!existsSync(page) || statSync(page).mtimeMs < Math.max(...sources)) {
    // A process of its own: a test runner's NODE_ENV would make it a build for tests.
    await promisify(execFile)(
      process.execPath,
      [join(root, "node_modules/vite/bin/vite.js"), "build", webFolder, "--logLevel", "error"],
      { env: { ...process.env, NODE_ENV: "production" } },
    );
  }
  return distFolder;
}

/** When the newest file under a folder was written, in milliseconds; what is installed or built does not count. */
function newestSource(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      if (["node_modules", "dist", "test"].includes(entry.name)) return 0;
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs;
    }),
  );
}

export interface AppServer {
  /** Ends without a slash. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the built app with the strict headers that the relay sends. */
export async function serveApp(folder?: string): Promise<AppServer> {
  const files = folder ?? (await builtApp());
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const name = pathname === "/" ? "/index.html" : pathname;
    readFile(join(files, name)).then(
      (bytes) => {
        const type = contentTypes[extname(name)] ?? "application/octet-stream";
        response.writeHead(200, { ...strictHeaders, "content-type": type, "cache-control": "no-cache" });
        response.end(bytes);
      },
      () => response.writeHead(404, strictHeaders).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("expected a port to listen on");
  return {
    origin: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

const strictHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types tidetable-worker",
  ].join("; "),
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** The day the tests live on: a Thursday morning in Berlin. */
export const testNow = new Date("2027-03-04T09:00:00+01:00");

/** How the tests look at the app unless they say otherwise. */
export const testContext: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  locale: "en-GB",
  timezoneId: "Europe/Berlin",
};

/** A fresh person's browser on the test day, and every complaint and foreign request of its pages. */
export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the console and of scripts, content security violations among them. */
  readonly complaints: string[];
  readonly requestedOrigins: Set<string>;
}

/** Opens the app as a fresh person, or in a context that is there already. */
export async function visit(
  opened: Browser | BrowserContext,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = "newContext" in opened ? await opened.newContext({ ...testContext, ...options }) : opened;
  const complaints: string[] = [];
  const requestedOrigins = new Set<string>();
  const page = await context.newPage();
  await page.clock.setFixedTime(testNow);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  context.on("request", (request) => requestedOrigins.add(new URL(request.url()).origin));
  await page.goto(`${origin}/`);
  await page.locator("h1").waitFor();
  return { context, page, complaints, requestedOrigins };
}

/** Fills the diary through the app's own import, as a person would. */
export async function importFile(page: Page, name: string, content: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#import`);
  await page.locator("input[type=file]").setInputFiles({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(content),
  });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor({ state: "attached" });
}
