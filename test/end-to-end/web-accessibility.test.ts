import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
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

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds wrong with what is shown, each with the first element it is wrong with. */
async function axeFindings(page: Page): Promise<readonly string[]> {
  // From the page's foot, where the bar that stays in view covers nothing.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  // By the debugger, which the page's content security policy lets through.
  const client = await page.context().newCDPSession(page);
  await client.send("Runtime.evaluate", { expression: axeSource });
  const { result } = await client.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: ${JSON.stringify(axeTags)} }).then(JSON.stringify)`,
    awaitPromise: true,
    returnByValue: true,
  });
  const { violations }: AxeResult = JSON.parse(String(result.value));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Every screen, by how a person gets there with a diary that holds something of everything. */
const screens: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ["today", (page) => open(page, "today", ".strip")],
  [
    "today, with its table, a scale and an offer to undo",
    async (page) => {
      await open(page, "today", ".strip");
      await page.getByRole("button", { name: "Show as table" }).click();
      await page.getByRole("button", { name: "Mood" }).click();
      await page.getByRole("radio", { name: "Light" }).click();
      await page.locator(".saved").filter({ hasText: "Saved" }).waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
    },
  ],
  ["calendar", (page) => open(page, "calendar", ".mark-may-start")],
  [
    "calendar, marking",
    async (page) => {
      await open(page, "calendar", ".mark-may-start");
      await page.getByRole("button", { name: "Mark several days" }).click();
    },
  ],
  [
    "day, unfolded",
    async (page) => {
      await open(page, "day", ".sheet-body");
      await page.getByText("Body signs", { exact: true }).click();
      await page.getByText("Sex and pregnancy test").click();
      await page.getByLabel("Temperature on waking").fill("97.7");
      await page.getByText(/Not saved yet/).waitFor();
    },
  ],
  [
    "body, unfolded, a method being noted",
    async (page) => {
      await open(page, "body", "h1");
      await page.getByText("Begin or change").click();
      await page.getByRole("radio", { name: "Ring" }).click();
      await page.getByRole("radio", { name: "Other days" }).click();
      await page.getByLabel("Days with hormone").fill("3");
      await page.getByText("Note it", { exact: true }).click();
      await page.getByText(/^Now: /).click();
      await page.getByText("Past cycles").click();
      await page.getByRole("button", { name: "Leave out" }).first().click();
    },
  ],
  ["more", (page) => open(page, "more", "h1")],
  ["plan", (page) => open(page, "plan", ".plan-answer .plan-row")],
  [
    "plan, with a plan that was kept, a part of the question, a row and a calendar file open",
    async (page) => {
      await open(page, "plan", ".plan-answer .plan-row");
      const row = page.locator(".plan-answer .plan-row-head").first();
      if ((await page.locator(".plan-saved").count()) === 0) {
        await row.click();
        await page.getByRole("button", { name: "Keep", exact: true }).click();
      }
      await page.locator(".plan-saved .plan-row-head").first().click();
      await page.getByRole("button", { name: "Bleeding. Change" }).click();
      await page.locator(".plan-editor").waitFor();
      await row.click();
      const buffer = Buffer.from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20270419\r\nSUMMARY:A fair\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      );
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "a.ics", mimeType: "text/calendar", buffer });
      await page.getByText("One thing in the file was left out").click();
    },
  ],
  [
    "rota, with an answer",
    async (page) => {
      await open(page, "rota", "input[type=file]");
      const buffer = Buffer.from("date,person,duty\n2027-03-12,Ann,Night\n2027-03-24,Bo,Night\n");
      await page.locator("input[type=file]").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer });
      await page.getByLabel("You are").selectOption("Ann");
      await page.locator(".plan-answer .cycle-table").waitFor();
    },
  ],
  ["why this forecast", (page) => open(page, "why", ".cycle-table")],
  [
    "record",
    async (page) => {
      await open(page, "record", ".record-table");
    },
  ],
  [
    "import, with a preview",
    async (page) => {
      await open(page, "import", "input[type=file]");
      const buffer = Buffer.from("date\n2026-04-02\nnonsense\n");
      await page.locator("input[type=file]").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer });
      await page.getByText("1 skipped").click();
    },
  ],
];

async function open(page: Page, screen: string, sign: string): Promise<void> {
  await page.goto(`${server.origin}/#${screen}`);
  await page.reload();
  await page.locator(sign).first().waitFor();
}

async function withDiary(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
  const { context, page } = await visit(browser, server.origin, options);
  await importFile(page, "diary.json", sampleDiaryFile);
  await look(page);
  await context.close();
}

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test("axe finds nothing on a first visit, before and after a date", async () => {
    const { context, page } = await visit(browser, server.origin, { colorScheme });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: /12 February/ }).click();
    await page.getByRole("button", { name: "Continue" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });

  test("axe finds nothing on any screen", async () => {
    await withDiary({ colorScheme }, async (page) => {
      for (const [name, go] of screens) {
        await go(page);
        expect(await axeFindings(page), name).toEqual([]);
      }
    });
  });

  test("marks stand out from what they lie on, three to one or more", async () => {
    await withDiary({ colorScheme }, async (page) => {
      await open(page, "calendar", ".mark-may-start");
      for (const mark of [".mark-recorded", ".mark-may-start", ".mark-sign", ".mark-other"]) {
        expect(await contrastOf(page, `.day ${mark}`, "borderTopColor"), mark).toBeGreaterThanOrEqual(3);
      }
      await open(page, "today", ".dot");
      for (const [mark, property] of [
        [".dot", "stroke"],
        [".strip-cut", "stroke"],
        [".level-light", "borderTopColor"],
        [".levels button", "borderTopColor"],
        [".chip", "borderTopColor"],
      ] as const) {
        expect(await contrastOf(page, mark, property), mark).toBeGreaterThanOrEqual(3);
      }
    });
  });
});

