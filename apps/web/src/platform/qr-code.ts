import encodeQR from "qr";

/** A text as a QR code: the drawing of its dark squares as the `d` of an SVG path, and how many squares a side has. */
export interface QrCode {
  readonly path: string;
  /** With the quiet border of four squares around it that readers need. */
  readonly side: number;
}

const border = 4;

export function qrCodeOf(text: string): QrCode {
  const rows: readonly (readonly boolean[])[] = encodeQR(text, "raw", { ecc: "medium", border });
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { path: path.join(""), side: rows.length };
}
