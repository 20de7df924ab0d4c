/** The address to which a browser sends a file that was shared with the installed app; the same in manifest.webmanifest. */
export const takingAddress = "./take";
/** The name of the form's field there. */
const field = "files";
/** Files taken at a time, each no larger than this in bytes. Our choice: what the page keeps, and what it reads. */
const mostFiles = 6;
const largestFile = 10_000_000;
/** For how long a shared file waits, in milliseconds. Our choice: somebody may have to open the lock first; browsers end a worker soon after. */
const longestWait = 240_000;

/** A place for shared files between the request that brought them and the page that asks for them. */
export interface SharedInbox {
  /** Takes the files of a request; resolves when they are gone from here. Whatever was here before is gone at once. */
  put(request: Pick<Request, "formData">): Promise<void>;
  /** The files, to whoever asks first. */
  take(): Promise<readonly File[]>;
}

/** In memory only, and handed out once: nothing of a shared file is written down here. */
export function createSharedInbox(
  after: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): SharedInbox {
  let waiting: { readonly files: Promise<readonly File[]>; readonly gone: () => void } | null = null;
  const empty = () => {
    waiting?.gone();
    waiting = null;
  };
  return {
    put(request) {
      empty();
      const files = filesOf(request);
      return new Promise((resolve) => {
        const mine = { files, gone: resolve };
        waiting = mine;
        after(longestWait).then(() => {
          if (waiting === mine) empty();
        });
      });
    },
    async take() {
      const files = waiting?.files ?? [];
      empty();
      return files;
    },
  };
}

async function filesOf(request: Pick<Request, "formData">): Promise<readonly File[]> {
  try {
    const given = (await request.formData()).getAll(field);
    const files = given.filter((one) => one instanceof File);
    return files.filter(({ size }) => size <= largestFile).slice(0, mostFiles);
  } catch {
    // No form, or one that was cut off: there is nothing to show.
    return [];
  }
}
