import { hasPack, isHormonal, type MethodSpan } from "@tidetable/diary";

/** What a method does to forecasts, as its sentence is chosen. */
export function whatItDoes(
  span: MethodSpan | null,
  isAfterHormones: boolean,
): "nothing" | "stopped" | "pack" | "no-break" | "no-pack" | "copper" | "hormonal" {
  if (!span) return isAfterHormones ? "stopped" : "nothing";
  if (!isHormonal(span.method)) return "copper";
  if (!hasPack(span.method)) return "hormonal";
  if (!span.pack) return "no-pack";
  return span.pack.breakDays > 0 ? "pack" : "no-break";
}
