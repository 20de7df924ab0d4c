/**
 * Copies what stands in a field. The page's own policy denies it the clipboard, so that nothing can be read from or put
 * there unasked; the command of an editable field needs a press of a button and works all the same. False if it does not.
 */
export function copyFrom(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  field.focus();
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
