/** What somebody uses against a pregnancy, or takes as hormones; "none": stopped on that day. */
export const methods = [
  "none",
  "combined-pill",
  "patch",
  "ring",
  "progestin-pill",
  "hormonal-iud",
  "copper-iud",
  "implant",
  "injection",
  "testosterone",
] as const;
export type Method = (typeof methods)[number];

/** Those with active days and a break, in which a bleed is due. */
const methodsWithPack = ["combined-pill", "patch", "ring"] as const satisfies readonly Method[];

export const hasPack = (method: Method): boolean => methodsWithPack.some((one) => one === method);

/** Whether a method keeps the body's own cycles away or out of sight. The copper IUD has no hormone: CDC, docs/forecasting.md. */
export const isHormonal = (method: Method): boolean => method !== "none" && method !== "copper-iud";

/** What is taken once, afterwards. */
export const emergencyDrugs = ["levonorgestrel", "ulipristal", "copper-iud"] as const;
export type EmergencyDrug = (typeof emergencyDrugs)[number];
