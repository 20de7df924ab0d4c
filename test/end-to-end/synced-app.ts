/** The built app with a relay that keeps vaults, on real sockets and a real database, and people who pair devices. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InviteRule, listen, openRelay, readAppFiles } from "@tidetable/relay";
import type { Browser, Page } from "playwright-core";
import { builtApp, type Visit, visit } from "./browser.ts";

export interface SyncedApp {
  readonly origin: string;
  /** Where the relay keeps its data. */
  readonly dataFolder: string;
  /** What its owner gives to people who may bring a diary there. */
  readonly invite: string;
  /** Ends the relay; `start` brings it back at the same address with the same data. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function startSyncedApp(rule: InviteRule = "open"): Promise<SyncedApp> {
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const dataFolder = mkdtempSync(join(tmpdir(), "tidetable-relay-"));
  const log = (): void => {};
  let port = 0;
  const open = async () => {
    const relay = await openRelay({ files, dataFolder, invite: rule, log });
    const listening = await listen(relay.relay, { port, log });
    if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
    port = listening.value.port;
    invite = relay.invite;
    return async () => {
      await listening.value.stop(0);
      await relay.close();
    };
  };
  let invite = "";
  let stop = await open();
  return {
    origin: `http://localhost:${port}`,
    dataFolder,
    invite,
    async stop() {
      await stop();
      stop = async () => {};
    },
    async start() {
      stop = await open();
    },
    async close() {
      await stop();
      rmSync(dataFolder, { recursive: true });
    },
  };
}

/** Every byte that the relay keeps. */
export const relayBytes = (dataFolder: string): Buffer =>
  Buffer.concat(
    readdirSync(dataFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

/** A person's browser with a first start in the diary. */
export async function deviceWithStart(browser: Browser, origin: string): Promise<Visit> {
  const device = await visit(browser, origin);
  await device.page.getByRole("button", { name: /12 February 2027/ }).click();
  await device.page.getByRole("button", { name: "Continue" }).click();
  return device;
}

export async function openDevices(page: Page): Promise<void> {
  await page.getByRole("link", { name: "More" }).click();
  await page.getByRole("button", { name: "Devices and backup" }).click();
  await page.getByRole("heading", { level: 1, name: "Devices and backup" }).waitFor();
}

/** The four words on a screen that asks to compare them. */
export const wordsOn = (page: Page): Promise<string> => page.locator(".four-words").innerText();

/** Begins at the device with the diary and gives the link it shows. */
export async function showLink(page: Page): Promise<string> {
  await openDevices(page);
  await page.getByRole("button", { name: "Add a device" }).click();
  const link = page.getByLabel("Link", { exact: true });
  await link.waitFor();
  return link.inputValue();
}

/** Opens a link on a device without a shared diary, under a name. */
export async function openLink(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("What this device is called").fill(name);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** The whole of it: link, words, yes. */
export async function pair(host: Page, newcomer: Page, name: string): Promise<void> {
  await openLink(newcomer, await showLink(host), name);
  await host.locator(".four-words").waitFor();
  await newcomer.locator(".four-words").waitFor();
  if ((await wordsOn(host)) !== (await wordsOn(newcomer))) throw new Error("the words should be the same");
  await host.getByRole("button", { name: "They match: let it in" }).click();
  await host.getByText("has been let in").waitFor();
  await newcomer.getByText("This device has joined").waitFor();
}
