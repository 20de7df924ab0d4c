/**
 * Draws the icons that must be pictures from `src/icon.svg`: `npx tsx apps/web/build/draw-icons.ts`.
 *
 * The results are kept in `public/`; this runs again when the drawing changes. Needs a Chromium, as the tests do.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const publicFolder = new URL("../public/", import.meta.url);
const drawing = readFileSync(new URL("../src/icon.svg", import.meta.url), "utf8");

/** A mask may cut away everything outside the middle four fifths. Source: W3C Web Application Manifest, safe zone. */
const maskableShare = 0.8;

const icons = [
  { name: "icon-192.png", pixels: 192, share: 1, background: "transparent" },
  { name: "icon-512.png", pixels: 512, share: 1, background: "transparent" },
  { name: "icon-maskable-512.png", pixels: 512, share: maskableShare, background: "#fbfaf7" },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const { name, pixels, share, background } of icons) {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${background}">` +
      `<div style="width:${share * 100}%">${drawing}</div></body>`,
  );
  await page.screenshot({ path: fileURLToPath(new URL(name, publicFolder)), omitBackground: true });
  await page.close();
}
await browser.close();
