import { base64urlFromBytes, bytesFromBase64url } from "@tidetable/sync";

type Bytes = Uint8Array<ArrayBuffer>;

/** A passkey and what its PRF makes of an input; `output` is 32 bytes and secret. */
export interface EvaluatedPasskey {
  readonly credential: string;
  readonly input: Bytes;
  readonly output: Bytes;
}

/** `refused`: the person or the browser said no. `no-prf`: there is a passkey, but no secret can be had of it. */
export type PasskeyProblem = { readonly kind: "refused" | "no-prf" };

export type PasskeyAnswer =
  | { readonly ok: true; readonly value: EvaluatedPasskey }
  | { readonly ok: false; readonly error: PasskeyProblem };

/** Whether this browser knows passkeys at all. What an authenticator can do is known after asking one. */
export const knowsPasskeys = (): boolean => typeof PublicKeyCredential === "function";

const inputLength = 32;
/** COSE algorithms in our order: Ed25519, ECDSA with P-256, RSA. Nothing is ever signed for anybody. */
const algorithms = [-8, -7, -257];

/** A new passkey of this address, without a name of a person, and its PRF at a fresh input. */
export async function createPasskey(name: string): Promise<PasskeyAnswer> {
  const input = random(inputLength);
  const created = await createCredential(name, { eval: { first: input } }).catch((error: unknown) =>
    // Some authenticators refuse the extension's input at creation and take it afterwards. A person's no is final.
    isRefusal(error) ? null : createCredential(name, {}).catch(() => null),
  );
  if (created === null) return { ok: false, error: { kind: "refused" } };
  const prf = created.getClientExtensionResults().prf;
  if (prf?.enabled === false) return { ok: false, error: { kind: "no-prf" } };
  const credential = base64urlFromBytes(new Uint8Array(created.rawId));
  const output = bytesOf(prf?.results?.first);
  return output
    ? { ok: true, value: { credential, input, output } }
    : evaluatePasskey([{ credential, input }]);
}

/** Asks for any one of these passkeys, and evaluates its PRF at its own input. */
export async function evaluatePasskey(
  passkeys: readonly { readonly credential: string; readonly input: Bytes }[],
): Promise<PasskeyAnswer> {
  const got = await navigator.credentials
    .get({
      publicKey: {
        challenge: random(32),
        userVerification: "required",
        allowCredentials: passkeys.map(({ credential }) => ({
          type: "public-key",
          id: bytesFromBase64url(credential) ?? new Uint8Array(0),
        })),
        extensions: {
          prf: {
            evalByCredential: Object.fromEntries(
              passkeys.map(({ credential, input }) => [credential, { first: input }]),
            ),
          },
        },
      },
    })
    .catch(() => null);
  if (!(got instanceof PublicKeyCredential)) return { ok: false, error: { kind: "refused" } };
  const credential = base64urlFromBytes(new Uint8Array(got.rawId));
  const asked = passkeys.find((passkey) => passkey.credential === credential);
  const output = bytesOf(got.getClientExtensionResults().prf?.results?.first);
  if (!asked || !output) return { ok: false, error: { kind: "no-prf" } };
  return { ok: true, value: { ...asked, output } };
}

async function createCredential(
  name: string,
  prf: AuthenticationExtensionsPRFInputs,
): Promise<PublicKeyCredential | null> {
  const created = await navigator.credentials.create({
    publicKey: {
      challenge: random(32),
      rp: { name },
      // A passkey must belong to somebody by name; the app's own says nothing of who uses it.
      user: { id: random(16), name, displayName: name },
      pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
      authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      extensions: { prf },
    },
  });
  return created instanceof PublicKeyCredential ? created : null;
}

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError");

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

function bytesOf(source: BufferSource | undefined): Bytes | null {
  if (source === undefined) return null;
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : (new Uint8Array(source.buffer.slice(0)).slice(
        source.byteOffset,
        source.byteOffset + source.byteLength,
      ) as Bytes);
}
