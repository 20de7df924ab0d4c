/** People who share, at the screens: the owner's taps from anywhere to a link, and the yes on both sides. */
import type { Page } from "playwright-core";
import { wordsOn } from "../end-to-end/synced-app.ts";

export interface Invited {
  /** What the owner calls the reader. */
  readonly nickname: string;
  /** What the reader is told she is called. */
  readonly called: string;
  readonly preset: "Heads-up only" | "Dates";
  /** Adds a heads-up in these words. */
  readonly words?: string;
}

/** From any screen of a diary to an invitation's link. */
export async function inviteFrom(owner: Page, { nickname, called, preset, words }: Invited): Promise<string> {
  await owner.getByRole("link", { name: "People" }).click();
  await owner.getByRole("button", { name: "Share with someone" }).click();
  const begin = owner.getByRole("button", { name: "Continue" });
  const name = owner.getByLabel("What you call them");
  await begin.or(name).first().waitFor();
  // The first time the diary goes to the relay, sealed.
  if (await begin.isVisible()) await begin.click();
  await name.fill(nickname);
  await owner.getByLabel("What they are told you are called").fill(called);
  await owner.getByRole("radio", { name: preset }).click();
  if (words !== undefined) {
    await owner.getByRole("checkbox", { name: "A heads-up" }).check();
    await owner.getByLabel("In your words", { exact: true }).fill(words);
  }
  await owner.getByRole("button", { name: "Preview as them" }).click();
  await owner.getByRole("heading", { name: "What they will see" }).waitFor();
  await owner.getByRole("button", { name: "Agree and invite" }).click();
  const link = owner.getByLabel("Link", { exact: true });
  await link.waitFor();
  return link.inputValue();
}

/** The owner's yes, once she sees the words that the other side has. */
export async function admitOn(owner: Page, words: string): Promise<void> {
  await owner.locator(".four-words").waitFor();
  if (plain(await wordsOn(owner)) !== plain(words)) throw new Error("the words should be the same");
  await owner.getByRole("button", { name: "Yes, that is them" }).click();
}

const plain = (words: string): string => words.trim().replace(/\s+/g, " ");

/** The reader's half in the app: the link, the words, and, once it was offered, yes. */
export async function acceptFrom(owner: Page, reader: Page, link: string): Promise<void> {
  await reader.goto(link);
  await reader.getByRole("button", { name: "Continue" }).click();
  await reader.locator(".four-words").waitFor();
  await admitOn(owner, await wordsOn(reader));
  await reader.getByRole("button", { name: "Accept" }).click();
  await reader.getByRole("heading", { level: 1, name: "Shared with you" }).waitFor();
}
