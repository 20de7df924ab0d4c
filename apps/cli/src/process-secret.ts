import { fstatSync, readSync } from "node:fs";
import type { ReadStream, WriteStream } from "node:tty";

/** Bytes of a secret at most. Our choice: twelve numbered words, one a line, are a tenth of it. */
const maxBytes = 4_096;

/** What a person types at a terminal, unseen; or what is piped in. Null where neither is, or nothing came. */
export async function readSecret(
  prompt: string,
  input: ReadStream,
  output: WriteStream,
): Promise<string | null> {
  const given = input.isTTY ? await readUnseen(prompt, input, output) : readPiped(0);
  return given.trim() === "" ? null : given;
}

/** All of standard input that is a pipe or a file, and nothing of a device, which might never end. */
function readPiped(descriptor: number): string {
  const bytes = new Uint8Array(maxBytes);
  let length = 0;
  try {
    const status = fstatSync(descriptor);
    if (!status.isFIFO() && !status.isFile() && !status.isSocket()) return "";
    for (;;) {
      const count = readOnce(descriptor, bytes, length);
      if (count === 0) break;
      length += count;
    }
  } catch {
    // Nothing is there to be read from.
  }
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** A pipe in which nothing is yet may say so instead of letting its reader wait. */
function readOnce(descriptor: number, into: Uint8Array, at: number): number {
  for (;;) {
    try {
      return at === into.length ? 0 : readSync(descriptor, into, at, into.length - at, null);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

const isLineEnd = (key: string): boolean => key === "\r" || key === "\n";

/** A terminal in raw mode shows nothing of what is typed, and leaves to us what its keys mean. */
function readUnseen(prompt: string, input: ReadStream, output: WriteStream): Promise<string> {
  // Before it asks: whoever answers at once is not shown either.
  input.setRawMode(true);
  output.write(prompt);
  input.setEncoding("utf8");
  return new Promise((resolve) => {
    let typed = "";
    const end = (answer: string): void => {
      input.off("data", take);
      input.setRawMode(false);
      input.pause();
      output.write("\n");
      resolve(answer);
    };
    const take = (text: string): void => {
      const keys = [...text];
      for (const [index, key] of keys.entries()) {
        // What is pasted comes at once, and may be several lines: only what ends it is Enter.
        const isLast =
          keys
            .slice(index + 1)
            .join("")
            .trim() === "";
        if (key === "\u0004" || (isLineEnd(key) && isLast)) {
          end(typed);
          return;
        }
        // Ctrl+C ends the program, as it would have without us.
        if (key === "\u0003") {
          end("");
          process.kill(process.pid, "SIGINT");
          return;
        }
        if (key === "\u007f" || key === "\b") typed = typed.slice(0, -1);
        else if (typed.length < maxBytes) typed += key;
      }
    };
    input.on("data", take);
    input.resume();
  });
}
