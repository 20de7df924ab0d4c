import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

/** What to do where no Chromium could be found or installed. */
export const chromiumAdvice = `The end-to-end tests drive a real Chromium, and this machine has none that starts.
Install one and run this again:
  Debian, Ubuntu   sudo apt-get install chromium    (or: npx playwright-core install --with-deps chromium)
  Fedora           sudo dnf install chromium
  macOS            brew install --cask chromium
or say where it is: CHROMIUM_PATH=/path/to/chromium npm test`;

const namesOnPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const knownPlaces = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The path of a Chromium that starts: the one CHROMIUM_PATH names, or else the system's, or Playwright's; or null. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named) return starts(named) ? named : null;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...knownPlaces, chromium.executablePath()].find(starts) ?? null;
}

/** Installs Chromium by Playwright, else by Debian's own packages where we may; null when neither helped. */
export function installChromium(): string | null {
  if (process.env.CHROMIUM_PATH) return null;
  runAloud("npx", ["playwright-core", "install", "chromium"]);
  const found = findChromium();
  if (found !== null) return found;
  const mayInstallPackages = existsSync("/etc/debian_version") && process.getuid?.() === 0;
  if (mayInstallPackages && runAloud("apt-get", ["update"]) === 0)
    runAloud("apt-get", ["install", "-y", "chromium"]);
  return findChromium();
}

/** Some systems put a script on the path that only says how to install the browser, so being there is not enough. */
function starts(path: string): boolean {
  return existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0;
}

function runAloud(command: string, words: readonly string[]): number | null {
  process.stdout.write(`$ ${[command, ...words].join(" ")}\n`);
  return spawnSync(command, words, { stdio: "inherit", shell: process.platform === "win32" }).status;
}
