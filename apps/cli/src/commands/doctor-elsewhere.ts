import { relayPaths } from "@tidetable/sync/protocol";
import { type Finding, fine, jsonFromFindings, look, viewFindings } from "../doctor/finding.ts";
import { isRelay } from "../doctor/surroundings.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

/** Asks a relay elsewhere what a browser would find there. */
export async function doctorElsewhere(
  { address, json }: { readonly address: string; readonly json: boolean },
  world: World,
): Promise<ExitCode> {
  const url = new URL(address);
  const page = await world.askWeb(url.origin, "GET");
  const findings: readonly Finding[] =
    page === null
      ? [look("relay", "silent", { address: url.origin })]
      : (await isRelay(url.origin, world))
        ? [
            fine("relay", "answers", { address: url.origin }),
            lookAtScheme(url),
            lookAtPolicy(page.headers["content-security-policy"]),
            await lookAtSharing(url, world),
          ]
        : [look("relay", "other", { address: url.origin })];
  world.stdout(json ? jsonFromFindings(findings) : viewFindings(findings, world));
  if (page === null) return exitCodes.network;
  return findings.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failure;
}

/** Browsers give ciphers to pages over HTTPS, and to those of their own machine. */
function lookAtScheme({ protocol, hostname }: URL): Finding {
  const isOwn = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol === "https:") return fine("scheme", "https");
  return isOwn ? fine("scheme", "own") : look("scheme", "plain");
}

/** Nothing from elsewhere, and no text that is run: what else it says may differ between versions. */
function lookAtPolicy(policy: string | undefined): Finding {
  if (policy === undefined) return look("policy", "missing");
  const isStrict = policy.startsWith("default-src 'none';") && !/'unsafe-(inline|eval)'|\*/.test(policy);
  return isStrict ? fine("policy", "strict") : look("policy", "other");
}

/** Whether an app from another address may speak with it. */
async function lookAtSharing(url: URL, world: World): Promise<Finding> {
  const answer = await world.askWeb(new URL(relayPaths.challenge, url).href, "OPTIONS");
  const isOpen = answer?.headers["access-control-allow-origin"] === "*";
  return isOpen ? fine("sharing", "open") : look("sharing", "closed");
}