/** Contrast of a mark's colour with the page's, by WCAG 2.2, relative luminance. */
async function contrastOf(
  page: Page,
  selector: string,
  property: "borderTopColor" | "stroke",
): Promise<number> {
  const [mark, ground] = await page
    .locator(selector)
    .first()
    .evaluate(
      (element, name) => [
        getComputedStyle(element)[name],
        getComputedStyle(document.documentElement).backgroundColor,
      ],
      property,
    );
  const [a, b] = [luminance(mark ?? ""), luminance(ground ?? "")];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(color: string): number {
  const channels = [...color.matchAll(/[\d.]+/g)].slice(0, 3).map(([value]) => Number(value) / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  if (red === undefined || green === undefined || blue === undefined)
    throw new RangeError("expected a colour");
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("on a screen 320 pixels wide with text twice as large", () => {
  test("nothing is cut off and nothing scrolls sideways", async () => {
    const overflowing: object[] = [];
    await withDiary({ viewport: { width: 320, height: 640 } }, async (page) => {
      for (const [name, go] of screens) {
        await go(page);
        // What a browser's own setting for larger text does.
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
        const found = await page.evaluate(() => {
          const wide = [...document.querySelectorAll<HTMLElement>("main *, nav *")].filter(
            (element) =>
              !element.closest(".unseen") &&
              element.checkVisibility() &&
              element.getBoundingClientRect().right > innerWidth + 1,
          );
          return {
            scrolls: document.documentElement.scrollWidth > innerWidth,
            wide: wide.map((e) => e.outerHTML.slice(0, 120)),
          };
        });
        if (found.scrolls || found.wide.length > 0) overflowing.push({ name, ...found });
      }
    });
    expect(overflowing).toEqual([]);
  });
});

describe("targets", () => {
  test("are 44 pixels or more in the log row and 24 or more elsewhere", async () => {
    await withDiary({}, async (page) => {
      const small = (selector: string, least: number) =>
        page.locator(selector).evaluateAll(
          (elements, size) =>
            elements
              .filter((element) => element.checkVisibility() && !element.closest("p"))
              .map((element) => ({
                box: element.getBoundingClientRect(),
                html: element.outerHTML.slice(0, 100),
              }))
              .filter(({ box }) => box.width < size - 0.5 || box.height < size - 0.5)
              .map(({ html }) => html),
          least,
        );
      for (const [name, go] of screens) {
        await go(page);
        expect(await small(".levels button, .log-card .chip, .log-card .scale-row button", 44), name).toEqual(
          [],
        );
        expect(await small("button, a, input, summary", 24), name).toEqual([]);
      }
    });
  });
});

describe("whoever wants less motion", () => {
  test("gets none", async () => {
    await withDiary({ reducedMotion: "reduce" }, async (page) => {
      for (const [name, go] of screens) {
        await go(page);
        const moving = await page.evaluate(
          () =>
            [...document.querySelectorAll("*")]
              .map((element) => getComputedStyle(element))
              .filter(
                ({ transitionDuration, animationName }) =>
                  transitionDuration !== "0s" || animationName !== "none",
              ).length,
        );
        expect(moving, name).toBe(0);
      }
    });
  });
});

describe("with a reader's own colours", () => {
  test("recorded, forecast, sign and other marks keep four different shapes", async () => {
    await withDiary({ forcedColors: "active" }, async (page) => {
      await open(page, "calendar", ".mark-may-start");
      const shapes = await Promise.all(
        [".mark-recorded", ".mark-may-start", ".mark-sign", ".mark-other"].map((mark) =>
          page
            .locator(`.day ${mark}`)
            .first()
            .evaluate((element) => {
              const style = getComputedStyle(element);
              const sides = [
                style.borderTopWidth,
                style.borderRightWidth,
                style.borderBottomWidth,
                style.borderLeftWidth,
              ].map((width) => (width === "0px" ? "-" : "|"));
              return `${sides.join("")} ${style.borderTopLeftRadius === "50%" ? "round" : "cornered"}`;
            }),
        ),
      );
      expect(new Set(shapes).size).toBe(4);
    });
  });
});

describe("the forecast for a screen reader", () => {
  test("says the level, both ends, the likeliest day and what it rests on", async () => {
    await withDiary({}, async (page) => {
      await open(page, "today", ".strip");
      const text = (await page.locator(".headline-room").innerText()).replaceAll("\n", " ");
      expect(text).toMatch(/Between \w+ \d+ March and \w+ \d+, most likely \w+ \d+\./);
      expect(text).toContain("Eight in ten");
      expect(text).toContain("Based on 8 of your cycles");
      expect(await page.locator(".headline bdi").count()).toBe(3);
    });
  });
});
