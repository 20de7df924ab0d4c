import { readAppFiles } from "@tidetable/relay";
import { findPlace, hasData } from "../data-place.ts";
import { lookAtData } from "../doctor/data.ts";
import { type Finding, fine, jsonFromFindings, look, viewFindings } from "../doctor/finding.ts";
import { lookAtBackup, lookAtFolder, lookAtNode, lookAtPort } from "../doctor/surroundings.ts";
import type { DataPlace } from "../invocation.ts";
import { reportUsage } from "../usage.ts";
import { type ExitCode, exitCodes, type World } from "../world.ts";

interface DoctorInput {
  readonly place: DataPlace;
  readonly port: number;
  readonly backup: string | null;
  readonly json: boolean;
}

/** Looks at everything a relay on this machine needs, and says how each stands and what to do. */
export async function doctor(input: DoctorInput, world: World): Promise<ExitCode> {
  const place = findPlace(input.place, world);
  if (place === null) return reportUsage({ kind: "database-invalid", topic: "doctor" }, world);
  const isBuilt = (await readAppFiles(world.appFolder)) !== null;
  const findings: Finding[] = [
    lookAtNode(world),
    isBuilt ? fine("app", "fine") : look("app", "missing"),
    ...(await lookAtFolder(place, world)),
  ];
  let isReached = true;
  // A folder that is missing or cannot be used has been spoken of.
  const isUsable = findings.every(({ check, ok }) => check !== "folder" || ok) || place.database !== null;
  if (isUsable && (await hasData(place, world))) {
    const data = await lookAtData(place, world);
    findings.push(...data.findings);
    isReached = data.isReached;
  } else if (isUsable && findings.every(({ kind }) => kind !== "missing")) {
    findings.push(fine("database", "none"));
  }
  findings.push(await lookAtPort(input.port, world));
  if (input.backup !== null) findings.push(await lookAtBackup(input.backup, place, world));

  world.stdout(input.json ? jsonFromFindings(findings) : viewFindings(findings, world));
  if (!isReached) return exitCodes.network;
  return findings.every(({ ok }) => ok) ? exitCodes.ok : exitCodes.failure;
}
