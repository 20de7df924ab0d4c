import type { World } from "../world.ts";
import { readableColumns, wrap } from "../wrap.ts";

/** One thing that was looked at. `kind` says how it stands; the message `doctor-CHECK-KIND` says it to people, and what to do. */
export interface Finding {
  readonly check: string;
  readonly kind: string;
  /** False where somebody has to do something. */
  readonly ok: boolean;
  readonly values: Readonly<Record<string, string | number>>;
}

export const fine = (check: string, kind: string, values: Finding["values"] = {}): Finding => ({
  check,
  kind,
  ok: true,
  values,
});

export const look = (check: string, kind: string, values: Finding["values"] = {}): Finding => ({
  ...fine(check, kind, values),
  ok: false,
});

/** Schema tidetable.doctor/1: `kind` is stable, `values` are what it is about. */
export function jsonFromFindings(findings: readonly Finding[]): string {
  const ok = findings.every((finding) => finding.ok);
  return `${JSON.stringify({ schema: "tidetable.doctor/1", ok, findings })}\n`;
}

/** A mark and a sentence or two each; at the end, how many need somebody. */
export function viewFindings(findings: readonly Finding[], { words, reader, program }: World): string {
  const marks = { fine: words.say("doctor-mark-fine"), look: words.say("doctor-mark-look") };
  const indent = Math.max(marks.fine.length, marks.look.length) + 2;
  const lines = findings.flatMap(({ check, kind, ok, values }) => {
    const text = words.say(`doctor-${check}-${kind}`, { ...values, program });
    const mark = ok ? marks.fine : marks.look;
    return wrap(text, readableColumns(reader.columns) - indent).map(
      (line, index) => (index === 0 ? mark : "").padEnd(indent) + line,
    );
  });
  const count = findings.filter(({ ok }) => !ok).length;
  return [...lines, "", words.say("doctor-end", { count }), ""].join("\n");
}
