/** An expected failure is a value: `kind` is stable and is what tests and words key on. */
export type Result<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };
