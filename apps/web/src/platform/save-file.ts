/** Hands a text to the browser as a file to keep; where it goes is the browser's question to its owner. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has its own hold on the text from the click on.
  URL.revokeObjectURL(address);
}
