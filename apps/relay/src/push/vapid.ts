import { createECDH, createHmac, createPrivateKey, type KeyObject, sign } from "node:crypto";

/** The key by which push services know this relay (RFC 8292). */
export interface PushKey {
  /** The point, uncompressed: 65 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly privateKey: KeyObject;
}

const curve = "prime256v1";
/** The order of the curve P-256. Source: SEC 2, section 2.4.2. */
const order = BigInt("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

/** The P-256 key of a relay with this secret; the same for each of its processes. */
export function pushKeyOf(secret: Uint8Array): PushKey {
  for (let attempt = 0; ; attempt += 1) {
    const drawn = createHmac("sha256", secret).update(`tidetable/v1 relay push ${attempt}\n`).digest();
    const value = BigInt(`0x${drawn.toString("hex")}`);
    // One in 2^32 is no key, and then the next one is.
    if (value > 0n && value < order) return keyFrom(drawn);
  }
}

function keyFrom(scalar: Buffer): PushKey {
  const pair = createECDH(curve);
  pair.setPrivateKey(scalar);
  const publicKey = new Uint8Array(pair.getPublicKey());
  const [x, y] = [publicKey.subarray(1, 33), publicKey.subarray(33)].map(base64url);
  const key = { kty: "EC", crv: "P-256", d: base64url(scalar), x: x!, y: y! };
  return { publicKey, privateKey: createPrivateKey({ key, format: "jwk" }) };
}

/** Seconds for which a token is good. RFC 8292, section 2, allows a day; half of it leaves room for wrong clocks. */
const tokenSeconds = 12 * 3_600;

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const jsonPart = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export interface VapidClaims {
  /** Hours since 1970. One token serves all messages to one push service within the hour. */
  readonly hour: number;
  /** Where the service may write to: `mailto:` or `https:`; null says nothing. */
  readonly contact: string | null;
}

/** Makes the `Authorization` of a message to this push service (RFC 8292, section 3). */
export function vapidAuthorization(key: PushKey, audience: string, { hour, contact }: VapidClaims): string {
  const claims = {
    aud: audience,
    exp: hour * 3_600 + tokenSeconds,
    ...(contact === null ? {} : { sub: contact }),
  };
  const signed = `${jsonPart({ typ: "JWT", alg: "ES256" })}.${jsonPart(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key: key.privateKey, dsaEncoding: "ieee-p1363" });
  return `vapid t=${signed}.${base64url(signature)}, k=${base64url(key.publicKey)}`;
}
