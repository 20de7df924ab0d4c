import { drip } from "./drip.ts";
import { euki } from "./euki.ts";
import { homeAssistant } from "./home-assistant.ts";
import { luteal } from "./luteal.ts";
import { mensinator } from "./mensinator.ts";
import { menstrudel } from "./menstrudel.ts";
import { mooneva } from "./mooneva.ts";
import { oky } from "./oky.ts";
import { ovumcy } from "./ovumcy.ts";
import { peri } from "./peri.ts";
import { periodical } from "./periodical.ts";
import type { Rule } from "./rule.ts";
import { yuvomi } from "./yuvomi.ts";

export { signRules } from "./sign-rules.ts";
export { simpleRules } from "./simple.ts";

/**
 * The rules of twelve open trackers, written afresh from what they do, with their default settings.
 *
 * How each finds starts among days of bleeding is not repeated: all are given the same starts. Nor is what a
 * person could tell it beside them: own settings, cycles left out by hand, contraception.
 */
export const peerRules: readonly Rule[] = [
  ovumcy,
  luteal,
  menstrudel,
  mensinator,
  drip,
  mooneva,
  periodical,
  peri,
  euki,
  homeAssistant,
  oky,
  yuvomi,
];
