/** What axe, the accessibility checker, says of an open page. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** What axe finds wrong with what is shown, each with the first element it is wrong with. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  // From the page's foot, where the bar that stays in view covers nothing.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  // Colours on their way from one theme to the other are of neither.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
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
