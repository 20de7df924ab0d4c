import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AppServer, importFile, serveApp, startChromium, visit } from "./browser.ts";
import { sampleDiaryFile } from "./sample-diary.ts";

let server: AppServer;
let browser: Browser;
beforeAll(async () => {
  server = await serveApp();
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("a whole visit", () => {
  test("asks nobody but its own origin, sets no cookie, and breaks no content security rule", async () => {
    const { context, page, complaints, requestedOrigins } = await visit(browser, server.origin);
    await page.evaluate(() => {
      const violations: string[] = [];
      Object.assign(window, { violations });
      document.addEventListener("securitypolicyviolation", (event) =>
        violations.push(event.violatedDirective),
      );
    });
    await importFile(page, "diary.json", sampleDiaryFile);
    for (const place of ["Today", "Calendar", "More"]) {
      await page.getByRole("link", { name: place }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
    }
    await page.getByRole("link", { name: "Calendar" }).click();
    await page.getByRole("button", { name: /12 February/ }).click();
    await page.locator(".sheet-body").waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    expect([...requestedOrigins]).toEqual([server.origin]);
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => "violations" in window && window.violations)).toEqual([]);
    await context.close();
  });
});

describe("trusted types", () => {
  test("leave no way to make a script from text, and one policy for one address", async () => {
    const { context, page } = await visit(browser, server.origin);
    const refused = await page.evaluate(() => {
      const isRefused = (act: () => void) => {
        try {
          act();
          return false;
        } catch {
          return true;
        }
      };
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy(name: string, rules: object): unknown };
      };
      return {
        html: isRefused(() => {
          document.body.innerHTML = "<p>a</p>";
        }),
        script: isRefused(() => {
          document.createElement("script").text = "1";
        }),
        anotherPolicy: isRefused(() => trustedTypes.createPolicy("another", {})),
        secondOfItsName: isRefused(() => trustedTypes.createPolicy("tidetable-worker", {})),
      };
    });
    expect(refused).toEqual({ html: true, script: true, anotherPolicy: true, secondOfItsName: true });
    await context.close();
  });
});

describe("a page without the server's headers", () => {
  test("carries the policy itself, and no script or style of its own", async () => {
    const { context, page } = await visit(browser, server.origin);
    const html = await (await page.request.get(`${server.origin}/`)).text();
    const meta = page.locator("meta[http-equiv='Content-Security-Policy']");
    expect(await meta.getAttribute("content")).toContain("require-trusted-types-for 'script'");
    expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=/);
    await context.close();
  });
});
