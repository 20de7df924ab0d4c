/** Starts a real Chromium and serves the built app to it, for tests and screenshots. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type AppFiles, createRelay, listen, readAppFiles } from "@tidetable/relay";
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
function chromiumPath(): string {
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
  /** Serves the folder's files as they are now: another build has come. */
  reread(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the built app, or another folder, through the relay itself. */
export async function serveApp(folder?: string): Promise<AppServer> {
  const root = folder ?? (await builtApp());
  const files = new Map(await filesOf(root));
  const log = (): void => {};
  const listening = await listen(createRelay({ files, log }), { port: 0, log });
  if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
  return {
    origin: `http://localhost:${listening.value.port}`,
    async reread() {
      const now = await filesOf(root);
      files.clear();
      for (const [path, file] of now) files.set(path, file);
    },
    close: () => listening.value.stop(0),
  };
}

async function filesOf(folder: string): Promise<AppFiles> {
  const files = await readAppFiles(folder);
  if (files === null) throw new Error("there is no built app to serve");
  return files;
}

/** The day the tests live on: a Thursday morning in Berlin. */
const testNow = new Date("2027-03-04T09:00:00+01:00");

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
