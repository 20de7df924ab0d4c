import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelay, listen, openRelay, type Relay, readAppFiles } from "@tidetable/relay";
import type { BrowserContext, Page } from "playwright-core";
import { builtApp, startChromium, visit } from "../end-to-end/browser.ts";
import { deviceWithStart, openDevices } from "../end-to-end/synced-app.ts";
import { acceptFrom, inviteFrom } from "./sharing-browsers.ts";

type Say = (line: string) => void;

/** The app from one address and the relay at another: whoever runs the relay hands out no code. */
export async function twoOrigins(say: Say): Promise<boolean> {
  const files = await readAppFiles(await builtApp());
  if (files === null) throw new Error("there is no built app to serve");
  const dataFolder = mkdtempSync(join(tmpdir(), "tidetable-origins-"));
  const log = (): void => {};
  const opened = await openRelay({ files: new Map(), dataFolder, invite: "open", log });
  const relay = await serve(opened.relay);
  const app = await serve(createRelay({ files, log, connectTo: [relay.origin] }));
  const browser = await startChromium();
  try {
    const asked: URL[] = [];
    const note = (context: BrowserContext) =>
      void context.on("request", (request) => asked.push(new URL(request.url())));
    const { page: owner, context, complaints } = await deviceWithStart(browser, app.origin);
    note(context);
    await connectTo(owner, relay.origin);
    const { page: reader, context: readersContext } = await visit(browser, app.origin);
    note(readersContext);
    const link = await inviteFrom(owner, { nickname: "Ada", called: "R.", preset: "Dates" });
    await acceptFrom(owner, reader, link);
    await owner.getByText("has accepted. Sharing has begun.").waitFor();
    await reader.locator(".face-card", { hasText: /March/ }).waitFor();

    const ofRelay = asked.filter(({ origin }) => origin === relay.origin);
    const ofApp = asked.filter(({ origin }) => origin === app.origin);
    const others = asked.length - ofRelay.length - ofApp.length;
    const astray = ofRelay.filter(({ pathname }) => !pathname.startsWith("/v1/")).length;
    const there = ofApp.filter(({ pathname }) => pathname.startsWith("/v1/")).length;
    const page = await fetch(`${relay.origin}/`);
    const broken = complaints.filter((line) => /Content Security Policy|CORS/i.test(line)).length;
    say("the app at one address, the relay at another, two Chromium profiles that share");
    say(
      `  asked of the relay ${ofRelay.length}, for anything but its API ${astray}; of the app's address ${ofApp.length}, for an API ${there}; of others ${others}`,
    );
    say(
      `  a page at the relay: ${page.status}; the invitation names the relay: ${link.includes("&relay=") ? "yes" : "no"}; rules of the browser broken: ${broken}`,
    );
    return (
      ofRelay.length > 0 &&
      ofApp.length > 0 &&
      astray + there + others + broken === 0 &&
      page.status === 404 &&
      link.startsWith(app.origin)
    );
  } finally {
    await browser.close();
    await app.stop();
    await relay.stop();
    await opened.close();
    rmSync(dataFolder, { recursive: true });
  }
}

async function serve(relay: Relay): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const listening = await listen(relay, { port: 0, log: () => {} });
  if (!listening.ok) throw new Error(`the relay does not listen: ${listening.error.kind}`);
  return {
    origin: `http://localhost:${listening.value.port}`,
    stop: () => listening.value.stop(0),
  };
}

/** A vault first, and then the address of another relay than the page's. */
async function connectTo(page: Page, origin: string): Promise<void> {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("button", { name: "Share with someone" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("What you call them").waitFor();
  await openDevices(page);
  await page.locator("summary", { hasText: /^Relay$/ }).click();
  await page.getByLabel("Address of the relay").fill(origin);
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  await page.getByText(`This diary travels through`).waitFor();
}
