/** What a push service made of a message, as far as anything follows from it. */
export type PostOutcome =
  | "posted"
  /** Nobody listens at this address any more (RFC 8030, section 7.3), or not to this relay's key (RFC 8292, section 4.2). */
  | "gone"
  /** Not now: too many, out of order, or no answer. */
  | "later"
  /** It does not take this message, and would not take it later. */
  | "refused";

export interface PostOptions {
  readonly authorization: string;
  /** RFC 8291's body, as it is. */
  readonly message: Uint8Array;
  readonly timeoutMs: number;
}

/** Seconds for which a push service keeps a message whose reader is out of reach. Our choice: a day, as a heads-up lasts. */
const ttlSeconds = 86_400;

/** Posts one message (RFC 8030, section 5). Never throws; of the answer only its status is looked at. */
export async function postMessage(endpoint: string, options: PostOptions): Promise<PostOutcome> {
  try {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        authorization: options.authorization,
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(ttlSeconds),
        urgency: "normal",
      },
      body: new Uint8Array(options.message),
      // Whoever is sent elsewhere could be sent anywhere.
      redirect: "manual",
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    // Nobody reads what else it says, however long.
    await answer.body?.cancel().catch(() => {});
    return outcomeOf(answer.status);
  } catch {
    // No connection, or no answer in time.
    return "later";
  }
}

function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return "posted";
  if ([401, 403, 404, 410].includes(status)) return "gone";
  return status === 429 || status >= 500 ? "later" : "refused";
}
