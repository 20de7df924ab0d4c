/** Whether two byte strings are equal, in a time that depends on their lengths only. */
export function areEqual(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at++) difference |= left[at]! ^ right[at]!;
  return difference === 0;
}

/** @throws RangeError naming the argument: keys are our own, so another length is our own mistake. */
export function expectLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) {
    throw new RangeError(`${name} should have ${length} bytes, has ${bytes.length}`);
  }
}
