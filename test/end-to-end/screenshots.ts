/** Pictures of both screens for the documents: `npx tsx test/end-to-end/screenshots.ts`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

const imagesFolder = fileURLToPath(new URL("../../docs/images/", import.meta.url));

const sizes = [
  { name: "narrow", viewport: { width: 360, height: 740 } },
  { name: "wide", viewport: { width: 1280, height: 900 } },
];

/** Takes each screen in each size and theme, as files named for them. */
export async function takeScreenshots(folder: string, isFullPage = false): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const server = await serveApp();
  const browser = await startChromium();
  try {
    for (const { name, viewport } of sizes) {
      for (const colorScheme of ["light", "dark"] as const) {
        const { context, page } = await visit(browser, server.origin, {
          viewport,
          colorScheme,
          deviceScaleFactor: 2,
        });
        const take = (screen: string) =>
          page.screenshot({
            path: join(folder, `${screen}-${name}-${colorScheme}.png`),
            fullPage: isFullPage,
          });
        await importFile(page, "diary.json", sampleDiaryFile);
        for (const screen of ["today", "calendar"]) {
          await page.goto(`${server.origin}/#${screen}`);
          await page.reload();
          await page.locator(screen === "today" ? ".strip" : "h1").waitFor();
          if (screen === "calendar") await page.locator(".mark-may-start").nth(1).waitFor();
          await take(screen);
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await takeScreenshots(process.argv[2] ?? imagesFolder, process.argv[3] === "full");
}
