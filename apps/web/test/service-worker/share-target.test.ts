import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createSharedInbox, takingAddress } from "../../src/service-worker/share-target.ts";

const ics = (name: string, text = "BEGIN:VCALENDAR") => new File([text], name, { type: "text/calendar" });
const formOf = (...files: readonly (File | string)[]) => ({
  async formData() {
    const form = new FormData();
    for (const file of files) form.append("files", file);
    return form;
  },
});
const never = () => new Promise<void>(() => undefined);

describe("a file that is shared with the installed app", () => {
  test("goes to the address and the field that the manifest names", () => {
    const path = fileURLToPath(new URL("../../public/manifest.webmanifest", import.meta.url));
    const { share_target: target } = JSON.parse(readFileSync(path, "utf8"));
    expect(target.action).toBe(takingAddress);
    expect(target).toMatchObject({ method: "POST", enctype: "multipart/form-data" });
    expect(target.params.files.map(({ name }: { name: string }) => name)).toEqual(["files"]);
  });

  test("is given once, to whoever asks first", async () => {
    const inbox = createSharedInbox(never);
    const gone = inbox.put(formOf(ics("work.ics")));
    expect((await inbox.take()).map(({ name }) => name)).toEqual(["work.ics"]);
    await gone;
    expect(await inbox.take()).toEqual([]);
  });

  test("is forgotten when nobody asks, and when another one comes", async () => {
    let pass = (): void => undefined;
    const inbox = createSharedInbox(
      () =>
        new Promise((resolve) => {
          pass = () => resolve();
        }),
    );
    const first = inbox.put(formOf(ics("one.ics")));
    const second = inbox.put(formOf(ics("two.ics")));
    await first;
    pass();
    await second;
    expect(await inbox.take()).toEqual([]);
  });

  test("is left behind where it is no file, is too large, or one of too many", async () => {
    const inbox = createSharedInbox(never);
    inbox.put(formOf("BEGIN:VCALENDAR", ics("large.ics", "x".repeat(10_000_001)), ics("work.ics")));
    expect((await inbox.take()).map(({ name }) => name)).toEqual(["work.ics"]);
    inbox.put(formOf(...Array.from({ length: 9 }, (_, at) => ics(`${at}.ics`))));
    expect(await inbox.take()).toHaveLength(6);
    inbox.put({ formData: () => Promise.reject(new TypeError("cut off")) });
    expect(await inbox.take()).toEqual([]);
  });
});
