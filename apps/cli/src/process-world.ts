import { fstatSync, openSync, readFileSync, writev } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { availableParallelism, homedir } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultDataFolder } from "./default-data-folder.ts";
import { openBytes, openDescriptor } from "./open-file.ts";
import { civilDate, zoneHere } from "./process-clock.ts";
import { codeOf, startFile, statusOf } from "./process-files.ts";
import { lockFolder } from "./process-lock.ts";
import { askWeb, isPortFree } from "./process-network.ts";
import { readSecret } from "./process-secret.ts";
import { startThread } from "./process-thread.ts";
import { createWords } from "./words.ts";
import { maxFileBytes, type Reader, type UnreadableFile, type World } from "./world.ts";

/** The one language there is; its dates are written as its sentences expect them, "Fri 5 March". */
const locale = "en-GB";
const stringsFiles = [
  new URL("./strings/en.ftl", import.meta.url).href,
  import.meta.resolve("@tidetable/diary/strings/forecast.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/exchange.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/explain.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/record.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/sharing.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/medication.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/plan.en.ftl"),
  import.meta.resolve("@tidetable/diary/strings/calendar.en.ftl"),
];

/** The world as the operating system gives it. */
export function createProcessWorld(): World {
  const { env, argv } = process;
  const throughNpm = env.npm_lifecycle_event === "tidetable";
  // npm runs a script in the project's folder, and says in INIT_CWD where its caller was.
  const callerFolder = (throughNpm && env.INIT_CWD) || process.cwd();
  const pathFrom = (path: string): string => resolve(callerFolder, path);
  return {
    readFile: (path) => readBytes(pathFrom(path)),
    openFile: (path) => openFile(pathFrom(path)),
    makePrivateFolder: (path) => makePrivateFolder(pathFrom(path)),
    absolutePath: pathFrom,
    statusOf: (path) => statusOf(pathFrom(path)),
    startFile: (path, options) => startFile(pathFrom(path), options),
    lockFolder: (path) => lockFolder(pathFrom(path)),
    dataFolder: defaultDataFolder(process.platform, env, homedir()),
    variable: (name) => env[name] || null,
    readSecret: (prompt) => readSecret(prompt, process.stdin, process.stderr),
    askWeb,
    isPortFree,
    stdout: (text) => void process.stdout.write(text),
    stdoutBytes: fstatSync(process.stdout.fd).isFile() ? writeToFile : writeToStream,
    stderr: (text) => void process.stderr.write(text),
    reader: readerOf(process.stdout, env, argv.includes("--no-color")),
    today: () => civilDate(new Date()),
    timeZone: zoneHere(),
    words: createWords(
      locale,
      stringsFiles.map((address) => readFileSync(new URL(address), "utf8")),
    ),
    program: throughNpm ? "npm run -s tidetable --" : "tidetable",
    nodeVersion: process.versions.node,
    version: versionOf(readFileSync(new URL("../package.json", import.meta.url), "utf8")),
    appFolder: fileURLToPath(new URL("../../web/dist", import.meta.url)),
    rest: () => new Promise((resolve) => setImmediate(resolve)),
    threadCount: availableParallelism(),
    startThread,
    stopAsked,
  };
}

function versionOf(manifest: string): string {
  const { version } = JSON.parse(manifest);
  if (typeof version !== "string") throw new TypeError("versionOf expects a manifest with a version");
  return version;
}

/** Colour only for a terminal that shows it and a person who wants it (no-color.org). */
export function readerOf(
  { isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number },
  env: Readonly<Record<string, string | undefined>>,
  refusesColour: boolean,
): Reader {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return {
    columns: columns || 80,
    colour: isTTY === true && !refusesColour && !env.NO_COLOR && env.TERM !== "dumb",
    unicode: process.platform === "win32" || /utf-?8/i.test(locale),
  };
}

const kindByCode: Readonly<Record<string, UnreadableFile["kind"]>> = {
  ENOENT: "missing",
  ENOTDIR: "missing",
  ENAMETOOLONG: "missing",
  EISDIR: "directory",
  EACCES: "forbidden",
  EPERM: "forbidden",
  ERR_FS_FILE_TOO_LARGE: "too-large",
};

const readBytes: World["readFile"] = async (path) => {
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) return { ok: false, error: { kind: "too-large" } };
    return { ok: true, value: await readFile(path) };
  } catch (error) {
    return { ok: false, error: { kind: kindByCode[codeOf(error)] ?? "unreadable" } };
  }
};

/** Errors are told where main.ts listens for them. */
const writeToStream: World["stdoutBytes"] = async (pieces) => {
  for (const piece of pieces) {
    await new Promise<void>((resolve) => process.stdout.write(piece, () => resolve()));
  }
};

/** As above, but this thread goes on meanwhile: a file's stream would let everything else wait. */
const writeToFile: World["stdoutBytes"] = async (pieces) => {
  let rest = pieces;
  while (rest.length > 0) {
    let written = await new Promise<number>((resolve) => {
      writev(process.stdout.fd, rest, (error, count) => {
        if (error) process.stdout.destroy(error);
        else resolve(count);
      });
    });
    // A disk may take less than it was given.
    rest = rest.flatMap((piece) => {
      const taken = Math.min(written, piece.length);
      written -= taken;
      return taken === piece.length ? [] : [piece.subarray(taken)];
    });
  }
};

const openFile: World["openFile"] = async (path) => {
  try {
    const status = await stat(path);
    if (!status.isFile()) {
      const bytes = await readBytes(path);
      return bytes.ok ? { ok: true, value: openBytes(bytes.value) } : bytes;
    }
    return { ok: true, value: openDescriptor(openSync(path, "r"), status.size) };
  } catch (error) {
    return { ok: false, error: { kind: kindByCode[codeOf(error)] ?? "unreadable" } };
  }
};

const makePrivateFolder: World["makePrivateFolder"] = async (path) => {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return { ok: true, value: null };
  } catch (error) {
    return { ok: false, error: { code: codeOf(error) } };
  }
};

function stopAsked(): Promise<void> {
  // Once: a second signal ends the process the hard way.
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
