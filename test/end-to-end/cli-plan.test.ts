import { expect, test } from "vitest";
import { tidetable, tidetableThroughNpm } from "./cli-process.ts";
import { scratchFolder } from "./scratch-folder.ts";

const ada = "start\n2026-10-02\n2026-10-30\n2026-11-28\n2026-12-25\n2027-01-24\n2027-02-20\n";
const bea = "start\n2026-10-16\n2026-11-13\n2026-12-12\n2027-01-10\n2027-02-07\n";
const asOf = ["--today", "2027-02-26"];
const asked = ["--from", "2027-03-10", "--to", "2027-04-24", "--days", "4", ...asOf];
/** An evening that is the next day in the east, every Monday. */
const calendar = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "PRODID:-//x//EN",
  "BEGIN:VEVENT",
  "UID:choir",
  "DTSTART:20270301T190000Z",
  "DTEND:20270301T210000Z",
  "RRULE:FREQ=WEEKLY",
  "SUMMARY:Choir",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

test("a plan is the same in every zone, and a calendar's evenings are days where the caller is", async () => {
  const cwd = await scratchFolder({ "my diary.csv": ada, "my.ics": calendar });
  const inZone = (TZ: string, ...more: readonly string[]) =>
    tidetable(["plan", "my diary.csv", ...asked, ...more], { cwd, env: { TZ, LANG: "C.UTF-8" } });
  const [here, there, west, east] = await Promise.all([
    inZone("UTC"),
    inZone("Pacific/Apia"),
    inZone("America/Havana", "--calendar", "my.ics", "--json"),
    inZone("Asia/Tokyo", "--calendar", "my.ics", "--json"),
  ]);
  expect(here).toEqual({ ...there, code: 0, err: "" });
  expect(here.out).toContain("4 days between Wed 10 March and Sat 24 April.\n");
  expect(here.out).toContain("about the same. Pick what suits you.\n");
  // Mondays in the west and Tuesdays in the east are taken: four days in a row fit between them in three places.
  const weekdays = ({ out }: { readonly out: string }): readonly number[] => {
    const { windows } = JSON.parse(out) as { windows: { first: string }[] };
    return [...new Set(windows.map(({ first }) => new Date(`${first}T00:00:00Z`).getUTCDay()))].sort();
  };
  expect(weekdays(west)).toEqual([2, 3, 4]);
  expect(weekdays(east)).toEqual([3, 4, 5]);
});

test("a rota for two names the swap, and a broken one its line", async () => {
  const rota = "date,person,duty\n2027-03-20,Ada,night\n2027-03-27,Cleo,night\n2027-04-12,Bea,day\n";
  const cwd = await scratchFolder({
    "ada.csv": ada,
    "bea.csv": bea,
    "rota.csv": rota,
    "broken.csv": rota.replace("03-27", "03-32"),
  });
  const people = ["--person", "Ada=ada.csv", "--person", "Bea=bea.csv"];
  const [answer, broken] = await Promise.all([
    tidetable(["rota", "rota.csv", ...people, ...asOf, "--json"], { cwd }),
    tidetable(["rota", "broken.csv", ...people, ...asOf], { cwd }),
  ]);
  expect({ code: answer.code, err: answer.err }).toEqual({ code: 0, err: "" });
  expect(JSON.parse(answer.out)).toMatchObject({
    schema: "tidetable.rota/1",
    duties: [{ chance: expect.any(Number) }, { chance: null }, { chance: expect.any(Number) }],
    swap: { give: { date: "2027-03-20", person: "Ada" }, take: { date: "2027-04-12", person: "Bea" } },
  });
  expect(broken).toEqual({
    code: 1,
    out: "",
    err: "broken.csv, line 3: I expected a real day such as 2027-03-05.\n",
  });
});

test("the exit code tells why there is no plan", async () => {
  const cwd = await scratchFolder({
    "none.csv": "date,bleeding,note\n2027-02-20,none,slept well\n",
    "my.csv": ada,
  });
  const [none, missing, over] = await Promise.all([
    tidetable(["plan", "none.csv", ...asked, "--json"], { cwd }),
    tidetable(["plan", "nothing.csv", ...asked], { cwd }),
    tidetableThroughNpm(["plan", "my.csv", ...asked, "--days", "61"], { cwd }),
  ]);
  expect(none).toMatchObject({ code: 4, out: "" });
  expect(missing).toMatchObject({ code: 1, out: "", err: "There is no file nothing.csv.\n" });
  expect(over).toMatchObject({ code: 2, out: "" });
  expect(over.err).toContain(
    "--days needs a whole number from 1 to 60.\nUsage: npm run -s tidetable -- plan FILE ",
  );
});
